/** An answer that is an error, in the shape that the API gives it. */
import type { Values } from "../../provider/fields/field.ts";
import type { Settings } from "../tenant/switches.ts";

export class Refusal extends Error {
  readonly status: number;
  readonly body: Values;

  constructor(status: number, body: Values) {
    super(`${status}`);
    this.status = status;
    this.body = body;
  }
}

const said = (status: number, message: string) => new Refusal(status, { message, error_code: status });

const conflict = (message: string, code: string) => new Refusal(409, { message, error_code: 409, ts_error_code: code });

export const badRequest = (messages: readonly string[]) => new Refusal(400, { message: messages, error_code: 400 });

export const unauthorized = () => said(401, "Unauthorized");

export const notFound = (what: string) => said(404, `${what} was not found`);

export const notAllowed = (method: string, path: string) => said(405, `${method} is not allowed on ${path}`);

export const taken = (name: string, value: unknown) =>
  conflict(`${name} ${JSON.stringify(value)} is taken`, "identifier_is_taken");

export const secondHub = (appId: unknown) =>
  conflict(
    `authenticator_preferences.is_centralized: application ${appId} is the Authentication Hub of this tenant already`,
    "authentication_hub_exists",
  );

/** A deletion that is refused for what still hangs on the resource. The contract does not say with which status. */
export function notDeleted(status: Settings["refusals"], message: string): Refusal {
  if (status === "409") return conflict(message, "deletion_refused");
  return status === "422" ? new Refusal(422, { message: [message], error_code: 422 }) : badRequest([message]);
}

export const tooLarge = (limit: number) => said(413, `the body is larger than ${limit} bytes`);

/** The emulator itself failed; its reason helps whoever runs it. */
export const broken = (error: unknown) => said(500, error instanceof Error ? error.message : String(error));

/** What reads settings says what is wrong with them: to who sent them, that is a refusal. */
export function saying<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error) || "status" in error) throw error;
    throw badRequest(error.message.split("\n"));
  }
}
