/** Whether inputs are what the API will take, said before anything is sent: every problem at once. */
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { ObjectField, Shape, Values, Variant } from "../fields/field.ts";
import { formats } from "../fields/format.ts";
import { objectSchema } from "../fields/schema.ts";
import { isObject, variantOf } from "../fields/shape.ts";
import { unknown } from "../fields/unknown.ts";
import { explainError, explainForeign, explainRule, type Place } from "./complaint.ts";
import { applies } from "./reset.ts";

/** @returns What is wrong, one complaint an entry; empty if nothing is. */
export function check(shape: Shape, inputs: Values, place: Omit<Place, "variant">): string[] {
  const variant = variantOf(shape, inputs);
  const here = { ...place, variant };
  return [
    ...complainAboutFields(shape, inputs, here),
    ...complainAboutRules(shape, inputs, here),
    ...embeddedIn(shape, inputs).flatMap(([name, field, values]) =>
      check(field, values, { ...place, shape: field, path: `${place.path}${name}.` }),
    ),
  ];
}

const embeddedIn = (shape: Shape, inputs: Values): [string, ObjectField, Values][] =>
  Object.entries(shape.fields).flatMap(([name, field]) => {
    const values = inputs[name];
    return field.type === "object" && field.variant && isObject(values) ? [[name, field, values] as const] : [];
  }) as [string, ObjectField, Values][];

function complainAboutFields(shape: Shape, inputs: Values, place: Place): string[] {
  const validate = validatorOf(shape, place.variant);
  if (validate(inputs)) return [];
  return relevant(validate.errors ?? [], inputs).flatMap((error) => {
    const name = error.params.additionalProperty as string | undefined;
    const foreign = name && !error.instancePath ? explainForeign(name, place) : undefined;
    return foreign ?? explainError(error, valueAt(inputs, error), place);
  });
}

/** What a preview does not know yet is not wrong, and what is no text at all is not also the wrong text. */
function relevant(errors: ErrorObject[], inputs: Values): ErrorObject[] {
  const illTyped = new Set(errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  return errors.filter(
    (error) => valueAt(inputs, error) !== unknown && (error.keyword === "type" || !illTyped.has(error.instancePath)),
  );
}

function complainAboutRules(shape: Shape, inputs: Values, place: Place): string[] {
  return (shape.rules ?? []).flatMap((rule) => {
    if ("exactlyOneOf" in rule) {
      const set = rule.exactlyOneOf.filter((name) => inputs[name] !== undefined);
      return set.length === 1 ? [] : [explainRule(rule, set, place)];
    }
    const excluded = applies(rule, inputs) ? rule.without.filter((name) => inputs[name] !== undefined) : [];
    return excluded.length === 0 ? [] : [explainRule(rule, excluded, place)];
  });
}

let ajv: Ajv | undefined;
const validators = new Map<Shape, Map<Variant | undefined, ValidateFunction>>();

/** Compiled at first use: most runs need few of them. */
function validatorOf(shape: Shape, variant: Variant | undefined): ValidateFunction {
  ajv ??= new Ajv({ allErrors: true, formats, validateFormats: true, strict: false, logger: false });
  const compiled = validators.get(shape) ?? new Map<Variant | undefined, ValidateFunction>();
  validators.set(shape, compiled);
  const validate = compiled.get(variant) ?? ajv.compile(schemaOf(shape, variant));
  compiled.set(variant, validate);
  return validate;
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
