/** Whether inputs are what the API will take, said before anything is sent: every problem at once. */
import { Ajv, type ErrorObject } from "ajv";
import type { ObjectField, Shape, Values, Variant } from "../../fields/field.ts";
import { formats } from "../../fields/formats.ts";
import { objectSchema, type Schema } from "../../fields/jsonSchema.ts";
import { applies } from "../../fields/rules.ts";
import { isObject, variantOf } from "../../fields/shape.ts";
import { unknown } from "../../fields/unknowns.ts";
import { explainForeign, explainRule, explainSchemaError, type ValidationPlace } from "./messages.ts";

/** @returns What is wrong, one complaint an entry; empty if nothing is. */
export function check(shape: Shape, inputs: Values, place: Omit<ValidationPlace, "variant">): string[] {
  const variant = variantOf(shape, inputs);
  const here = { ...place, variant };
  return [
    ...complainAboutFields(shape, inputs, here),
    ...complainAboutRules(shape, inputs, here),
    ...embeddedIn(shape, inputs).flatMap(([name, field, values]) =>
      check(field, values, {
        shape: field,
        noun: field.embeds?.toLowerCase() ?? place.noun,
        path: `${place.path}${name}.`,
      }),
    ),
  ];
}

const embeddedIn = (shape: Shape, inputs: Values): [string, ObjectField, Values][] =>
  Object.entries(shape.fields).flatMap(([name, field]) => {
    const values = inputs[name];
    return field.type === "object" && field.variant && isObject(values) ? [[name, field, values] as const] : [];
  }) as [string, ObjectField, Values][];

function complainAboutFields(shape: Shape, inputs: Values, place: ValidationPlace): string[] {
  return relevant(problemsIn(shape, inputs, place.variant), inputs).flatMap((error) => {
    const name = error.params.additionalProperty as string | undefined;
    const foreign = name && !error.instancePath ? explainForeign(name, place) : undefined;
    return foreign ?? explainSchemaError(error, valueAt(inputs, error), place);
  });
}

/** What a preview does not know yet is not wrong, and what is no text at all is not also the wrong text. */
function relevant(errors: ErrorObject[], inputs: Values): ErrorObject[] {
  const illTyped = new Set(errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  return errors.filter(
    (error) => valueAt(inputs, error) !== unknown && (error.keyword === "type" || !illTyped.has(error.instancePath)),
  );
}

function complainAboutRules(shape: Shape, inputs: Values, place: ValidationPlace): string[] {
  return (shape.rules ?? []).flatMap((rule) => {
    if ("exactlyOneOf" in rule) {
      const set = rule.exactlyOneOf.filter((name) => inputs[name] !== undefined);
      return set.length === 1 ? [] : [explainRule(rule, set, place)];
    }
    const excluded = applies(rule, inputs) ? rule.without.filter((name) => inputs[name] !== undefined) : [];
    return excluded.length === 0 ? [] : [explainRule(rule, excluded, place)];
  });
}

function problemsIn(shape: Shape, inputs: Values, variant: Variant | undefined): ErrorObject[] {
  const { names, fields } = schemasOf(shape, variant);
  const ofFields = Object.entries(inputs).flatMap(([name, value]) => {
    const problems = value === undefined ? [] : errorsOf(fields.get(name), value);
    return problems.map((error) => ({ ...error, instancePath: `/${name}${error.instancePath}` }));
  });
  return [...errorsOf(names, inputs), ...ofFields];
}

function errorsOf(schema: Schema | undefined, value: unknown): ErrorObject[] {
  if (!schema) return [];
  ajv ??= new Ajv({ allErrors: true, formats, validateFormats: true, strict: false, logger: false });
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []);
}

let ajv: Ajv | undefined;

interface Schemas {
  /** Which names there may be, and must be. */
  names: Schema;
  /** Each compiled when it is first given: programs give few of many. The validator keeps what it has compiled. */
  fields: ReadonlyMap<string, Schema>;
}

const known = new Map<Shape, Map<Variant | undefined, Schemas>>();

function schemasOf(shape: Shape, variant: Variant | undefined): Schemas {
  const ofShape = known.get(shape) ?? new Map<Variant | undefined, Schemas>();
  known.set(shape, ofShape);
  const schemas = ofShape.get(variant) ?? divide(schemaOf(shape, variant));
  ofShape.set(variant, schemas);
  return schemas;
}

function divide({ properties, ...others }: Schema): Schemas {
  const fields = new Map(Object.entries(properties as Record<string, Schema>));
  return { names: { ...others, properties: Object.fromEntries([...fields.keys()].map((name) => [name, {}])) }, fields };
}

/** Where the variant cannot be told, only what every variant needs is asked for. */
function schemaOf(shape: Shape, variant: Variant | undefined) {
  const schema = objectSchema(shape, "inputs", variant);
  if (!shape.variant || variant) return schema;
  const required = (schema.required as string[]).filter((name) => !shape.fields[name]?.only);
  return { ...schema, required };
}

/** The value that an error is about. */
function valueAt(inputs: Values, { instancePath }: ErrorObject): unknown {
  return instancePath
    .split("/")
    .slice(1)
    .reduce<unknown>((value, key) => (value as Values | undefined)?.[key], inputs);
}
