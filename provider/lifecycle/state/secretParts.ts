/** Which parts of a state are secret: a secret stays one wherever the state repeats it. */
import { minSecretLength } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { markedIn, merge, type Secrets, secretsOf } from "../../fields/secrets.ts";
import { embeddedIn, isObject } from "../../fields/shape.ts";
import { isUnknown } from "../../fields/unknowns.ts";
import { stringsIn } from "../wire/redaction.ts";
import { keysWithValues } from "./metadata.ts";

/** @param values A state, or inputs. @param given The inputs that the program marks. */
export function secretPartsOf(resource: Resource, values: Values, given: Secrets): Secrets {
  const own = secretsOf(resource, values);
  if (given === undefined) return own;
  return [
    given,
    ofMirrors(resource, given),
    ofMetadata(values, given),
    repeatedSecrets(values, markedIn(values, given)),
  ].reduce(merge, own);
}

/** An output that repeats a setting of the embedded resource. */
function ofMirrors(resource: Resource, given: Secrets): Secrets {
  const [embedded] = embeddedIn(resource) ?? [];
  const settings = given === true || embedded === undefined ? given : given?.[embedded];
  if (settings === undefined) return undefined;
  const marks = Object.entries(resource.fields).flatMap(
    ([name, { mirrorsClientField: of, output }]): [string, Secrets][] => {
      // Ids come from the API, not from the program.
      const mark = of === undefined || output ? undefined : settings === true ? true : settings[of];
      return mark === undefined ? [] : [[name, mark]];
    },
  );
  return Object.fromEntries(marks);
}

/** Metadata that holds values. Those of an input are keys as well, so that they are marked as a whole. */
function ofMetadata(values: Values, given: Secrets): Secrets {
  const marks = keysWithValues.flatMap((key): [string, Secrets][] => {
    const kept = values[key];
    if (!isObject(kept)) return [];
    const names = Object.keys(kept).filter((name) => given === true || given?.[name] !== undefined);
    return names.length > 0 ? [[key, Object.fromEntries(names.map((name) => [name, true]))]] : [];
  });
  return marks.length > 0 ? Object.fromEntries(marks) : undefined;
}

/**
 * Strings that equal a secret one and are not so by chance, for example the domain of a `customDomain` in
 * `customDomainStatus`, or a secret argument in a function's result.
 */
export function repeatedSecrets(values: unknown, secretValues: readonly unknown[]): Secrets {
  const strings = secretValues.flatMap(stringsIn);
  const long = new Set(strings.filter((text) => text.length >= minSecretLength && !isUnknown(text)));
  return long.size > 0 ? placesOf(values, long) : undefined;
}

function placesOf(value: unknown, strings: ReadonlySet<string>): Secrets {
  if (typeof value === "string") return strings.has(value) || undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const marks = Object.entries(value).flatMap(([name, inner]): [string, Secrets][] => {
    const mark = placesOf(inner, strings);
    return mark === undefined ? [] : [[name, mark]];
  });
  if (marks.length === 0) return undefined;
  // The API may return the items of a list in another order.
  return Array.isArray(value) ? true : Object.fromEntries(marks);
}
