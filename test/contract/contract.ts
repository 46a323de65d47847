/** The official contract: what its operations take and answer. It lies beside the repository, never in it. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Variant } from "../../provider/fields/field.ts";
import { root } from "../support/root.ts";
import type { Facts } from "./facts.ts";

interface Schema extends Record<string, unknown> {
  type?: string;
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
}

interface Content {
  content: { "application/json": { schema: Schema } };
}

interface Operation {
  description?: string;
  parameters?: { name: string; in: string }[];
  requestBody?: Content;
  responses: Record<string, Content>;
}

const path = join(root, "../shared/contract/applications.openapi.yml");
if (!existsSync(path)) throw new Error(`The contract is missing: these tests read it at ${path}.`);
const contract = parse(readFileSync(path, "utf8"));

/** What a path's parameters are called is no part of it. */
const nameless = (path: string): string => path.replace(/\{\w+\}/g, "{}");

/** Undefined if there is none. @param path A template, with any names for its parameters. */
export function findOperation(method: string, path: string): Operation | undefined {
  const paths = Object.entries<Record<string, Operation>>(contract.paths);
  const [, methods] = paths.find(([declared]) => nameless(declared) === nameless(path)) ?? [];
  return methods?.[method.toLowerCase()];
}

export function operationOf(method: string, path: string): Operation {
  const operation = findOperation(method, path);
  if (!operation) throw new Error(`The contract has no ${method} ${path}.`);
  return operation;
}

/** The permissions that an operation lists in its description. */
export function permissionsOf(method: string, path: string): string[] {
  const [, listed = ""] = (operationOf(method, path).description ?? "").split(/\*\*Required\s+permissions\*\*:/);
  return [...listed.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
}

/** The statuses of success that an operation declares. */
export const successesOf = (method: string, path: string): string[] =>
  Object.keys(operationOf(method, path).responses).filter((status) => status.startsWith("2"));

export const bodyOf = (method: string, path: string, variant: Variant): Facts =>
  factsOf(jsonOf(operationOf(method, path).requestBody), variant);

export function answerOf(method: string, path: string, variant: Variant, envelope?: string): Facts {
  const success = Object.entries(operationOf(method, path).responses).find(([status]) => status.startsWith("2"));
  const wrapped = resolve(jsonOf(success?.[1]), variant);
  const schema = envelope ? resolve(wrapped.properties?.[envelope] as Schema, variant) : wrapped;
  return factsOf(schema.items ?? schema, variant);
}

const jsonOf = (content: Content | undefined): Schema => content?.content["application/json"].schema ?? {};

/** The schema without references, and of its variants the one. */
function resolve(schema: Schema, variant: Variant): Schema {
  const { $ref, allOf = [], oneOf, anyOf, ...own } = schema;
  const alternatives = oneOf ?? anyOf ?? [];
  // One alone is no choice.
  const chosen = alternatives.length === 1 ? alternatives : alternatives.filter(isOf(variant));
  const parts = [...($ref ? [named($ref)] : []), ...allOf, ...chosen];
  const isOneOrMany = alternatives.length === 2 && alternatives[1]?.type === "array";
  if (isOneOrMany) return { ...own, type: "oneOrMany", items: alternatives[0] as Schema };
  if (parts.length > 1) throw new Error(`More than one part is not expected: ${JSON.stringify(schema)}`);
  return { ...(parts[0] && resolve(parts[0], variant)), ...own };
}

const named = (reference: string): Schema => contract.components.schemas[reference.split("/").at(-1) as string];

const isOf =
  (variant: Variant) =>
  ({ $ref = "" }: Schema): boolean =>
    $ref.toLowerCase().includes(variant);

/** What the reader understands or may pass over. Anything else is news, and not to be missed. */
const keywords = new Set(
  "type properties required items enum default minimum maximum format deprecated title description example".split(" "),
);

function factsOf(root: Schema, variant: Variant): Facts {
  const facts: Facts = {};
  const visit = (schema: Schema, path: string, required: boolean): void => {
    const resolved = resolve(schema, variant);
    const news = Object.keys(resolved).filter((keyword) => !keywords.has(keyword));
    if (news.length > 0) throw new Error(`The contract says ${news} of ${path || "a body"}, which nothing here reads.`);
    const { properties, required: names = [], items } = resolved;
    if (path) facts[path] = { ...factOf(resolved), required };
    if (items) visit(items, `${path}[]`, false);
    for (const [name, property] of Object.entries(properties ?? {})) {
      visit(property, path ? `${path}.${name}` : name, names.includes(name));
    }
  };
  visit(root, "", false);
  return facts;
}

function factOf({ type, properties, enum: values, default: byDefault, minimum, maximum, format, deprecated }: Schema) {
  // An object of no declared properties is free-form.
  const kind = type === "object" && !properties ? "json" : (type as string);
  return {
    type: kind,
    deprecated: deprecated === true,
    enum: values as string[] | undefined,
    default: byDefault,
    minimum: minimum as number | undefined,
    maximum: maximum as number | undefined,
    format: format as string | undefined,
  };
}
