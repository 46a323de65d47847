/** The parts of a response that this version does not understand: an import leaves them out of the inputs. */
import type { Field, Resource, Shape, Values } from "../fields/field.ts";
import { snake, wireName } from "../fields/naming.ts";
import { inputsOf, isEmpty, isObject, isWriteOnly, variantOf } from "../fields/shape.ts";
import { isWritable } from "./equivalence/minimalInputs.ts";
import { decodeResponse } from "./wire/codec.ts";

/**
 * The fields of a response that have a value and are not in the definition, in the API's names: `session_limit`,
 * `token_expiration.id_token_ttl`.
 *
 * @param content Without its envelope.
 */
export function unknownFieldsIn(resource: Resource, content: Values): string[] {
  const others = [resource.deletedAtField].filter((name) => name !== undefined).map(snake);
  return unknownNames(resource.fields, content, false, others);
}

function unknownNames(
  fields: Shape["fields"],
  content: Values,
  camelCase: boolean,
  others: readonly string[] = [],
): string[] {
  const known = new Map<string, Field[]>();
  for (const [name, field] of Object.entries(fields)) {
    const wire = field.responsePath?.split(".")[0] ?? wireName(name, field, camelCase);
    known.set(wire, [...(known.get(wire) ?? []), field]);
  }
  return Object.entries(content).flatMap(([wire, value]) => {
    if (isEmpty(value) || others.includes(wire)) return [];
    const meant = known.get(wire);
    if (!meant) return [wire];
    const [inner] = meant.filter((field) => field.type === "object" && !field.output);
    if (inner?.type !== "object" || !isObject(value)) return [];
    return unknownNames(inner.fields, value, inner.camelCase ?? camelCase).map((name) => `${wire}.${name}`);
  });
}

/** The inputs of which a response has a value that this version does not know: another choice, or another type. */
export function unknownInputsIn(shape: Shape, content: Values): { name: string; value: unknown }[] {
  const actual = decodeResponse(shape, content);
  const variant = variantOf(shape, actual);
  return inputsOf(shape, variant)
    .filter(([name, field]) => !isWriteOnly(field, variant) && !isWritable(field, actual[name]))
    .map(([name]) => ({ name, value: actual[name] }));
}
