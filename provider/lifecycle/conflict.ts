/** A value that only one resource can have, and that another one has: which one it is, and what to do. */
import { ApiError } from "../errors.ts";
import type { Field, Resource, Values } from "../fields/field.ts";
import { camel, listed, nounOf, wireName } from "../fields/naming.ts";
import { inputsOf, variantOf } from "../fields/shape.ts";
import { listItems } from "./createOnce/candidates.ts";
import { differsFromDesired } from "./equivalence/responseProfile.ts";
import type { Transport } from "./transport.ts";
import { idOf } from "./wire/resourceId.ts";

/** Runs the request of a create or an update; of a conflict, its error says who has the value. */
export async function translateConflict<T>(
  resource: Resource,
  api: Transport,
  inputs: Values,
  request: () => Promise<T>,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409 || error.failure.advice !== undefined) throw error;
    const { failure } = error;
    const advice = await advise(resource, api, inputs, failure.messages);
    throw new ApiError({ ...failure, advice: api.redact?.(advice) ?? advice });
  }
}

async function advise(resource: Resource, api: Transport, inputs: Values, said: readonly string[]): Promise<string> {
  const kind = nounOf(resource.name);
  const taken = takenBy(resource, inputs, said.join(" ").toLowerCase());
  const what = listed(taken.map((name) => `${name} ${JSON.stringify(inputs[name])}`));
  const holders = await holdersOf(resource, api, inputs, taken);
  const [holder] = holders.length === 1 ? holders : [];
  const id = holder ? idOf(resource, holder) : `<${resource.id.join("/")}>`;
  const has = `Another ${kind} has the ${what} already${holder ? `: ${id}` : ""}.`;
  // Nobody tells a provider that a resource is replaced by force: its own predecessor then holds the value.
  const predecessor =
    "If it is the one that is replaced here (--replace, or a tainted resource), give this resource the option " +
    "deleteBeforeReplace: true, and run it again.";
  if (holder && isAsAsked(resource, inputs, holder)) {
    return `${has} It is as this one was to be. ${predecessor} Otherwise choose another value.`;
  }
  return (
    `${has} ${predecessor} Otherwise choose another value; or read the existing ${kind} with ` +
    `transmit.${resource.name}.get("${camel(resource.name)}", "${id}"); or take it over with ` +
    `pulumi import transmit:index:${resource.name} <name> "${id}".`
  );
}

/** Those in the list that have a value of these; none, if there is no list to be had. */
async function holdersOf(
  resource: Resource,
  api: Transport,
  inputs: Values,
  taken: readonly string[],
): Promise<Values[]> {
  const items = await listItems({ resource, api, inputs }).catch(() => []);
  return items.map(({ actual }) => actual).filter((actual) => taken.some((name) => actual[name] === inputs[name]));
}

/** In all that lists say. */
const isAsAsked = (resource: Resource, inputs: Values, actual: Values): boolean =>
  differsFromDesired(resource, inputs, actual, variantOf(resource, inputs)).every((name) => {
    const { omittedFromLists, optionalInResponse } = resource.fields[name] as Field;
    return actual[name] === undefined && (omittedFromLists === true || optionalInResponse === true);
  });

/** The inputs that the API speaks of, by name or value; those that have to be unique, if it speaks of none. */
function takenBy(resource: Resource, inputs: Values, said: string): string[] {
  const unique = inputsOf(resource).filter(([name, field]) => field.unique && inputs[name] !== undefined);
  const title = [resource.nameField, resource.fields[resource.nameField] as Field] as [string, Field];
  const named = [...unique, title].filter(
    ([name, field]) => said.includes(wireName(name, field)) || said.includes(String(inputs[name]).toLowerCase()),
  );
  return (named.length > 0 ? named : unique.length > 0 ? unique : [title]).map(([name]) => name);
}
