/** What programs can ask of the API without managing anything. Both faces, the schema and the reference read this table. */
import type { Resource, Values } from "../fields/field.ts";
import { camel } from "../fields/naming.ts";
import { check } from "../lifecycle/index.ts";
import { application, client, signingKey } from "../resources/index.ts";
import { byIdOrTitle, within } from "./arguments.ts";
import type { FunctionCall, ProviderFunction } from "./definitions.ts";
import { find, findAll } from "./lookup.ts";
import { explainSlash } from "./messages.ts";
import { answerOf, listOf, trim } from "./results.ts";

export type { FunctionCall as Question, ProviderFunction };

const one = (resource: Resource, description: string): ProviderFunction => ({
  name: `get${resource.name}`,
  description,
  resource,
  args: byIdOrTitle(resource),
  result: answerOf(resource),
});

function all(resource: Resource, description: string): ProviderFunction {
  const lists = `${camel(resource.name)}s`;
  return {
    name: `get${resource.name}s`,
    description,
    resource,
    args: within(resource),
    result: listOf(resource, lists),
    lists,
  };
}

export const functions: readonly ProviderFunction[] = [
  one(application, "An application that exists, by its id or by its exact name."),
  all(application, "All applications of the tenant, as the API lists them: without their logos."),
  one(client, "A client of an application, by its id or by its exact name."),
  all(client, "All clients of an application, its default client among them."),
  all(signingKey, "All signing keys of the application whose credentials are used, but those that were deleted."),
];

/** @returns What is wrong with the arguments, one complaint an entry; empty if nothing is. */
export function validateArguments({ name, resource, args }: ProviderFunction, given: Values): string[] {
  const complaints = check(args, given, { shape: args, noun: `call of ${name}`, path: "" });
  const slashed = resource.id.filter((part) => typeof given[part] === "string" && given[part].includes("/"));
  return [...complaints, ...slashed.map((part) => explainSlash(part, given[part] as string))];
}

/** @throws AbsentError; Error where more than one is called so; ApiError */
export async function callFunction(
  { resource, result, lists }: ProviderFunction,
  question: FunctionCall,
): Promise<Values> {
  const found = lists ? { [lists]: await findAll(resource, question) } : await find(resource, question);
  return trim(result, found);
}
