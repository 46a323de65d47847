/**
 * Validates inputs before any request is sent, and reports all problems at once. The schemas and rules come from the
 * definitions. Values that a preview does not know yet count as valid: the check of the update sees them.
 */
import type { ErrorObject } from "ajv";
import type { Shape, Values } from "../../fields/field.ts";
import { misfitsIn } from "../../fields/jsonValues.ts";
import { nounOf } from "../../fields/naming.ts";
import { applies } from "../../fields/rules.ts";
import { isObject, variantOf } from "../../fields/shape.ts";
import { unknown } from "../../fields/unknowns.ts";
import { ruleProblem, type Subject, schemaProblem } from "./messages.ts";
import type { Problem } from "./problem.ts";
import { validatorsOf } from "./schemaCache.ts";
import { urnProblems } from "./urns.ts";

/** @param place How messages name the object and its path, and which values they must not show. */
export function check(shape: Shape, inputs: Values, place: Omit<Subject, "shape" | "variant">): Problem[] {
  const misfits = misfitsIn(inputs).map(
    ({ path, reason }): Problem => ({
      path: place.path + path,
      code: "notJson",
      message: `${place.path}${path} ${reason}`,
    }),
  );
  const problems = checkShape(shape, inputs, place);
  // What a property that is not there must have is of no interest, and what a value must be besides is of none yet.
  const unknownPaths = new Set(problems.filter(({ code }) => code === "unknownProperty").map(({ path }) => path));
  const misfitPaths = new Set(misfits.map(({ path }) => path));
  return [
    ...misfits.filter(({ path }) => !unknownPaths.has(path)),
    ...problems.filter(({ path, code }) => code === "unknownProperty" || !misfitPaths.has(path)),
  ];
}

function checkShape(shape: Shape, inputs: Values, place: Omit<Subject, "shape" | "variant">): Problem[] {
  const subject: Subject = { ...place, shape, variant: variantOf(shape, inputs) };
  const ofFields = checkFields(inputs, subject);
  // What is there under a misspelt name is not missing: one message says so.
  const meant = new Set(ofFields.map((problem) => problem.meant));
  return [
    ...ofFields.filter(({ code, path }) => code !== "missing" || !meant.has(path)),
    ...checkRules(inputs, subject, meant),
    ...urnProblems(inputs, subject),
    ...Object.entries(shape.fields).flatMap(([name, field]) => {
      const values = inputs[name];
      if (field.type !== "object" || !field.variant || !isObject(values)) return [];
      return checkShape(field, values, {
        noun: field.embeds ? nounOf(field.embeds.name) : place.noun,
        path: `${place.path}${name}.`,
        isSecret: (keys) => place.isSecret?.([name, ...keys]) ?? false,
      });
    }),
  ];
}

const checkFields = (inputs: Values, subject: Subject): Problem[] =>
  relevant(schemaErrors(inputs, subject), inputs).map((error) => schemaProblem(error, valueAt(inputs, error), subject));

function schemaErrors(inputs: Values, { shape, variant }: Subject): ErrorObject[] {
  const { names, fields } = validatorsOf(shape, variant);
  const ofFields = Object.entries(inputs).flatMap(([name, value]) => {
    const errors = value === undefined ? [] : (fields.get(name)?.(value) ?? []);
    return errors.map((error) => ({ ...error, instancePath: `/${name}${error.instancePath}` }));
  });
  return [...names(inputs), ...ofFields];
}

/**
 * Drops the errors of values that are unknown in a preview, and further errors of a value that has the wrong type
 * already.
 */
function relevant(errors: ErrorObject[], inputs: Values): ErrorObject[] {
  const illTyped = new Set(errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  return errors.filter(
    (error) => valueAt(inputs, error) !== unknown && (error.keyword === "type" || !illTyped.has(error.instancePath)),
  );
}

/** @param meant Paths of properties that are there under a misspelt name. */
function checkRules(inputs: Values, subject: Subject, meant: ReadonlySet<string | undefined>): Problem[] {
  const setOf = (names: readonly string[]) => names.filter((name) => inputs[name] !== undefined);
  return (subject.shape.rules ?? []).flatMap((rule) => {
    if ("exactlyOneOf" in rule) {
      const set = setOf(rule.exactlyOneOf);
      const isMeant = set.length === 0 && rule.exactlyOneOf.some((name) => meant.has(subject.path + name));
      return set.length === 1 || isMeant ? [] : [ruleProblem(rule, set, subject)];
    }
    const excluded = applies(rule, inputs) ? setOf(rule.without) : [];
    return excluded.length === 0 ? [] : [ruleProblem(rule, excluded, subject)];
  });
}

/** The value that an error is about. */
const valueAt = (inputs: Values, { instancePath }: ErrorObject): unknown =>
  instancePath
    .split("/")
    .slice(1)
    .reduce<unknown>(
      (value, key) => (value === undefined || value === null ? undefined : ownValue(value, key)),
      inputs,
    );

const ownValue = (value: object, key: string): unknown =>
  Object.hasOwn(value, key) ? (value as Values)[key] : undefined;
