/** What a function is: a question to the API, by which nothing comes to be managed. */
import type { Resource, Shape, Values } from "../fields/field.ts";
import type { Transport } from "../lifecycle/index.ts";

export interface ProviderFunction {
  name: string;
  /** What it gives, in our own words. */
  description: string;
  /** What it asks for. */
  resource: Resource;
  args: Shape;
  result: Shape;
  /** The result's one field, where that is a list. */
  lists?: string;
}

export interface FunctionCall {
  api: Transport;
  /** As `complainAbout` has found nothing wrong with. */
  args: Values;
  /** What is asked for may have been made moments ago: nothing found at first is asked for again. */
  isPatient: boolean;
}
