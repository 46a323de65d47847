/** One resource by its id or by its exact name, or all that there are. */
import { ApiError, NotFoundError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { fieldsOf } from "../fields/shape.ts";
import { idOf, list, parentOf, poll, read } from "../lifecycle/index.ts";
import type { FunctionCall } from "./definitions.ts";
import { noneWithId, noneWithTitle, severalWithTitle } from "./messages.ts";

/** The resource that the arguments name. */
export async function find(resource: Resource, question: FunctionCall): Promise<Values> {
  const part = resource.id.at(-1) as string;
  if (question.args[part] !== undefined) return findById(resource, question);
  const listed = await findByTitle(resource, question);
  // A list may leave fields out.
  if (!fieldsOf(resource).some(([, field]) => field.omittedFromLists)) return listed;
  return findById(resource, { ...question, args: { ...question.args, [part]: listed[part] } });
}

async function findById(resource: Resource, question: FunctionCall): Promise<Values> {
  const found = await persist(question, () => readNow(resource, question));
  if (!found) throw new NotFoundError(noneWithId(resource, question.args));
  return found;
}

const readNow = async (resource: Resource, { api, args }: FunctionCall): Promise<Values | undefined> =>
  (await read(resource, api, idOf(resource, args), {}))?.state;

async function findByTitle(resource: Resource, question: FunctionCall): Promise<Values> {
  const { nameField, id } = resource;
  const { args } = question;
  let all: Values[] = [];
  const called = await persist(question, async () => {
    all = await findAll(resource, question);
    const matching = all.filter((item) => item[nameField] === args[nameField]);
    return matching.length > 0 ? matching : undefined;
  });
  if (!called) throw new NotFoundError(noneWithTitle(resource, args, all));
  const [found, ...others] = called as [Values, ...Values[]];
  if (others.length === 0) return found;
  const ids = called.map((item) => item[id.at(-1) as string]);
  throw new Error(severalWithTitle(resource, args, ids));
}

/** All that there are, the oldest first. */
export async function findAll(resource: Resource, question: FunctionCall): Promise<Values[]> {
  const parent = parentOf(resource);
  const found = await persist(question, () => listNow(resource, parent, question));
  if (!found) throw new NotFoundError(noneWithId(parent as Resource, question.args));
  return found;
}

/** @returns undefined where what they lie in is not there: the API may say so, refuse to list, or list nothing */
async function listNow(
  resource: Resource,
  parent: Resource | undefined,
  question: FunctionCall,
): Promise<Values[] | undefined> {
  let listed: Values[] = [];
  let refusal: unknown;
  try {
    listed = await list(resource, question.api, question.args);
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 400 && error.status !== 404)) throw error;
    refusal = error;
  }
  if (listed.length === 0 && parent && !(await readNow(parent, question))) return undefined;
  if (refusal) throw refusal;
  return listed;
}

const persist = <T>({ api, isPatient }: FunctionCall, ask: () => Promise<T | undefined>): Promise<T | undefined> =>
  isPatient ? poll(api, ask) : ask();
