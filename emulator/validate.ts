/** Whether a body is what the contract declares; every problem named, in the API's own names. */
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Field, Shape, Values, Variant } from "../provider/fields/field.ts";
import { formats } from "../provider/fields/format.ts";
import { wireName } from "../provider/fields/names.ts";
import { objectSchema, type Schema } from "../provider/fields/schema.ts";
import { badRequest } from "./refusal.ts";

const ajv = new Ajv({ allErrors: true, formats, strict: false, logger: false });
const compiled = new Map<string, ValidateFunction>();

export interface Expected {
  name: string;
  shape: Shape;
  view: "create" | "update";
  variant?: Variant;
  /** Variant of the resource embedded in the body, and properties beyond the shape's. */
  embedded?: Variant;
  extra?: { properties: Schema; required: string[] };
}

export function validate(body: Values, expected: Expected): void {
  const problems = [...fieldProblems(body, expected), ...ruleProblems(body, expected.shape)];
  if (problems.length > 0) throw badRequest(problems);
}

function fieldProblems(body: Values, expected: Expected): string[] {
  const { name, view, variant, embedded } = expected;
  const key = [name, view, variant, embedded].join();
  const check = compiled.get(key) ?? ajv.compile(schemaOf(expected));
  compiled.set(key, check);
  return check(body) ? [] : (check.errors ?? []).map(describe);
}

function schemaOf({ shape, view, variant, embedded, extra }: Expected): Schema {
  const schema = objectSchema(shape, view, variant, embedded);
  if (!extra) return schema;
  return {
    ...schema,
    properties: { ...(schema.properties as Schema), ...extra.properties },
    required: [...(schema.required as string[]), ...extra.required],
  };
}

function describe({ instancePath, keyword, params, message }: ErrorObject): string {
  const path = instancePath.split("/").slice(1);
  const at = (name: string) => [...path, name].join(".");
  if (keyword === "additionalProperties") return `property ${at(params.additionalProperty)} should not exist`;
  if (keyword === "required") return `${at(params.missingProperty)} should not be empty`;
  const allowed = keyword === "enum" ? `: ${params.allowedValues.join(", ")}` : "";
  return `${path.join(".") || "body"} ${message}${allowed}`;
}

/** The exclusions of a table, said of the body that came. */
function ruleProblems(body: Values, shape: Shape): string[] {
  const called = (name: string) => wireName(name, shape.fields[name] as Field);
  return (shape.rules ?? []).flatMap((rule) => {
    if (!("given" in rule) || rule.is === undefined || body[called(rule.given)] !== rule.is) return [];
    const excluded = rule.without.map(called).filter((name) => body[name] !== undefined);
    return excluded.map((name) => `${name} is mutually exclusive with ${called(rule.given)}=${rule.is}`);
  });
}
