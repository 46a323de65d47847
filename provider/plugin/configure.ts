/** The provider's configuration as the engine asks for it: what is wrong with it, what changes, and what lacks. */
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { type Setting, settings } from "../api/config/settings.ts";
import type { Configuration } from "../api/index.ts";
import { ConfigurationError } from "../errors.ts";
import type { Values } from "../fields/field.ts";
import { listed } from "../fields/naming.ts";
import { complainAboutSettings, configurationFrom, missingIn, settingsIn, settingsShape } from "./config.ts";
import { failure } from "./failure.ts";
import { DetailedError } from "./grpcStatus.ts";
import { decode, encode } from "./propertyValues.ts";
import { merge, secretsOf } from "./secrets.ts";
import type { Session } from "./session.ts";

/** Older engines send them as texts alone, under names like `transmit:config:region`. */
function settingsGiven(request: proto.ConfigureRequest): Values {
  if (request.hasArgs()) return settingsOf(request.getArgs());
  const variables: [string, string][] = request.getVariablesMap().toArray();
  return settingsIn(Object.fromEntries(variables.map(([name, value]) => [name.split(":").at(-1), value])));
}

const settingsOf = (struct: Struct | undefined): Values => settingsIn(decode(struct)?.values ?? {});

export function checkConfig(request: proto.CheckRequest): proto.CheckResponse {
  const { values, secrets } = decode(request.getNews()) ?? { values: {} };
  return new proto.CheckResponse()
    .setInputs(encode(values, merge(secretsOf(settingsShape, values), secrets)))
    .setFailuresList(complainAboutSettings(settingsIn(values), process.env).map(failure));
}

/** Settings that say which tenant, and which application of it, the provider talks to. */
const identity: readonly Setting[] = ["region", "baseUrl", "tokenUrl", "clientId", "tenantId", "accessToken"];

/**
 * What a change of settings means: what is managed stays what it is, and where it is. Whether another address or client is
 * one of the same tenant, only a token of each tells: a run that creates something before it has seen a state asks for it.
 */
export async function diffConfig(request: proto.DiffRequest, session: Session): Promise<proto.DiffResponse> {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const before = settingsOf(request.getOldInputs() ?? request.getOlds());
  const now = settingsOf(request.getNews());
  const changed = Object.keys(settings).filter((name) => before[name] !== now[name]);
  session.former = undefined;
  const moved = identity.filter((name) => changed.includes(name));
  if (moved.length > 0 && Object.keys(before).length > 0) {
    session.former = formerConfiguration(before);
    await session.log.warn(warnOfMove(moved), request.getUrn());
  }
  return new proto.DiffResponse().setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE).setDiffsList(changed);
}

const warnOfMove = (moved: readonly Setting[]): string =>
  `${listed(
    moved.map((name) => `transmit:${name}`),
    "and",
  )} changed. What this stack manages stays in the tenant where it is. If the new settings reach another tenant, nothing ` +
  "is created, updated or deleted, and the errors name both. Signing keys belong to the application of the client.";

/** As the stack's configuration alone has it: the environment of that run is gone. */
function formerConfiguration(before: Values): Configuration | undefined {
  try {
    return configurationFrom(before, {});
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

export function configure(request: proto.ConfigureRequest, session: Session): proto.ConfigureResponse {
  const given = settingsGiven(request);
  // A plugin that stays attached is configured anew for each run.
  session.forget();
  try {
    session.configuration = configurationFrom(given, process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const missing = missingIn(given, process.env);
    throw missing.length > 0 ? lacking(error, missing) : error;
  }
  return new proto.ConfigureResponse()
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    .setAcceptoutputs(true)
    .setSupportspreview(true);
}

/** The command line turns each into the command that sets it. */
function lacking(error: ConfigurationError, missing: readonly Setting[]): DetailedError {
  const keys = missing.map((name) => {
    const { description, env } = settings[name];
    const encrypted = "secret" in settings[name] ? ` Add --secret, to keep it encrypted.` : "";
    return new proto.ConfigureErrorMissingKeys.MissingKey()
      .setName(`transmit:${name}`)
      .setDescription(`${description}${encrypted} Or set ${env} in the environment.`);
  });
  const content = new proto.ConfigureErrorMissingKeys().setMissingkeysList(keys);
  return new DetailedError(error, { name: "pulumirpc.ConfigureErrorMissingKeys", content: content.serializeBinary() });
}
