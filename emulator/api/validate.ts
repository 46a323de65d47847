/** Whether a body is what the contract declares; every problem named, in the API's own names. */
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Field, Shape, Values, Variant } from "../../provider/fields/field.ts";
import { formats } from "../../provider/fields/formats.ts";
import { objectSchema, type Schema } from "../../provider/fields/jsonSchema.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { embeddedIn, isObject } from "../../provider/fields/shape.ts";
import { badRequest } from "../http/refusal.ts";

const ajv = new Ajv({ allErrors: true, verbose: true, formats, strict: false, logger: false });
const compiled = new Map<string, ValidateFunction>();

export interface Expected {
  name: string;
  shape: Shape;
  view: "create" | "update";
  variant?: Variant;
  /** Variant of the resource embedded in the body. */
  embedded?: Variant;
  /** What a creating body has beyond the shape. */
  extra?: { properties: Schema; required: readonly string[] };
}

/** @param others problems that were found already, to be told with all that is found here */
export function validate(body: Values, expected: Expected, others: readonly string[] = []): void {
  const problems = [
    ...nullsIn(body).map((path) => `${path} must not be null`),
    ...fieldProblems(body, expected),
    ...ruleProblems(body, expected.shape),
    ...others,
  ];
  if (problems.length > 0) throw badRequest(problems);
}

function nullsIn(value: unknown, path: string[] = []): string[] {
  if (value === null) return [path.join(".")];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => nullsIn(inner, [...path, key]));
}

function fieldProblems(body: Values, expected: Expected): string[] {
  const { name, view, variant, embedded } = expected;
  const key = [name, view, variant, embedded].join();
  const check = compiled.get(key) ?? ajv.compile(schemaOf(expected));
  compiled.set(key, check);
  if (check(body)) return [];
  const problems = (check.errors ?? []).filter(({ data }) => data !== null);
  return problems.map((problem) => describe(problem, expected));
}

function schemaOf({ shape, view, variant, embedded, extra }: Expected): Schema {
  const schema = objectSchema(shape, view, variant, embedded);
  if (!extra || view !== "create") return schema;
  return {
    ...schema,
    properties: { ...(schema.properties as Schema), ...extra.properties },
    required: [...(schema.required as string[]), ...extra.required],
  };
}

function describe({ instancePath, keyword, params, message }: ErrorObject, expected: Expected): string {
  const path = instancePath.split("/").slice(1);
  const at = (name: string) => [...path, name].join(".");
  if (keyword === "additionalProperties") {
    const name = params.additionalProperty as string;
    const isLate = path.length === 0 && isForCreationOnly(name, expected);
    return isLate ? `${name} can be set only at creation` : `property ${at(name)} should not exist`;
  }
  if (keyword === "required") return `${at(params.missingProperty)} should not be empty`;
  const allowed = keyword === "enum" ? `: ${params.allowedValues.join(", ")}` : "";
  return `${path.join(".")} ${message}${allowed}`;
}

function isForCreationOnly(name: string, { shape, view, extra }: Expected): boolean {
  if (view !== "update") return false;
  const fields = Object.entries(shape.fields).filter(([, field]) => field.sent);
  return name in (extra?.properties ?? {}) || fields.some((entry) => wireName(...entry) === name);
}

/**
 * The exclusions of a table, said of the body that came and of what is embedded in it. The API minds those alone that
 * hang on a value: the others keep a user from saying the same thing twice, which the API's own required fields do.
 */
function ruleProblems(body: Values, shape: Shape, above = ""): string[] {
  const called = (name: string) => wireName(name, shape.fields[name] as Field);
  const problems = (shape.rules ?? []).flatMap((rule) => {
    if (!("given" in rule) || rule.is === undefined || body[called(rule.given)] !== rule.is) return [];
    const excluded = rule.without.map(called).filter((name) => body[name] !== undefined);
    return excluded.map(
      (name) => `${above}${name} is mutually exclusive with ${above}${called(rule.given)}=${rule.is}`,
    );
  });
  const embedded = embeddedIn(shape);
  const inner = embedded && body[called(embedded[0])];
  if (!embedded || !isObject(inner)) return problems;
  return [...problems, ...ruleProblems(inner, embedded[1], `${called(embedded[0])}.`)];
}
