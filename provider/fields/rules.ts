/** What the rules of a shape say of given inputs. */
import type { Field, Rule, Shape, Values } from "./field.ts";

/** A deprecated input whose successor is set: what undoes the one might undo the other. */
export const isTakenOver = (field: Field, inputs: Values): boolean =>
  field.deprecated?.some((path) => inputs[path.split(".")[0] as string] !== undefined) ?? false;

export const isExcluded = (shape: Shape, name: string, inputs: Values): boolean =>
  shape.rules?.some((rule) => "given" in rule && rule.without.includes(name) && applies(rule, inputs)) ?? false;

/** Whether the rule's condition holds. */
export const applies = (rule: Extract<Rule, { given: string }>, inputs: Values): boolean =>
  rule.is === undefined ? inputs[rule.given] !== undefined : inputs[rule.given] === rule.is;
