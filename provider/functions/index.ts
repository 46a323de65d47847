/** The functions of the package, from which both adapters, the schema and the reference follow. */
import { ApiError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { camel } from "../fields/naming.ts";
import { isPathSegment } from "../fields/pathSegment.ts";
import { check, expectKnown, type Problem } from "../lifecycle/index.ts";
import { application, client, signingKey } from "../resources/index.ts";
import { identifyingArguments, parentArguments } from "./arguments.ts";
import type { FunctionCall, ProviderFunction } from "./definitions.ts";
import { find, findAll } from "./lookup.ts";
import { notAnId } from "./messages.ts";
import { listResult, resourceResult, trim } from "./results.ts";

export type { ProviderFunction };

const one = (resource: Resource, description: string): ProviderFunction => ({
  name: `get${resource.name}`,
  description,
  resource,
  args: identifyingArguments(resource),
  result: resourceResult(resource),
});

function all(resource: Resource, description: string): ProviderFunction {
  const lists = `${camel(resource.name)}s`;
  return {
    name: `get${resource.name}s`,
    description,
    resource,
    args: parentArguments(resource),
    result: listResult(resource, lists),
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

/** A function that finds all resources of a kind. */
export type Listing = ProviderFunction & { lists: string };

const isListing = (one: ProviderFunction): one is Listing => one.lists !== undefined;

/** The function that lists all resources of this kind. */
export const listingOf = (resource: Resource): Listing =>
  functions.filter(isListing).find((one) => one.resource.name === resource.name) ??
  (all(resource, resource.description) as Listing);

/**
 * @param secretArgs Names of the arguments that the program marks as secret: no message shows their values.
 * @returns All problems with the arguments; empty if they are valid.
 */
export async function validateArguments(
  { name, resource, args }: ProviderFunction,
  given: Values,
  secretArgs: readonly string[] = [],
): Promise<Problem[]> {
  const notIds = resource.id.flatMap((part): Problem[] => {
    const value = given[part];
    if (typeof value !== "string" || value === "" || isPathSegment(value)) return [];
    return [{ path: part, code: "format", message: notAnId(part, value, { args: given, secretArgs }) }];
  });
  const isSecret = ([argument]: readonly string[]) => argument !== undefined && secretArgs.includes(argument);
  return [...(await check(args, given, { noun: `call of ${name}`, path: "", isSecret })), ...notIds];
}

/** @throws NotFoundError; ApiError; UnknownValueError; Error if several resources have the name */
export async function callFunction(definition: ProviderFunction, call: FunctionCall): Promise<Values> {
  const { name, resource, result, lists } = definition;
  expectKnown(`${name} is not called`, call.args);
  try {
    const found = lists ? { [lists]: await findAll(resource, call) } : await find(resource, call);
    return trim(result, found);
  } catch (error) {
    throw withoutSecretPath(error, call.api);
  }
}

/** Arguments are parts of the request's path, which the message of an API error contains. */
function withoutSecretPath(error: unknown, { redact }: FunctionCall["api"]): unknown {
  if (!(error instanceof ApiError) || !redact) return error;
  const path = redact(error.failure.path);
  return path === error.failure.path ? error : new ApiError({ ...error.failure, path });
}
