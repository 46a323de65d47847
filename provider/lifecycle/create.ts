import { ApiError, HalfDoneError, LostAnswerError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { complaintAbout, isWhole, undeclaredIn } from "./answer.ts";
import type { Api } from "./api.ts";
import { compare } from "./diff.ts";
import { explaining } from "./explain.ts";
import { find } from "./find.ts";
import { creationPath, idOf, partsOf, pathTo } from "./identity.ts";
import * as journal from "./journal.ts";
import { rememberMade } from "./lag.ts";
import { type Candidate, findCreated, idsBefore, type Sent } from "./recover.ts";
import { nothing } from "./reset.ts";
import { mannerOf, stateOf } from "./state.ts";
import { update } from "./update.ts";
import { warningsAfter } from "./warning.ts";
import { answeredVariant, fromWire, toWire, unwrap } from "./wire.ts";
import { write } from "./write.ts";

export interface Created {
  id: string;
  state: Values;
  /** What the user should know of. */
  warnings: string[];
}

export async function create(resource: Resource, api: Api, inputs: Values): Promise<Created> {
  const body = { ...toWire(resource, inputs, "create"), ...resource.derive?.(inputs) };
  const path = creationPath(resource, inputs);
  const created = await inTurn(turnOf(resource, inputs, path, body), async () => {
    const content = await explaining(resource, inputs, () => createOnce(resource, api, inputs, path, body));
    const variant = answeredVariant(resource, content);
    const live = { ...partsInPath(resource, inputs), ...fromWire(resource, content, variant) };
    const manner = mannerOf(resource, inputs, live, variant);
    rememberMade(api, pathTo(resource.item, live));
    return {
      id: idOf(resource, live),
      state: stateOf(resource, inputs, live, variant, manner),
      warnings: warningsAfter(resource, inputs, nothing, live, variant),
    };
  });
  return complete(resource, api, inputs, created);
}

/** What only updates carry is sent in one, where the API has chosen otherwise. */
async function complete(resource: Resource, api: Api, inputs: Values, created: Created): Promise<Created> {
  const { id, state } = created;
  const isLeft = compare(resource, state, inputs).changed.some((name) => resource.fields[name]?.sent === "update");
  if (!isLeft) return created;
  try {
    return { id, ...(await update(resource, api, id, state, inputs)) };
  } catch (error) {
    throw error instanceof Error ? new HalfDoneError(id, state, error) : error;
  }
}

/** Sends the one request that makes a resource, and finds out what became of it if its answer does not tell. */
async function createOnce(resource: Resource, api: Api, inputs: Values, path: string, body: Values): Promise<Values> {
  const parts = partsInPath(resource, inputs);
  const complain = resource.silent ? undefined : complaintAbout(resource, parts);
  const entry = journal.open(api.scope.place ?? "", path, body);
  let lost = new LostAnswerError({ method: "POST", path, messages: ["an earlier run did not get the answer"] });
  const { begun, unheard } = entry.left;
  const take = async (id: string, found?: Candidate) => {
    const wanted = { parts: partsOf(resource, id), writtenAt: found?.live.createdAt, listed: false };
    const content = found && resource.listedOnly ? found.item : await find(resource, api, wanted);
    if (content) entry.close(id);
    return content;
  };
  for (const id of unheard) {
    const content = await take(id);
    if (content) return content;
  }
  let others: readonly string[] | undefined;
  let sent: Sent | undefined =
    begun === undefined ? undefined : { at: begun, by: begun + longestWait, others: entry.left.others };
  for (let attempts = 0; ; ) {
    const found = sent && (await findCreated(resource, api, inputs, sent, lost));
    const taken = found && (await take(idOf(resource, found.live), found));
    if (taken) return taken;
    try {
      // It is known here that nothing was made so far.
      if (attempts++ === mostAttempts) throw new ApiError(lost.failure);
      others ??= entry.exclude(resource.silent ? await idsBefore(resource, api, inputs) : []);
      sent = { at: Date.now(), others };
      const answer = await write(api, "POST", path, { body, needs: parentOf(path), complain });
      const content = resource.silent ? undeclaredIn(resource, inputs, answer) : unwrap(resource, answer);
      const id = content && idOf(resource, { ...parts, ...fromWire(resource, content) });
      if (content && (!resource.silent || isWhole(resource, content))) {
        entry.close(id);
        return content;
      }
      sent = { ...sent, id, isDone: true };
      lost = new LostAnswerError({ method: "POST", path, messages: ["the answer does not say what was made"] });
    } catch (error) {
      if (error instanceof LostAnswerError) lost = error;
      else {
        // The API said no, or was not reached. What ended otherwise may have happened.
        if (error instanceof ApiError) entry.close();
        throw error;
      }
    }
  }
}

const mostAttempts = 4;

/** Between an entry in the journal and its request lie turns and pauses, but not more than this. */
const longestWait = 15 * 60_000;

/**
 * Creates of the same thing run one after another: what is found after a lost answer can then be told apart. Where no
 * answer tells, the same thing is what has the same name, however it was made.
 */
const turnOf = (resource: Resource, inputs: Values, path: string, body: Values): string =>
  resource.silent ? `${pathTo(resource.collection, inputs)} ${inputs[resource.title]}` : path + JSON.stringify(body);

const turns = new Map<string, Promise<unknown>>();

async function inTurn<T>(key: string, run: () => Promise<T>): Promise<T> {
  const turn = (turns.get(key) ?? Promise.resolve()).then(run, run);
  turns.set(key, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(key) === turn) turns.delete(key);
  }
}

/** Where a collection lies: an application that was made a moment ago may not be there yet for its clients. */
const parentOf = (collection: string): string => collection.slice(0, collection.lastIndexOf("/"));

/** The parts of the id that stand in the path need not stand in the answer. */
const partsInPath = (resource: Resource, inputs: Values): Values =>
  Object.fromEntries(resource.id.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]));
