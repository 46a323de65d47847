/** The one request that makes a resource: sent again only where it is known that nothing was made. */
import { AmbiguousResultError, ApiError } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { fetchResource } from "../consistency/fetchResource.ts";
import { mutate } from "../consistency/mutate.ts";
import { poll } from "../consistency/readAfterWrite.ts";
import type { Transport } from "../transport.ts";
import { decode, unwrapEnvelope } from "../wire/codec.ts";
import { idOf, idPartsFrom, parseId, pathAbove } from "../wire/resourceId.ts";
import { isWhole, undocumentedContent, validateResponse } from "../wire/responseValidation.ts";
import { learnFromOwnCreate } from "./apiIdentity.ts";
import type { Candidate, CreateLookup } from "./candidates.ts";
import * as journal from "./journal.ts";
import { findCreated, findUnexpected, idsBefore, showsUntil } from "./reconcile.ts";
import { resolveSuperseded } from "./supersededCreates.ts";

/** A create, with what is noted of it. */
interface Creation extends CreateLookup {
  path: string;
  body: Values;
  entry: journal.Entry;
}

/** @returns What the API answers of what was made, be it to another question. */
export async function createOnce(
  resource: Resource,
  api: Transport,
  inputs: Values,
  path: string,
  body: Values,
): Promise<Values> {
  const { endpointKey: place = "" } = api.scope;
  const title = String(inputs[resource.nameField]);
  const undertaking = { place, stack: await api.stack?.(), path, title, body };
  for (let waited = 0; waited < patience && journal.isUnderWayElsewhere(undertaking); waited += moment) {
    await api.wait(moment, "another machine was at it a moment ago");
  }
  const entry = journal.open(undertaking);
  const { others, isRivalled } = entry;
  const creation: Creation = {
    resource,
    api,
    inputs,
    foreignIds: others,
    hasConcurrentCreate: isRivalled,
    path,
    body,
    entry,
  };
  const earlier = await takeEarlier(creation);
  if (earlier) return earlier;
  await resolveSuperseded(creation, entry);
  return send(creation);
}

/** Milliseconds that another machine is waited for, and between looks at it. */
const patience = 60_000;
const moment = 2_000;

/** What earlier runs made without knowing, or without the engine's knowing. */
async function takeEarlier(creation: Creation): Promise<Values | undefined> {
  const { path, entry } = creation;
  for (const id of entry.inherited) {
    const content = await take(creation, id);
    if (content) return content;
  }
  if (!entry.sent) return undefined;
  const { first: from, last, isRefused } = entry.sent;
  const to = showsUntil(last);
  const lost = new ApiError({ method: "POST", path, messages: ["an earlier run did not get the answer"] });
  const found = await (isRefused
    ? findUnexpected(creation, { from, to })
    : findCreated(creation, { from, to, until: to }, lost));
  const content = found && (await takeFound(creation, found));
  if (!content) entry.close();
  return content;
}

const mostAttempts = 4;

async function send(creation: Creation): Promise<Values> {
  if (creation.resource.createReturnsNothing) creation.entry.exclude(await idsBefore(creation));
  for (let attempts = 1; ; attempts++) {
    const outcome = await attempt(creation).catch((error: unknown) => ({ error }));
    const content =
      "error" in outcome
        ? await recover(creation, outcome.error, attempts)
        : (outcome.content ?? (await takeDone(creation, outcome.id)));
    if (content) return content;
  }
}

interface Outcome {
  /** What the API answers of it. */
  content?: Values;
  /** All that it says of it instead. */
  id?: string;
}

async function attempt(creation: Creation): Promise<Outcome> {
  const { resource, api, inputs, path, body, entry } = creation;
  const parts = idPartsFrom(resource, inputs);
  const complain = resource.createReturnsNothing ? undefined : validateResponse(resource, parts);
  let unexpected: Values | undefined;
  const made = async () => {
    unexpected = await takeUnexpected(creation);
    return unexpected;
  };
  const answer = await mutate(api, "POST", path, {
    body,
    needs: pathAbove(path),
    complain,
    once: { sending: entry.sending, refused: entry.doubt, made },
  });
  if (unexpected) return { content: unexpected };
  const content = resource.createReturnsNothing
    ? undocumentedContent(resource, inputs, answer)
    : unwrapEnvelope(resource, answer);
  if (!content) return {};
  const actual = { ...parts, ...decode(resource, content) };
  const id = idOf(resource, actual);
  if (resource.createReturnsNothing && !isWhole(resource, content)) return { id };
  learnFromOwnCreate(api, actual);
  entry.close(id);
  return { content };
}

/** @returns What was made all the same; undefined if nothing was, and it can be sent again. @throws if it cannot */
async function recover(creation: Creation, error: unknown, attempts: number): Promise<Values | undefined> {
  // What ended otherwise may have happened.
  if (!(error instanceof ApiError)) throw error;
  const { entry } = creation;
  const isLost = error instanceof AmbiguousResultError;
  // A value that only one can have was free before: what has it now was made by what was sent before.
  const isOwn = error.status === 409 && entry.sent !== undefined && entry.sent.first < entry.sent.last;
  if (isLost || isOwn) {
    const content = await takeLost(creation, error);
    if (content || (isLost && attempts < mostAttempts)) return content;
    if (isLost) entry.close();
    throw isLost ? new ApiError(error.failure) : error;
  }
  if (isDefinite(error)) {
    entry.close();
    throw error;
  }
  const content = await takeUnexpected(creation);
  if (content) return content;
  entry.doubt();
  throw error;
}

async function takeLost(creation: Creation, error: ApiError): Promise<Values | undefined> {
  const { sent } = creation.entry;
  if (!sent) return undefined;
  const found = await findCreated(creation, { from: sent.first, until: showsUntil(sent.last, error) }, error);
  return found && takeFound(creation, found);
}

/** What the API said that it made, and not what it is. */
async function takeDone(creation: Creation, id: string | undefined): Promise<Values | undefined> {
  const { path, entry } = creation;
  const from = entry.sent?.first ?? Date.now();
  const lost = new ApiError({ method: "POST", path, status: 200, messages: ["the answer does not say what was made"] });
  const found = await findCreated(creation, { from, until: showsUntil(from, lost), id, isDone: true }, lost);
  return found && takeFound(creation, found);
}

/** Refusals by which nothing is made, if they are the API's own. What stands in between may refuse after it happened. */
const definite: readonly unknown[] = [400, 404, 409, 422];

const isDefinite = ({ failure: { neverSent, hasApiErrorCode, status } }: ApiError): boolean =>
  neverSent === true || (hasApiErrorCode === true && definite.includes(status));

/** @throws LostAnswerError if it is there and cannot be had */
async function takeUnexpected(creation: Creation): Promise<Values | undefined> {
  const { sent } = creation.entry;
  const found = sent && (await findUnexpected(creation, { from: sent.first }));
  if (!found) return undefined;
  return takeFound(creation, found).catch((error) => {
    throw error instanceof ApiError ? new AmbiguousResultError(error.failure) : error;
  });
}

const takeFound = (creation: Creation, found: Candidate): Promise<Values | undefined> =>
  take(creation, idOf(creation.resource, found.actual), found);

/** Takes over what is known to be ours. @returns undefined if it is gone by now */
async function take({ resource, api, entry }: Creation, id: string, found?: Candidate): Promise<Values | undefined> {
  const wanted = { parts: parseId(resource, id), writtenAt: found?.actual.createdAt, listed: false };
  const ask = () => fetchResource(resource, api, wanted);
  // What an earlier run made may have been made just before it was killed.
  const content = found && resource.noGetEndpoint ? found.item : await (found ? ask() : poll(api, ask));
  if (content) entry.close(id);
  return content;
}
