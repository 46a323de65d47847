/** What a function is: a question to the API, by which nothing comes to be managed. */
import type { Shape, Values } from "../fields/field.ts";
import type { Api } from "../lifecycle/index.ts";

export interface Question {
  api: Api;
  args: Values;
  /** What is asked for may have been made moments ago: nothing found at first is asked for again. */
  isPatient: boolean;
}

export interface ProviderFunction {
  name: string;
  /** What it gives, in our own words. */
  description: string;
  args: Shape;
  result: Shape;
  /** The result's one field, where that is a list. */
  lists?: string;
  /** @throws Error where what is asked for is not there, or there is more than one; ApiError */
  run(question: Question): Promise<Values>;
}
