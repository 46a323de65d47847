/**
 * Translates the API's error messages: they name properties as the program writes them, and repeat no secret of the
 * request.
 */
import { ApiError, redact } from "../../errors.ts";
import type { Field, Resource, Values } from "../../fields/field.ts";
import { memoize } from "../../fields/memoize.ts";
import { wireName } from "../../fields/naming.ts";
import { secretStringsIn } from "./redaction.ts";

/**
 * Runs a request, and translates the messages of its ApiError.
 * @param inputs Inputs of the request, for their secrets.
 */
export async function translateErrors<T>(resource: Resource, inputs: Values, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { failure } = error;
    const secrets = secretStringsIn(resource, inputs);
    throw new ApiError({
      ...failure,
      // The API may quote the request body in its message.
      messages: failure.messages.map((message) => renameProperties(resource, redact(message, secrets))),
    });
  }
}

/** Property names by the API's names, of all levels. */
const ourNames = memoize((resource: Resource) => collectNames(resource.fields));

/** Only words with an underscore are property names for certain: `status` or `name` may be plain English. */
const renameProperties = (resource: Resource, message: string): string =>
  message.replace(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g, (word) => ourNames(resource).get(word) ?? word);

function collectNames(fields: Record<string, Field>): Map<string, string> {
  const entries = Object.entries(fields).flatMap(([name, field]): [string, string][] => [
    [wireName(name, field), name],
    ...("fields" in field ? collectNames(field.fields) : []),
  ]);
  return new Map(entries);
}
