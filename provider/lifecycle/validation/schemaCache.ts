/**
 * The JSON Schema validators of inputs. Compiling is slow and most programs use few resources, so each is compiled on
 * first use.
 */
import { Ajv, type ErrorObject } from "ajv";
import type { Shape, Variant } from "../../fields/field.ts";
import { formats } from "../../fields/formats.ts";
import { objectSchema, type Schema } from "../../fields/jsonSchema.ts";
import { memoize } from "../../fields/memoize.ts";

export interface InputValidators {
  /** Validates which properties are set, whatever their values are. */
  names: Validator;
  /** Validates the value of each property. */
  fields: ReadonlyMap<string, Validator>;
}

/** @returns All errors of a value; empty if it is valid. */
export type Validator = (value: unknown) => readonly ErrorObject[];

/** @param variant Undefined if a preview does not know it yet. */
export const validatorsOf = (shape: Shape, variant: Variant | undefined): InputValidators =>
  compiled(shape)(variant ?? "unknown");

const compiled = memoize((shape: Shape) =>
  memoize((variant: Variant | "unknown") =>
    compileSchema(inputSchema(shape, variant === "unknown" ? undefined : variant)),
  ),
);

/** If the variant is not known, only what every variant requires is required. */
function inputSchema(shape: Shape, variant: Variant | undefined): Schema {
  const schema = objectSchema(shape, "inputs", variant);
  if (!shape.variant || variant) return schema;
  const required = (schema.required as string[]).filter((name) => !shape.fields[name]?.only);
  return { ...schema, required };
}

/** Compiles each field by itself: a program sets few of the many fields, and compiling takes longer than validating. */
function compileSchema({ properties, ...object }: Schema): InputValidators {
  // The meta-schema alone takes longer to compile than a definition. A unit test holds our schemas against it.
  const ajv = new Ajv({ allErrors: true, formats, strict: false, logger: false, meta: false, validateSchema: false });
  const fields = Object.entries(properties as Record<string, Schema>);
  const names = { ...object, properties: Object.fromEntries(fields.map(([name]) => [name, {}])) };
  return {
    names: validator(ajv, names),
    fields: new Map(fields.map(([name, schema]) => [name, validator(ajv, schema)])),
  };
}

/** Ajv keeps what it has compiled, by the schema's identity. */
const validator =
  (ajv: Ajv, schema: Schema): Validator =>
  (value) => {
    const validate = ajv.compile(schema);
    return validate(value) ? [] : (validate.errors ?? []);
  };
