/**
 * Advice for a 409: a value must be unique, and another resource has it. The error names that resource, if a list shows
 * exactly one, and says what to do. No cause is given that was not looked up.
 */
import { ApiError } from "../errors.ts";
import type { Field, Resource, Values } from "../fields/field.ts";
import { normalise } from "../fields/formats.ts";
import { camel, listed, nounOf, wireName } from "../fields/naming.ts";
import { inputsOf, variantOf } from "../fields/shape.ts";
import { listItems } from "./createOnce/candidates.ts";
import { isEquivalent } from "./equivalence/equivalence.ts";
import { differsFromDesired } from "./equivalence/responseProfile.ts";
import type { Transport } from "./transport.ts";
import { importCommand } from "./wire/importCommand.ts";
import { idOf } from "./wire/resourceId.ts";

/** Runs the request of a create or an update, and adds the advice to the error of a conflict. */
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

async function advise(
  resource: Resource,
  api: Transport,
  inputs: Values,
  messages: readonly string[],
): Promise<string> {
  const kind = nounOf(resource.name);
  const taken = conflictingInputs(resource, inputs, comparable(messages.join(" ")));
  const what = listed(taken.map((name) => `${name} ${JSON.stringify(inputs[name])}`));
  const holders = await holdersOf(resource, api, inputs, taken);
  const [holder] = holders.length === 1 ? holders : [];
  const id = holder ? idOf(resource, holder) : `<${resource.id.join("/")}>`;
  const has = `Another ${kind} already has the ${what}${holder ? `: ${id}` : ""}.`;
  // The engine does not tell a provider that it creates a replacement because of --replace or a taint. The resource
  // that has the value may then be the one that is being replaced.
  const predecessor =
    "If it is the one that is being replaced (--replace, or a tainted resource), give this resource the option " +
    "deleteBeforeReplace: true, and run it again.";
  // An import would then put the resource that is being replaced under management twice.
  if (holder && matchesInputs(resource, inputs, holder)) {
    return `${has} Its settings equal those of this one. ${predecessor} Otherwise choose another value.`;
  }
  return (
    `${has} ${predecessor} Otherwise choose another value; or read the existing ${kind} with ` +
    `transmit.${resource.name}.get("${camel(resource.name)}", "${id}"); or import it with ` +
    `${importCommand(api.run, resource, id)}.`
  );
}

/**
 * The listed resources that have one of these values; none if the list fails, since the conflict is the error to
 * report.
 */
async function holdersOf(
  resource: Resource,
  api: Transport,
  inputs: Values,
  taken: readonly string[],
): Promise<Values[]> {
  const items = await listItems({ resource, api, inputs }).catch(() => []);
  return items
    .map(({ actual }) => actual)
    .filter((actual) => taken.some((name) => isHeld(resource.fields[name] as Field, inputs[name], actual[name])));
}

/** The API may spell the value in another way than the program. */
const isHeld = (field: Field, value: unknown, actual: unknown): boolean =>
  actual !== undefined && isEquivalent(field, value, actual);

/** Whether a listed resource equals the inputs in every field that lists contain. */
const matchesInputs = (resource: Resource, inputs: Values, actual: Values): boolean =>
  differsFromDesired(resource, inputs, actual, variantOf(resource, inputs)).every((name) => {
    const { omittedFromLists, optionalInResponse } = resource.fields[name] as Field;
    return actual[name] === undefined && (omittedFromLists === true || optionalInResponse === true);
  });

/** The inputs whose name or value the API's messages contain; if they contain none, all inputs that must be unique. */
function conflictingInputs(resource: Resource, inputs: Values, messages: string): string[] {
  const unique = inputsOf(resource).filter(([name, field]) => field.unique && inputs[name] !== undefined);
  const title = [resource.nameField, resource.fields[resource.nameField] as Field] as [string, Field];
  const named = [...unique, title].filter(
    ([name, field]) => messages.includes(wireName(name, field)) || messages.includes(comparable(String(inputs[name]))),
  );
  return (named.length > 0 ? named : unique.length > 0 ? unique : [title]).map(([name]) => name);
}

/** Messages may repeat a value in another case or Unicode form. */
const comparable = (text: string): string => normalise(text).toLowerCase();
