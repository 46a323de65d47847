/** The properties of a resource that differ, for people: paths in the program's words, both values, the line to write. */
import type { Resource, Values } from "../../provider/fields/field.ts";
import { merge, type Secrets } from "../../provider/fields/secrets.ts";
import { isObject } from "../../provider/fields/shape.ts";
import { type Drift, secretPartsOf } from "../../provider/lifecycle/index.ts";
import type { Language } from "../languages/language.ts";
import type { DriftedProperty } from "./report.ts";

/** @param secrets What the program marks. */
export function describeProperties(
  resource: Resource,
  { changes, program, live }: Drift,
  secrets: Secrets,
  language: Language,
): DriftedProperty[] {
  const marks = merge(secretPartsOf(resource, program, secrets), secretPartsOf(resource, live, secrets));
  return changes.map(({ path, kind }) => {
    const keys = keysOf(path);
    const shown = { path: language.path(path) };
    if (touchesSecret(marks, keys)) return { ...shown, secret: true };
    const [ofProgram, ofTenant] = [valueAt(program, keys), valueAt(live, keys)];
    return {
      ...shown,
      // Each list has its own indices: at this one, only one side has what was added or removed.
      ...(kind !== "delete" && ofProgram !== undefined && { program: ofProgram }),
      ...(kind !== "add" && ofTenant !== undefined && { tenant: ofTenant }),
      secret: false,
      keep: keepLine(keys, live, marks, language),
    };
  });
}

/** `redirectUris[1]` is `["redirectUris", "1"]`. */
const keysOf = (path: string): string[] => path.split(/[.[\]]+/).filter(Boolean);

const valueAt = (values: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (value, key) => (Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined),
    values,
  );

/** Whether the value at these keys is secret, or has a part that is. */
function touchesSecret(secrets: Secrets, [key, ...rest]: readonly string[]): boolean {
  if (secrets === true || secrets === undefined) return secrets === true;
  return key === undefined ? true : touchesSecret(secrets[key], rest);
}

/** A list is written as a whole, since an item has no line of its own. */
function keepLine(
  keys: readonly string[],
  live: Values,
  secrets: Secrets,
  { line, remove }: Language,
): string | undefined {
  const index = keys.findIndex((key) => /^\d+$/.test(key));
  const whole = index === -1 ? keys : keys.slice(0, index);
  const value = valueAt(live, whole);
  if (value === undefined) return remove(whole.join("."));
  if (touchesSecret(secrets, whole)) return undefined;
  return line(whole.at(-1) as string, value, whole.slice(0, -1).join("."));
}
