/** The values of a struct of the engine's protocol. */
import type protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import type { Values } from "../fields/field.ts";

/**
 * As `toJavaScript` of google-protobuf, but a property `__proto__` becomes one of the object. Its value is lost: it is only here
 * to be refused.
 */
export function valuesIn(struct: protobuf.Struct): Values {
  const entries: [string, unknown][] = [];
  const fields = struct.getFieldsMap();
  fields.forEach((value, key) => {
    entries.push([key, decoded(value)]);
  });
  if (hasPrototypeEntry(fields)) entries.push(["__proto__", true]);
  return Object.fromEntries(entries);
}

function decoded(value: protobuf.Value): unknown {
  const list = value.getListValue();
  if (list) return list.getValuesList().map(decoded);
  const struct = value.getStructValue();
  return struct ? valuesIn(struct) : value.toJavaScript();
}

/**
 * A map of google-protobuf keeps its entries as the properties of an object, so that an entry `__proto__` becomes the object's
 * prototype. Each other object that a map holds has the prototype of plain objects, which has none itself.
 */
const hasPrototypeEntry = (map: object): boolean =>
  Object.values(map).some((part) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return false;
    const prototype = Object.getPrototypeOf(part);
    return prototype !== null && Object.getPrototypeOf(prototype) !== null;
  });
