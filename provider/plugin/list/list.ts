/** The method `List`: streams the ids and names of all resources of a kind, page by page if the caller wants pages. */
import { once } from "node:events";
import { type ServerWritableStream, status } from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Values } from "../../fields/field.ts";
import { isMarked, markedIn } from "../../fields/secrets.ts";
import { hasUnknown } from "../../fields/unknowns.ts";
import { callFunction, listingOf, validateArguments } from "../../functions/index.ts";
import { mayBeStale, orderOf, stringsIn } from "../../lifecycle/index.ts";
import { resources } from "../../resources/all.ts";
import { RequestError } from "../grpcStatus.ts";
import { decodeInputs, noInputs } from "../propertyValues.ts";
import type { Session } from "../session.ts";
import { definitionOf, tokenOf } from "../tokens.ts";
import { type Page, pageOf, placeOf } from "./pages.ts";

export type ListStream = ServerWritableStream<proto.ListRequest, proto.ListResponse>;

const { Computed, Continuation, Result } = proto.ListResponse;

/**
 * The resources come in the order of their creation: new ones are the last. Nothing that is listed is managed.
 * @throws RequestError for a query that is not as in the schema's `listInputs`; NotFoundError; ApiError
 */
export async function list(stream: ListStream, session: Session): Promise<void> {
  const { request } = stream;
  const definition = listingOf(definitionOf(resources, "resource", request.getToken()));
  const { resource, lists } = definition;
  const { values: args, secrets, problems: misplaced } = decodeInputs(request.getQuery()) ?? noInputs;
  if (misplaced.length === 0 && hasUnknown(args)) {
    stream.write(new proto.ListResponse().setComputed(new Computed()));
    return;
  }
  const secretArgs = Object.keys(args).filter((name) => isMarked(secrets, [name]));
  const problems = [...misplaced, ...(await validateArguments(definition, args, secretArgs))];
  if (problems.length > 0) {
    throw new RequestError(status.INVALID_ARGUMENT, problems.map(({ message }) => message).join("\n"));
  }
  const place = placeOf(request.getContinuationToken(), [tokenOf(resource), args]);
  const gone = new AbortController();
  stream.once("cancelled", () => gone.abort());
  const signal = AbortSignal.any([session.signal, gone.signal]);
  const api = session.begin("", { signal, secrets: () => markedIn(args, secrets).flatMap(stringsIn) });
  const found = await callFunction(definition, { api, args, secretArgs, mayBeStale: mayBeStale(api) });
  const all = (found[lists] as Values[]).map((item) => ({
    id: resource.id.map((part) => item[part]).join("/"),
    name: String(item[resource.nameField] ?? ""),
    order: orderOf(resource, item),
  }));
  await send(stream, pageOf(all, place, { limit: request.getLimit(), size: request.getPageSize() }), signal);
}

async function send(stream: ListStream, { items, continuation }: Page, signal: AbortSignal): Promise<void> {
  for (const { id, name } of items) {
    await write(stream, new proto.ListResponse().setResult(new Result().setId(id).setName(name)), signal);
  }
  if (continuation === undefined) return;
  const next = new Continuation().setContinuationToken(continuation);
  await write(stream, new proto.ListResponse().setContinuation(next), signal);
}

/** Waits until the caller has read enough of what was written before. @throws AbortError */
async function write(stream: ListStream, response: proto.ListResponse, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!stream.write(response)) await once(stream, "drain", { signal });
}
