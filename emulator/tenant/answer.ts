/** An answer, with what the switches make of it. */
import type { Field, ObjectField, Shape, Values, Variant } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { fieldsOf, isEmpty, isObject, isWriteOnly } from "../../provider/fields/shape.ts";
import { retell } from "../api/uri.ts";
import { answerOf } from "./document.ts";
import type { Settings } from "./switches.ts";

export function tell(settings: Settings, shape: Shape, document: Values, variant?: Variant): Values {
  const answer = answerOf(shape, document, variant);
  for (const [name, field] of fieldsOf(shape, variant)) {
    const called = wireName(name, field);
    const hidden = isWriteOnly(field, variant) && settings.writeOnly === "answered" ? document[called] : undefined;
    const value = isUnset(field, document[called]) ? untold(settings, field, answer[called]) : answer[called];
    const known = value === undefined ? hidden : value;
    const told = known === undefined || field.responsePath ? known : express(settings, field, known, false);
    if (told === undefined || isLeftOut(settings, field, told)) delete answer[called];
    else answer[called] = told;
  }
  return answer;
}

const isUnset = (field: Field, value: unknown): boolean =>
  value === undefined && !field.output && !field.writeOnly && !field.responsePath;

/** What is said of a field that nobody set. */
function untold({ unset }: Settings, field: Field, declared: unknown): unknown {
  if (unset === "declared") return declared;
  if (unset === "left-out") return undefined;
  return field.responseDefault ?? field.default ?? (unset === "null" ? null : (chosen(field) ?? declared));
}

/** What is zero is left out where nobody could take that for a default. */
function isLeftOut({ empties }: Settings, field: Field, value: unknown): boolean {
  if (value === null || empties === "answered") return false;
  return isEmpty(value) || (empties === "zeros-left-out" && !value && !field.default);
}

function express(settings: Settings, field: Field, value: unknown, camelCase: boolean): unknown {
  if (field.type === "string" && typeof value === "string") return retell(settings, field.format, value);
  if (field.type === "array" && Array.isArray(value)) {
    return inOrder(
      settings,
      value.map((item) => express(settings, field.items, item, camelCase)),
    );
  }
  if (field.type === "object" && isObject(value))
    return expressObject(settings, field, value, field.camelCase ?? camelCase);
  return value;
}

function expressObject(settings: Settings, field: ObjectField, value: Values, camelCase: boolean): Values {
  const told: Values = { ...value };
  for (const [name, inner] of Object.entries(field.fields)) {
    const called = wireName(name, inner, camelCase);
    const known = value[called] ?? filling(settings, inner);
    if (known === undefined) continue;
    told[called] = express(settings, inner, known, camelCase);
    if (isLeftOut(settings, inner, told[called])) delete told[called];
  }
  return told;
}

/** What stands in an object for a key that nobody sent. */
function filling({ nested }: Settings, field: Field): unknown {
  if (nested === "as-sent") return undefined;
  return field.default ?? (nested === "completed" ? chosen(field) : undefined);
}

/** A default of the server's own. */
export function chosen(field: Field): unknown {
  switch (field.type) {
    case "string":
      // Of a text, nobody chooses what it says.
      return field.enum?.[0] ?? (field.format === "uri" ? "https://server.example" : undefined);
    case "number":
      return 123_456_789;
    case "boolean":
      return false;
    case "json":
      return { keys: [] };
    case "object":
      return {};
    default:
      return [];
  }
}

function inOrder({ arrays }: Settings, list: unknown[]): unknown[] {
  if (arrays === "kept" || !list.every((item) => typeof item === "string")) return list;
  const sorted = [...list].sort();
  return arrays === "sorted" ? sorted : [...sorted.slice(1), ...sorted.slice(0, 1)].reverse();
}
