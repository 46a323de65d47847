import { ApiError, isNotFound, LostAnswerError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { complaintAbout } from "./answer.ts";
import type { Api } from "./api.ts";
import { explaining } from "./explain.ts";
import { idOf, partsOf, pathTo } from "./identity.ts";
import * as journal from "./journal.ts";
import { rememberMade, waitingForPresence } from "./lag.ts";
import { findCreated, type Sent } from "./recover.ts";
import { nothing } from "./reset.ts";
import { mannerOf, stateOf } from "./state.ts";
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
  const path = pathTo(resource.collection, inputs);
  return inTurn(path + JSON.stringify(body), async () => {
    const answer = await explaining(resource, inputs, () => createOnce(resource, api, inputs, path, body));
    const content = unwrap(resource, answer);
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
}

/** Sends the one request that makes a resource, and finds out what became of it if its answer is lost. */
async function createOnce(resource: Resource, api: Api, inputs: Values, path: string, body: Values): Promise<unknown> {
  const parts = partsInPath(resource, inputs);
  const complain = complaintAbout(resource, parts);
  const entry = journal.open(api.scope.place ?? "", path, body);
  let lost = new LostAnswerError({ method: "POST", path, messages: ["an earlier run did not get the answer"] });
  const { begun, others } = entry.left;
  const take = async (live: Values) => {
    const item = pathTo(resource.item, live);
    const answer = await waitingForPresence(api, item, live.createdAt, () =>
      api.send("GET", item, undefined, complain),
    );
    entry.close(idOf(resource, live));
    return answer;
  };
  for (const id of entry.left.unheard) {
    const answer = await take(partsOf(resource, id)).catch((error) => {
      if (!isNotFound(error)) throw error;
    });
    if (answer) return answer;
  }
  let sent: Sent | undefined = begun === undefined ? undefined : { at: begun, by: begun + longestWait, others };
  for (let attempts = 0; ; ) {
    const found = sent && (await findCreated(resource, api, inputs, sent, lost));
    if (found) return take(found);
    try {
      // It is known here that nothing was made so far.
      if (attempts++ === mostAttempts) throw new ApiError(lost.failure);
      sent = { at: Date.now(), others };
      const answer = await write(api, "POST", path, { body, needs: parentOf(path), complain });
      entry.close(idOf(resource, { ...parts, ...fromWire(resource, unwrap(resource, answer)) }));
      return answer;
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

/** Creates of the same thing run one after another: what is found after a lost answer can then be told apart. */
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
