/**
 * Which values a message may quote. The program does not mark every secret, and a secret in the wrong place is most often in a
 * property of free text: of such a value the message says the type and the length.
 */

import { minSecretLength } from "../../errors.ts";
import type { Field } from "../../fields/field.ts";
import { a } from "../../fields/naming.ts";

/** Longer values of a public form are no mistake in writing. */
const maxLength = 120;
/** A choice is a word. */
const maxChoiceLength = 40;

/**
 * Whether the value has a form that is public: one of some choices, a URI, a host name, a number, true or false. Or it is too
 * short to be a secret.
 */
export function isQuotable(field: Field | undefined, value: unknown): boolean {
  if (value === null || (isScalar(value) && String(value).length < minSecretLength)) return true;
  switch (field?.type) {
    case "string":
      if (field.enum) return isScalar(value) && String(value).length <= maxChoiceLength;
      return field.format !== undefined && isPublicText(value);
    case "number":
      return typeof value === "number" || (isText(value) && Number.isFinite(Number(value)) && value.length <= 20);
    case "boolean":
      return typeof value === "boolean" || (isText(value) && /^(true|false)$/i.test(value));
    case "array":
      return isText(value) && isQuotable(field.items, value);
    default:
      return false;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
const isScalar = (value: unknown) => isText(value) || typeof value === "number" || typeof value === "boolean";

/** A URI may have a password before an `@`, and a token in its query. */
const isPublicText = (value: unknown): boolean => isText(value) && value.length <= maxLength && !/[@?]/.test(value);

/** What stands for a value that is not quoted. @param isSecret Then its length is not said either. */
export function describeValue(value: unknown, isSecret: boolean): string {
  const type = Array.isArray(value) ? "list" : value === null ? "null" : typeof value;
  if (type === "object" || type === "list") return isSecret ? `${a(type)} (not shown)` : a(type);
  if (isSecret || !isText(value)) return `${a(type)} (not shown)`;
  return `a string of ${value.length} character${value.length === 1 ? "" : "s"} (not shown)`;
}
