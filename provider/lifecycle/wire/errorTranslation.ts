/** The API's errors with property names as the program writes them. */
import { ApiError, redact } from "../../errors.ts";
import type { Field, Resource, Values } from "../../fields/field.ts";
import { memoize } from "../../fields/memoize.ts";
import { wireName } from "../../fields/naming.ts";
import { secretStringsIn } from "./redaction.ts";

/** Runs a request for a resource, and translates its errors. */
export async function translateErrors<T>(resource: Resource, inputs: Values, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { failure } = error;
    const secrets = secretStringsIn(resource, inputs);
    throw new ApiError({
      ...failure,
      // The API may quote the request.
      messages: failure.messages.map((message) => inOurNames(resource, redact(message, secrets))),
    });
  }
}

const ourNames = memoize((resource: Resource) => collectNames(resource.fields));

const inOurNames = (resource: Resource, message: string): string =>
  message.replace(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g, (word) => ourNames(resource).get(word) ?? word);

function collectNames(fields: Record<string, Field>): Map<string, string> {
  const entries = Object.entries(fields).flatMap(([name, field]): [string, string][] => [
    [wireName(name, field), name],
    ...("fields" in field ? collectNames(field.fields) : []),
  ]);
  return new Map(entries);
}
