/**
 * The functions of the package: they find resources without managing them. Both adapters, the schema and the reference read
 * this table.
 */
import type { Resource, Values } from "../fields/field.ts";
import { camel } from "../fields/naming.ts";
import { check, type Problem } from "../lifecycle/index.ts";
import { application, client, signingKey } from "../resources/index.ts";
import { byIdOrTitle, within } from "./arguments.ts";
import type { FunctionCall, ProviderFunction } from "./definitions.ts";
import { find, findAll } from "./lookup.ts";
import { explainSlash } from "./messages.ts";
import { answerOf, listOf, trim } from "./results.ts";

export type { ProviderFunction };

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

/** @returns All problems with the arguments; empty if they are valid. */
export function validateArguments({ name, resource, args }: ProviderFunction, given: Values): Problem[] {
  const withSlash = resource.id.flatMap((part): Problem[] => {
    const value = given[part];
    if (typeof value !== "string" || !value.includes("/")) return [];
    return [{ path: part, code: "format", message: explainSlash(part, value) }];
  });
  return [...check(args, given, { noun: `call of ${name}`, path: "" }), ...withSlash];
}

/** @throws NotFoundError; ApiError; Error if several resources have the name */
export async function callFunction(
  { resource, result, lists }: ProviderFunction,
  question: FunctionCall,
): Promise<Values> {
  const found = lists ? { [lists]: await findAll(resource, question) } : await find(resource, question);
  return trim(result, found);
}
