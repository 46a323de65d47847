/** The contract's operations, as schemas of one variant without references. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import type { Variant } from "../../provider/fields/field.ts";
import { root } from "../support/root.ts";

export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  minimum?: number;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
}

export interface Operation {
  method: string;
  path: string;
  body?: Schema;
  /** What success is answered with; undefined where nothing is declared. */
  status?: number;
  answer?: Schema;
  /** What refusals are answered with, by status. */
  refusals: Record<string, Schema>;
}

interface Content {
  content?: { "application/json": { schema: Schema } };
}

type Declared = { requestBody?: Content; responses: Record<string, Content> };

const file = resolve(root, "../shared/contract/applications.openapi.yml");
const contract: { paths: Record<string, Record<string, Declared>>; components: { schemas: Record<string, Schema> } } =
  parse(readFileSync(file, "utf8"));

export function operationsOf(variant: Variant): Operation[] {
  return Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, responses }]) => {
      const [success] = Object.keys(responses).filter((status) => status.startsWith("2"));
      const read = (content?: Content) => {
        const schema = content?.content?.["application/json"].schema;
        return schema && closed(schema, variant);
      };
      const refused = Object.entries(responses).filter(([status]) => status.startsWith("4"));
      return {
        method: method.toUpperCase(),
        path,
        body: read(requestBody),
        status: success === undefined ? undefined : Number(success),
        answer: success === undefined ? undefined : read(responses[success]),
        refusals: Object.fromEntries(refused.map(([status, content]) => [status, read(content) ?? {}])),
      };
    }),
  );
}

/** Without references, of the one variant, and with room for nothing that is not declared. */
function closed(schema: Schema, variant: Variant): Schema {
  if (schema.$ref) {
    const named = contract.components.schemas[schema.$ref.split("/").at(-1) as string];
    if (!named) throw new Error(`The contract has no ${schema.$ref}.`);
    return closed(named, variant);
  }
  const choices = schema.oneOf ?? schema.anyOf ?? [];
  // One alone is no choice.
  const chosen = choices.length === 1 ? choices[0] : choices.find(({ $ref }) => $ref?.toLowerCase().includes(variant));
  if (chosen) return closed(chosen, variant);
  const { properties, items, oneOf, allOf = [], ...own } = schema;
  const inner = (one: Schema) => closed(one, variant);
  return {
    // A property that is a reference with a description of its own.
    ...Object.assign({}, ...allOf.map(inner)),
    ...own,
    ...(oneOf && { oneOf: oneOf.map(inner) }),
    ...(items && { items: inner(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, inner(property)])),
      additionalProperties: false,
    }),
  };
}
