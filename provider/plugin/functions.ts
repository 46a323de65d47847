/** What programs can ask the provider without managing anything: functions, by their tokens. */
import { status } from "@grpc/grpc-js";
import type { Shape, Values } from "../fields/field.ts";
import type { Api } from "../lifecycle/index.ts";
import { RequestError } from "./status.ts";

export interface ProviderFunction {
  /** What it returns, for the secrets in it. */
  result: Shape;
  run(api: Api, args: Values): Promise<Values>;
}

const functions: Readonly<Record<string, ProviderFunction>> = {};

export function functionAt(token: string): ProviderFunction {
  const found = Object.hasOwn(functions, token) ? functions[token] : undefined;
  if (!found) throw new RequestError(status.INVALID_ARGUMENT, `There is no function ${token}.`);
  return found;
}
