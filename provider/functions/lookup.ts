/** Finds one resource by its id or by its exact name, or all resources of a kind. */
import { ApiError, NotFoundError } from "../errors.ts";
import type { Field, Resource, Values } from "../fields/field.ts";
import { fieldsOf } from "../fields/shape.ts";
import { idOf, isEquivalent, list, parentOf, poll, read } from "../lifecycle/index.ts";
import type { FunctionCall } from "./definitions.ts";
import { ambiguousName, noResourceWithId, noResourceWithName } from "./messages.ts";

/** The resource that the arguments identify. */
export async function find(resource: Resource, call: FunctionCall): Promise<Values> {
  const part = resource.id.at(-1) as string;
  if (call.args[part] !== undefined) return findById(resource, call);
  const listed = await findByName(resource, call);
  // Lists may omit fields, which only the response about a single resource has.
  if (!fieldsOf(resource).some(([, field]) => field.omittedFromLists)) return listed;
  return findById(resource, { ...call, args: { ...call.args, [part]: listed[part] } });
}

async function findById(resource: Resource, call: FunctionCall): Promise<Values> {
  const found = await untilFound(call, () => readOnce(resource, call));
  if (!found) throw new NotFoundError(noResourceWithId(resource, call));
  return found;
}

const readOnce = async (resource: Resource, { api, args }: FunctionCall): Promise<Values | undefined> =>
  (await read(resource, api, idOf(resource, args), {}))?.state;

async function findByName(resource: Resource, call: FunctionCall): Promise<Values> {
  const { nameField, id } = resource;
  let all: Values[] = [];
  const matches = await untilFound(call, async () => {
    all = await findAll(resource, call);
    const exact = all.filter((item) => item[nameField] === call.args[nameField]);
    // The API may spell the name in another Unicode form than the program. Where both forms exist, each is its own.
    const matching = exact.length > 0 ? exact : all.filter((item) => isNamed(resource, item, call.args[nameField]));
    return matching.length > 0 ? matching : undefined;
  });
  if (!matches) throw new NotFoundError(noResourceWithName(resource, call, all));
  const [found, ...others] = matches as [Values, ...Values[]];
  if (others.length === 0) return found;
  const ids = matches.map((item) => item[id.at(-1) as string]);
  throw new Error(ambiguousName(resource, call, ids));
}

const isNamed = ({ fields, nameField }: Resource, item: Values, name: unknown): boolean =>
  isEquivalent(fields[nameField] as Field, name, item[nameField]);

/** All resources of the kind, the oldest first. */
export async function findAll(resource: Resource, call: FunctionCall): Promise<Values[]> {
  const parent = parentOf(resource);
  const found = await untilFound(call, () => listOnce(resource, parent, call));
  if (!found) throw new NotFoundError(noResourceWithId(parent as Resource, call));
  return found;
}

/** @returns undefined if the parent does not exist: the API may answer 404 or 400 then, or an empty list */
async function listOnce(
  resource: Resource,
  parent: Resource | undefined,
  call: FunctionCall,
): Promise<Values[] | undefined> {
  let listed: Values[] = [];
  let rejection: unknown;
  try {
    listed = await list(resource, call.api, call.args);
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 400 && error.status !== 404)) throw error;
    rejection = error;
  }
  if (listed.length === 0 && parent && !(await readOnce(parent, call))) return undefined;
  if (rejection) throw rejection;
  return listed;
}

const untilFound = <T>(
  { api, mayBeStale }: FunctionCall,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> => (mayBeStale ? poll(api, attempt) : attempt());
