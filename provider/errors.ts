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
}

function describe({ method, path, status, messages, requestId, advice }: Failure): string {
  const said = messages.join("; ") || "no message";
  const outcome = status === undefined ? `failed: ${said}` : `answered ${status}: ${said}`;
  const request = requestId ? ` (request ${requestId})` : "";
  return `${method} ${path} ${outcome}${request}.${advice ? `\n${advice}` : ""}`;
}

/** No usable answer came to a request that must not be sent twice, and that may have been carried out. */
export class LostAnswerError extends ApiError {
  override name = "LostAnswerError";
}

export const isNotFound = (error: unknown): boolean => error instanceof ApiError && error.status === 404;
