/**
 * The resource option `ignoreChanges`. The engine applies it to the new inputs, with the old inputs that it keeps. That
 * is not enough after a refresh has found drift, or when the state's value of an input differs from the old input:
 * there the provider must apply it as well, with the state's values.
 */
import type { Resource, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";
import { inputsIn } from "../state/state.ts";

/** @param paths As in the option `ignoreChanges`: `description`, `firstClient.redirectUris[0]`, `*`. */
export function applyIgnoreChanges(
  resource: Resource,
  state: Values,
  inputs: Values,
  paths: readonly string[],
): Values {
  const before = inputsIn(resource, state);
  // A path without a key names nothing. The engine ignores it as well.
  const known = paths.map(keysIn).filter((keys) => keys.length > 0);
  return known.reduce<Values>((now, keys) => reset(before, now, keys) as Values, inputs);
}

const key = /\.?([^.[\]]+)|\[(?:(\d+|\*)|"((?:[^"\\]|\\.)*)")\]/g;

const keysIn = (path: string): string[] =>
  [...path.matchAll(key)].map(([, name, index, quoted]) => name ?? index ?? quoted?.replace(/\\"/g, '"') ?? "");

/** The new value, with the old one at the end of the path; unchanged if the path does not exist on one of the sides. */
function reset(before: unknown, now: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return before;
  if (Array.isArray(before) && Array.isArray(now)) {
    return now.map((item, index) =>
      (key === "*" || key === String(index)) && index < before.length ? reset(before[index], item, rest) : item,
    );
  }
  if (!isObject(before) || !isObject(now)) return now;
  const names = key === "*" ? new Set([...Object.keys(before), ...Object.keys(now)]) : [key];
  const values = { ...now };
  for (const name of names) {
    if (!Object.hasOwn(before, name) && !Object.hasOwn(now, name)) continue;
    if (rest.length > 0 && (before[name] === undefined || now[name] === undefined)) continue;
    values[name] = reset(before[name], now[name], rest);
    if (values[name] === undefined) delete values[name];
  }
  return values;
}
