/** The definition of a function, and a call of one. */
import type { Resource, Shape, Values } from "../fields/field.ts";
import type { Transport } from "../lifecycle/index.ts";

/** A function reads from the API. It never manages what it finds. */
export interface ProviderFunction {
  name: string;
  /** What it returns, in our own words. Documentation in all languages shows it. */
  description: string;
  /** The definition of the resource that it finds. */
  resource: Resource;
  args: Shape;
  result: Shape;
  /** The only field of the result, if that is a list. */
  lists?: string;
}

export interface FunctionCall {
  api: Transport;
  /** Valid by `validateArguments`. */
  args: Values;
  /** The program marks these arguments as secret: no message shows their values. */
  secretArgs?: readonly string[];
  /** The resource may have been created moments ago: a read that finds nothing is repeated. */
  mayBeStale: boolean;
}
