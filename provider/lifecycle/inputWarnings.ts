/**
 * Warnings about inputs that the API may accept, though the standards or the vendor's guides advise against them. The check
 * of a resource gives them, when they come up: what the previous inputs had already is not said again at each run.
 */
import type { Field, Resource, Shape, Values } from "../fields/field.ts";
import { listed } from "../fields/naming.ts";
import { isObject } from "../fields/shape.ts";
import { type UriContext, uriWarnings } from "./validation/uriWarnings.ts";

interface Finding {
  /** `redirectUris[1]`. */
  path: string;
  reason: string;
  /** The same for the same value at another index. */
  key: string;
}

/** @param before The inputs of the previous run; empty if there was none. @param inputs Valid ones. */
export function warningsOfInputs(resource: Resource, before: Values, inputs: Values): string[] {
  const known = new Set(findingsIn(resource, before, "").map(({ key }) => key));
  const found = findingsIn(resource, inputs, "").filter(({ key }) => !known.has(key));
  const reasons = [...new Set(found.map(({ reason }) => reason))];
  return reasons.map((reason) => `${pathsOf(found.filter((one) => one.reason === reason))} ${reason}.`);
}

/** A list of a thousand URIs must not become a thousand warnings. */
const shownPaths = 3;

function pathsOf(findings: readonly Finding[]): string {
  const paths = findings.map(({ path }) => path);
  const others = paths.length - shownPaths;
  if (others <= 1) return paths.length > 1 ? `Each of ${listed(paths, "and")}` : (paths[0] as string);
  return `Each of ${[...paths.slice(0, shownPaths)].join(", ")} and ${others} others`;
}

function findingsIn(shape: Shape, values: Values, path: string): Finding[] {
  const clientType = "clientType" in shape.fields ? (values.clientType ?? shape.fields.clientType?.default) : undefined;
  return [
    ...expectationsIn(shape, values, path),
    ...Object.entries(values).flatMap(([name, value]) => {
      const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
      return field ? findingsOf(field, value, path + name, path + name, clientType) : [];
    }),
  ];
}

/** @param place The path without indices, for the key. */
function findingsOf(field: Field, value: unknown, path: string, place: string, clientType: unknown): Finding[] {
  if (field.type === "object") return isObject(value) ? findingsIn(field, value, `${path}.`) : [];
  if (field.type === "array" && Array.isArray(value)) {
    return value.flatMap((item, index) => findingsOf(field.items, item, `${path}[${index}]`, place, clientType));
  }
  if (field.type !== "string" || field.format !== "uri" || typeof value !== "string") return [];
  const context: UriContext = { receives: field.receives, clientType };
  return uriWarnings(value, context).map((reason) => ({ path, reason, key: `${place} ${value} ${reason}` }));
}

const expectationsIn = ({ expectations = [] }: Shape, values: Values, path: string): Finding[] =>
  expectations
    .filter(({ given, is, needs }) => values[given] === is && needs.every((name) => values[name] === undefined))
    .map(({ given, is, needs, source }) => {
      const reason = `needs ${listed(needs.map((name) => path + name))} (${source}). Set one of them`;
      const subject = `${path}${given}: ${is}`;
      return { path: subject, reason, key: subject };
    });
