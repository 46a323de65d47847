/** What differs in a resource that the program only looks up: it has no inputs, so the engine compares its outputs. */
import { isDeepStrictEqual } from "node:util";
import type { Resource, Values } from "../../provider/fields/field.ts";
import { merge } from "../../provider/fields/secrets.ts";
import { secretPartsOf } from "../../provider/lifecycle/index.ts";
import type { Language } from "../languages/language.ts";
import type { DriftedProperty } from "./report.ts";

export function describeOutputs(
  resource: Resource,
  before: Values,
  now: Values,
  { path }: Language,
): DriftedProperty[] {
  const secrets = [before, now].map((values) => secretPartsOf(resource, values, undefined)).reduce(merge, undefined);
  const names = Object.keys(resource.fields).filter((name) => !isDeepStrictEqual(before[name], now[name]));
  return names.map((name) => {
    const isSecret = secrets === true || secrets?.[name] !== undefined;
    if (isSecret) return { path: path(name), secret: true };
    return {
      path: path(name),
      ...(before[name] !== undefined && { program: before[name] }),
      ...(now[name] !== undefined && { tenant: now[name] }),
      secret: false,
    };
  });
}
