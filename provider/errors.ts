/** The errors of the provider. Each message says what was tried, what came back and what to do. */
import { fromOutside } from "./safeText.ts";

/** A setting that is missing or invalid. */
export interface ConfigurationProblem {
  /** Its name without the package: `region` for `transmit:region`. */
  setting: string;
  kind: "missing" | "invalid";
  message: string;
}

/** Settings are missing or invalid. Thrown before any request to the API. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    super(problems.map(({ message }) => message).join("\n"));
    this.problems = problems;
  }
}

/** Why no response arrived. */
export type FailureReason =
  /** The operation's deadline was used up, before the request or by its attempts. */
  | "deadline"
  /** The response did not arrive in time. */
  | "timeout"
  /** The connection was not established in time. */
  | "connectTimeout"
  | "refused"
  | "unreachable"
  /** The name servers did not answer. */
  | "dns"
  /** There is no host of that name. */
  | "hostNotFound"
  /** The certificate of the API or of a proxy is not accepted. */
  | "certificate"
  /** The server at an https address does not use TLS. */
  | "notTls"
  /** TLS failed for another reason. */
  | "tls"
  /** The environment names a proxy that is none: its address is not valid, or its host does not exist. */
  | "proxyInvalid"
  /** The proxy opened no connection, which can pass. */
  | "proxyUnavailable"
  /** The proxy refused to open a connection. */
  | "proxyRejected"
  /** The connection was closed before the response was complete. */
  | "reset"
  /** The response has more bytes than the provider accepts. */
  | "tooLarge"
  /** A module of the provider or of its packages could not be loaded. */
  | "notLoaded"
  | "unknown";

export interface Failure {
  method: string;
  path: string;
  /** HTTP status; absent if no response arrived. */
  status?: number;
  /** Why no response arrived; absent if one did. */
  reason?: FailureReason;
  /** The API's messages, or what happened instead; one sentence each. */
  messages: readonly string[];
  /** The API's id of the request, for its support. */
  requestId?: string;
  /** The response is not in the API's own form: a proxy or gateway sent it. */
  notFromApi?: boolean;
  /** The response has the `error_code` of the API's errors, which those of gateways do not have. */
  hasApiErrorCode?: boolean;
  /** The API's `ts_error_code`, if the response has one. */
  code?: string;
  /** No byte of the request can have reached the API. */
  neverSent?: boolean;
  /** What the user can do. */
  advice?: string;
}

/** A request failed: the API rejected it, or no usable response arrived. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(describe(failure));
    this.failure = failure;
  }

  get status(): number | undefined {
    return this.failure.status;
  }

  /** Whether the request may have been carried out: it was sent, and no response rejects it. */
  get isAmbiguous(): boolean {
    const { status, neverSent } = this.failure;
    return !neverSent && (status === undefined || status < 300 || status === 408 || status >= 500);
  }
}

function describe({ method, path, status, messages, requestId, advice }: Failure): string {
  const said = messages.map(fromOutside).join("; ") || "no message";
  const outcome = status === undefined ? `failed: ${said}` : `answered ${status}: ${said}`;
  const request = requestId ? ` (request ${fromOutside(requestId)})` : "";
  return `${method} ${path} ${outcome}${request}.${advice ? `\n${advice}` : ""}`;
}

/** A request that must not be sent twice may have been carried out: no usable response arrived. */
export class AmbiguousResultError extends ApiError {
  override name = "AmbiguousResultError";
}

/** Of several requests, some were carried out and one failed. The engine must keep the state that holds now. */
export class PartialUpdateError extends Error {
  override name = "PartialUpdateError";
  readonly id: string;
  /** The state that holds now. */
  readonly properties: Record<string, unknown>;
  readonly reasons: string[];

  constructor(id: string, properties: Record<string, unknown>, cause: Error) {
    super(cause.message, { cause });
    this.id = id;
    this.properties = properties;
    this.reasons = [cause.message];
  }
}

/** The access token belongs to another tenant or application than the object that the request is for. */
export class WrongTenantError extends Error {
  override name = "WrongTenantError";
}

/** A value is not known yet, and what was asked for is not a preview. Thrown before any request to the API. */
export class UnknownValueError extends Error {
  override name = "UnknownValueError";
}

/** There is no object with the id or name that was given. */
export class NotFoundError extends Error {
  override name = "NotFoundError";
}

/** A 404 from the API, or from a proxy or gateway. */
export const is404 = (error: unknown): error is ApiError => error instanceof ApiError && error.status === 404;

/** A 404 in the form of the API's own errors. One from a proxy or gateway does not prove that the object is gone. */
export const isNotFound = (error: unknown): error is ApiError => is404(error) && !error.failure.notFromApi;

/** A 404 of the API that has its `error_code` as well. */
export const isApiNotFound = (error: unknown): error is ApiError =>
  isNotFound(error) && error.failure.hasApiErrorCode === true;

/** Shorter strings protect nothing, and occur in ordinary words. */
export const minSecretLength = 6;

/** Replaces secrets in a text, as they are and as JSON and URLs encode them. */
export function redact(text: string, secrets: readonly string[]): string {
  const long = secrets.filter(({ length }) => length >= minSecretLength);
  const forms = long
    .flatMap((secret) => [secret, inJson(secret)])
    .flatMap((form) => [form, inJson(form), ...inUrls(form)]);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, form) => rest.replaceAll(form, "[secret]"), text);
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const inUrls = (text: string): string[] => [
  new URLSearchParams({ text }).toString().slice("text=".length),
  encodeURIComponent(text),
];

/** Redacts secrets in the message of whatever ends an operation: it may name a value of the program. */
export async function redactingErrors<T>(secrets: () => readonly string[], operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    if (error instanceof Error) error.message = redact(error.message, secrets());
    if (error instanceof PartialUpdateError) {
      error.reasons.splice(0, error.reasons.length, ...error.reasons.map((reason) => redact(reason, secrets())));
    }
    throw error;
  }
}
