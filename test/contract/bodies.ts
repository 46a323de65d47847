/** Bodies that a schema of the contract allows, and bodies with one mistake each. */
import type { Schema } from "./operations.ts";

export type Json = Record<string, unknown>;

/** A value with everything that the schema declares. @param given Values by property name, for those that say more */
export function whole(schema: Schema, given: Json = {}, name = ""): unknown {
  if (name in given) return given[name];
  if (schema.enum) return schema.enum.at(-1);
  switch (schema.type) {
    case "boolean":
      return true;
    case "number":
      return Math.max(schema.minimum ?? 0, 3);
    case "string":
      return /_ur[il]s?$|^logo$/.test(name) ? "https://shop.example/page" : "text";
    case "array":
      return [whole(schema.items as Schema, given, name)];
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, property]) => [key, whole(property, given, key)]),
      );
    default:
      throw new Error(`No value is known for ${name}: ${JSON.stringify(schema)}`);
  }
}

/** A value with what the schema requires alone. */
export function least(schema: Schema, given: Json = {}): Json {
  const required = (schema.required ?? []).map((name): [string, unknown] => {
    const property = schema.properties?.[name] as Schema;
    return [name, property.type === "object" ? least(property, given) : whole(property, given, name)];
  });
  return Object.fromEntries(required);
}

export interface Mistake {
  /** Where it is: `device_authorization.enabled`. */
  path: string;
  body: Json;
}

/** Each value of another type, each one null, something undeclared in each object, and each required one missing. */
export function mistakesIn(schema: Schema, body: Json): Mistake[] {
  const found: Mistake[] = [];
  const visit = (at: Schema, value: unknown, path: string[]): void => {
    const put = (replacement: unknown) => {
      if (path.length > 0) found.push({ path: path.join("."), body: replaced(body, path, replacement) as Json });
    };
    put(null);
    put(at.type === "string" ? 7 : "text");
    if (at.enum) put("not among them");
    if (at.items) visit(at.items, (value as unknown[])[0], [...path, "0"]);
    if (!at.properties) return;
    const unknown = [...path, "undeclared"];
    found.push({ path: unknown.join("."), body: replaced(body, unknown, "text") as Json });
    for (const [name, property] of Object.entries(at.properties)) {
      const inner = [...path, name];
      visit(property, (value as Json)[name], inner);
      if (at.required?.includes(name)) {
        found.push({ path: inner.join("."), body: replaced(body, inner, undefined) as Json });
      }
    }
  };
  visit(schema, body, []);
  return found;
}

function replaced(value: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const inner = replaced((value as Json)[key], rest, replacement);
  return Array.isArray(value) ? [inner] : { ...(value as Json), [key]: inner };
}
