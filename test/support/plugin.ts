/** The plugin's service in the test's own process, and a client that calls it as the engine does. */
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Emulator } from "../../emulator/index.ts";
import type { Resource } from "../../provider/fields/field.ts";
import { serve } from "../../provider/plugin/server.ts";

export type Json = Record<string, unknown>;
/** A resource's name: `Application`. */
export type Kind = Resource["name"];

const signature = "4dabf18193072939515e22adb298388d";
/** A value marked as secret, as the engine sends it. */
export const secret = (value: unknown) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", value });
export const output = (value: unknown, isSecret = false) => ({
  [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  ...(value !== undefined && { value }),
  secret: isSecret,
});
/** A reference to a resource, as the engine sends it. @param id Empty if a preview does not know it; none: a component. */
export const reference = (id: string | undefined, type = "transmit:index:Application") => ({
  [signature]: "5cf8f73096256a8f31e491e813e4eb8e",
  urn: `urn:pulumi:test::program::${type}::it`,
  ...(id !== undefined && { id }),
});
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Without properties that are undefined. */
export const struct = (values: Json): Struct => Struct.fromJavaScript(JSON.parse(JSON.stringify(values)));
export const plain = (values: Struct | undefined): Json => values?.toJavaScript() as Json;

export interface Plugin {
  client: ResourceProviderClient;
  /** Calls a method. @throws ServiceError */
  call<A>(method: string, request: unknown): Promise<A>;
  check(kind: Kind, news: Json, olds?: Json): Promise<proto.CheckResponse>;
  diff(kind: Kind, id: string, olds: Json, news: Json, oldInputs?: Json): Promise<proto.DiffResponse>;
  create(kind: Kind, inputs: Json, preview?: boolean): Promise<{ id: string; outputs: Json }>;
  read(kind: Kind, id: string, state?: Json, inputs?: Json): Promise<{ id: string; outputs: Json; inputs: Json }>;
  update(
    kind: Kind,
    id: string,
    olds: Json,
    news: Json,
    options?: { preview?: boolean; oldInputs?: Json },
  ): Promise<Json>;
  remove(kind: Kind, id: string, state: Json): Promise<void>;
  invoke(
    name: string,
    args?: Json,
    preview?: boolean,
  ): Promise<{ found: Json; failures: proto.CheckFailure.AsObject[] }>;
  close(): void;
}

export const settingsOf = ({ env }: Emulator): Json => ({
  baseUrl: env.TRANSMIT_BASE_URL,
  clientId: env.TRANSMIT_CLIENT_ID,
  clientSecret: secret(env.TRANSMIT_CLIENT_SECRET),
});

/** @param settings Its configuration; without it, it is not configured. @param engine The address that its messages go to. */
export async function startPlugin(settings?: Json, engine?: string): Promise<Plugin> {
  const serving = await serve(engine, () => '{"name":"transmit"}');
  const client = new ResourceProviderClient(`127.0.0.1:${serving.port}`, credentials.createInsecure());
  const call = <A>(method: string, request: unknown) =>
    new Promise<A>((resolve, reject) => {
      const methods = client as unknown as Record<string, (request: unknown, callback: unknown) => void>;
      methods[method]?.(request, (error: ServiceError | null, answer: A) => (error ? reject(error) : resolve(answer)));
    });
  if (settings) await call("configure", new proto.ConfigureRequest().setArgs(struct(settings)));
  const urnOf = (kind: Kind) => `urn:pulumi:test::program::transmit:index:${kind}::it`;
  const about = <R extends { setUrn(urn: string): R; setType(type: string): R }>(request: R, kind: Kind): R =>
    request.setUrn(urnOf(kind)).setType(`transmit:index:${kind}`);

  return {
    client,
    call,
    check: (kind, news, olds = {}) =>
      call("check", about(new proto.CheckRequest(), kind).setNews(struct(news)).setOlds(struct(olds))),
    diff: (kind, id, olds, news, oldInputs) => {
      const request = about(new proto.DiffRequest(), kind).setId(id).setOlds(struct(olds)).setNews(struct(news));
      return call("diff", oldInputs ? request.setOldInputs(struct(oldInputs)) : request);
    },
    create: async (kind, inputs, preview = false) => {
      const request = about(new proto.CreateRequest(), kind).setProperties(struct(inputs)).setPreview(preview);
      const created = await call<proto.CreateResponse>("create", request);
      return { id: created.getId(), outputs: plain(created.getProperties()) };
    },
    read: async (kind, id, state, inputs) => {
      const request = about(new proto.ReadRequest(), kind).setId(id);
      if (state) request.setProperties(struct(state));
      if (inputs) request.setInputs(struct(inputs));
      const found = await call<proto.ReadResponse>("read", request);
      return { id: found.getId(), outputs: plain(found.getProperties()), inputs: plain(found.getInputs()) };
    },
    update: async (kind, id, olds, news, { preview = false, oldInputs } = {}) => {
      const request = about(new proto.UpdateRequest(), kind).setId(id).setOlds(struct(olds)).setNews(struct(news));
      if (oldInputs) request.setOldInputs(struct(oldInputs));
      return plain((await call<proto.UpdateResponse>("update", request.setPreview(preview))).getProperties());
    },
    remove: async (kind, id, state) => {
      await call("delete", about(new proto.DeleteRequest(), kind).setId(id).setProperties(struct(state)));
    },
    invoke: async (name, args = {}, preview = false) => {
      const request = new proto.InvokeRequest().setTok(`transmit:index:${name}`).setArgs(struct(args));
      request.setPreview(preview);
      const answer = await call<proto.InvokeResponse>("invoke", request);
      return { found: plain(answer.getReturn()), failures: answer.toObject().failuresList };
    },
    close: () => {
      client.close();
      // As at the end of its process.
      serving.journal.engineLost();
      serving.close();
    },
  };
}
