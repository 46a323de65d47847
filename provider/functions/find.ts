/** One resource by its id or by its exact name, or all that there are. */
import { isNotFound } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { idOf, lagWindow, list, read } from "../lifecycle/index.ts";
import { noneWithId, noneWithTitle, noParent, severalWithTitle } from "./absence.ts";
import type { Question } from "./function.ts";

/** The resource that the arguments name, as it is read alone: lists leave fields out. */
export const find =
  (resource: Resource) =>
  async (question: Question): Promise<Values> => {
    const { api, args } = question;
    const part = resource.id.at(-1) as string;
    const parts = { ...args, [part]: args[part] ?? (await idByTitle(resource, part, question)) };
    const found = await insist(question, async () => (await read(resource, api, idOf(resource, parts), {}))?.state);
    if (!found) throw new Error(noneWithId(resource, parts));
    return found;
  };

/** Whatever the list has, under a name. */
export const findAll =
  (resource: Resource, name: string) =>
  async (question: Question): Promise<Values> => ({ [name]: await listFor(resource, question) });

async function idByTitle(resource: Resource, part: string, question: Question): Promise<unknown> {
  const { args } = question;
  let all: Values[] = [];
  const found = await insist(question, async () => {
    all = await listFor(resource, question);
    const called = all.filter((item) => item[resource.title] === args[resource.title]);
    return called.length > 0 ? called : undefined;
  });
  if (!found) throw new Error(noneWithTitle(resource, args, all));
  const ids = found.map((item) => item[part]);
  if (ids.length > 1) throw new Error(severalWithTitle(resource, args, ids));
  return ids[0];
}

async function listFor(resource: Resource, question: Question): Promise<Values[]> {
  const { api, args } = question;
  const found = await insist(question, async () => {
    try {
      return await list(resource, api, args);
    } catch (error) {
      if (isNotFound(error) && resource.id.length > 1) return undefined;
      throw error;
    }
  });
  if (!found) throw new Error(noParent(resource, args));
  return found;
}

const firstPause = 250;
const longestPause = 2_000;

/** Asks again while what is asked for may have been made so lately that it does not show yet. */
async function insist<T>({ api, isPatient }: Question, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const until = isPatient ? api.now() + lagWindow : 0;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const found = await ask();
    if (found !== undefined || api.now() >= until) return found;
    await api.wait(Math.min(pause, until - api.now()));
  }
}
