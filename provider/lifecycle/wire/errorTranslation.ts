/** The API's errors in the user's words: property names as the program writes them. */
import { ApiError, redact } from "../../errors.ts";
import type { Field, Resource, Values } from "../../fields/field.ts";
import { wireName } from "../../fields/naming.ts";
import { secretStringsIn } from "./redaction.ts";

/** Runs a request on behalf of a resource; what fails, fails in the user's words. */
export async function translateErrors<T>(resource: Resource, inputs: Values, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { failure } = error;
    const secrets = secretStringsIn(resource, inputs);
    throw new ApiError({
      ...failure,
      // An API may quote what it was sent.
      messages: failure.messages.map((message) => inOurNames(resource, redact(message, secrets))),
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
