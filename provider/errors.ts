/** What can go wrong, as errors that say what was tried, what came back and what to do. */

/** A setting is missing or wrong. Raised before any request. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

export interface Failure {
  method: string;
  path: string;
  /** HTTP status; absent where no answer came. */
  status?: number;
  /** What the API said, one sentence an entry. */
  messages: readonly string[];
  /** The API's id of the request, for its support. */
  requestId?: string;
  /** The answer is not in the API's own form: something on the way gave it. */
  notFromApi?: boolean;
  /** It has the code that the contract's errors have, and those of gateways do not. */
  hasApiErrorCode?: boolean;
  /** The API's own word for the error, if it has one: `ts_error_code`. */
  code?: string;
  /** Nothing of the request went out. */
  neverSent?: boolean;
  /** What the user can do. */
  advice?: string;
}

/** A request failed: the API refused it, or no usable answer came. */
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

  /** Whether it may have been carried out all the same: nobody has refused it. */
  get isAmbiguous(): boolean {
    const { status, neverSent } = this.failure;
    return !neverSent && (status === undefined || status < 300 || status === 408 || status >= 500);
  }
}

function describe({ method, path, status, messages, requestId, advice }: Failure): string {
  const said = messages.join("; ") || "no message";
  const outcome = status === undefined ? `failed: ${said}` : `answered ${status}: ${said}`;
  const request = requestId ? ` (request ${requestId})` : "";
  return `${method} ${path} ${outcome}${request}.${advice ? `\n${advice}` : ""}`;
}

/** No usable answer came to a request that must not be sent twice, and that may have been carried out. */
export class AmbiguousResultError extends ApiError {
  override name = "LostAnswerError";
}

/** Of several requests, some were carried out and one failed: what is known to hold now is not to be forgotten. */
export class PartialUpdateError extends Error {
  override name = "HalfDoneError";
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

/** The access token is of another tenant, or of another application, than what it was to be used for. */
export class WrongTenantError extends Error {
  override name = "WrongTenantError";
}

/** What was asked for by its id or by its name is not there. */
export class NotFoundError extends Error {
  override name = "AbsentError";
}

/** Whoever says so. */
export const is404 = (error: unknown): error is ApiError => error instanceof ApiError && error.status === 404;

/** Only the API itself knows what it does not have: a page that says so is of somebody in between. */
export const isNotFound = (error: unknown): error is ApiError => is404(error) && !error.failure.notFromApi;

/** The same, with the code that the API's own errors have. */
export const isApiNotFound = (error: unknown): error is ApiError =>
  isNotFound(error) && error.failure.hasApiErrorCode === true;

/** Shorter ones keep nothing secret, and would be found in every other word. */
const leastSecret = 6;

/** A text without what it repeats of secrets, in any of the forms in which they are sent and quoted. */
export function redact(text: string, secrets: readonly string[]): string {
  const long = secrets.filter(({ length }) => length >= leastSecret);
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
