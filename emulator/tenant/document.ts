/** What is remembered of a resource, in the API's names, and what of it an answer says. */
import { createHash } from "node:crypto";
import type { Field, Shape, Values, Variant } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { fieldsOf, inputsOf, isSent, isWriteOnly } from "../../provider/fields/shape.ts";

/** The same id for the same origin. */
export const derivedId = (origin: string): string => createHash("sha256").update(origin).digest("hex").slice(0, 32);

export const randomId = (): string => crypto.randomUUID().replaceAll("-", "");

/** A declared answer: all that it must have, and of the rest what is known. */
export function answerOf(shape: Shape, document: Values, variant?: Variant): Values {
  const answer: Values = {};
  for (const [name, field] of fieldsOf(shape, variant)) {
    if (isWriteOnly(field, variant) || field.responsePath) continue;
    const called = wireName(name, field);
    const value = document[called] ?? absent(field);
    if (value !== undefined) answer[called] = value;
  }
  return answer;
}

/** Without the inputs that an update could have set. */
export function withoutUnsent(document: Values, shape: Shape, variant?: Variant): Values {
  const inputs = inputsOf(shape, variant).filter(([, field]) => isSent(field, "update"));
  const names = new Set(inputs.map((entry) => wireName(...entry)));
  return Object.fromEntries(Object.entries(document).filter(([name]) => !names.has(name)));
}

/** What an answer says of a field that nobody set. */
function absent(field: Field): unknown {
  if (field.default !== undefined) return field.default;
  return field.optionalInResponse ? undefined : emptyOf(field);
}

function emptyOf(field: Field): unknown {
  switch (field.type) {
    case "string":
      return field.enum ? field.enum[0] : "";
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
    case "oneOrMany":
      return [];
    case "json":
      return {};
    case "object": {
      const required = Object.entries(field.fields).filter(([, inner]) => inner.required);
      return Object.fromEntries(
        required.map(([name, inner]) => [wireName(name, inner, field.camelCase), inner.default ?? emptyOf(inner)]),
      );
    }
  }
}
