/** The API's errors in the user's words: property names as the program writes them, and what to do next. */
import { ApiError, withoutSecrets } from "../errors.ts";
import type { Field, Resource, Values } from "../fields/field.ts";
import { camel, listed, nounOf, wireName } from "../fields/names.ts";
import { inputsOf } from "../fields/shape.ts";
import { secretTextsIn } from "./conceal.ts";

/** Runs a request on behalf of a resource; what fails, fails in the user's words. */
export async function explaining<T>(resource: Resource, inputs: Values, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { failure } = error;
    const secrets = secretTextsIn(resource, inputs);
    throw new ApiError({
      ...failure,
      // An API may quote what it was sent.
      messages: failure.messages.map((message) => inOurNames(resource, withoutSecrets(message, secrets))),
      advice:
        failure.advice ?? (failure.status === 409 ? adviseOnConflict(resource, inputs, failure.messages) : undefined),
    });
  }
}

const names = new Map<Resource, Map<string, string>>();

function inOurNames(resource: Resource, message: string): string {
  const known = names.get(resource) ?? collectNames(resource.fields);
  names.set(resource, known);
  return message.replace(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g, (word) => known.get(word) ?? word);
}

function collectNames(fields: Record<string, Field>): Map<string, string> {
  const entries = Object.entries(fields).flatMap(([name, field]): [string, string][] => [
    [wireName(name, field), name],
    ...("fields" in field ? collectNames(field.fields) : []),
  ]);
  return new Map(entries);
}

function adviseOnConflict(resource: Resource, inputs: Values, messages: readonly string[]): string {
  const kind = nounOf(resource.name);
  const taken = takenBy(resource, inputs, messages.join(" ").toLowerCase());
  const what = listed(taken.map((name) => `${name} ${JSON.stringify(inputs[name])}`));
  return (
    `Another ${kind} has the ${what} already. Choose another value; or read the existing ${kind} with ` +
    `transmit.${resource.name}.get("${camel(resource.name)}", "<${resource.id.join("/")}>"); or take it over with ` +
    `pulumi import transmit:index:${resource.name} <name> "<${resource.id.join("/")}>".`
  );
}

/** The inputs that the API speaks of, by name or value; those that have to be unique, if it speaks of none. */
function takenBy(resource: Resource, inputs: Values, said: string): string[] {
  const unique = inputsOf(resource).filter(([name, field]) => field.unique && inputs[name] !== undefined);
  const title = [resource.title, resource.fields[resource.title] as Field] as [string, Field];
  const named = [...unique, title].filter(
    ([name, field]) => said.includes(wireName(name, field)) || said.includes(String(inputs[name]).toLowerCase()),
  );
  return (named.length > 0 ? named : unique.length > 0 ? unique : [title]).map(([name]) => name);
}
