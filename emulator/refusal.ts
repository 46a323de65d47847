/** An answer that is an error, in the shape that the API gives it. */
import type { Values } from "../provider/fields/field.ts";

export class Refusal extends Error {
  readonly status: number;
  readonly body: Values;

  constructor(status: number, body: Values) {
    super(`${status}`);
    this.status = status;
    this.body = body;
  }
}

export const badRequest = (messages: readonly string[]) => new Refusal(400, { message: messages, error_code: 400 });

export const unauthorized = () => new Refusal(401, { message: "Unauthorized", error_code: 401 });

export const notFound = (what: string) => new Refusal(404, { message: `${what} was not found`, error_code: 404 });

export const taken = (name: string, value: unknown) =>
  new Refusal(409, {
    message: `${name} ${JSON.stringify(value)} is taken`,
    error_code: 409,
    ts_error_code: "identifier_is_taken",
  });
