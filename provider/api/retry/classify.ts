/** What one attempt at a request came to, and whether another one may help. */
import { ApiError } from "../../errors.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import { NetworkError, type Outage } from "../http/networkError.ts";
import { parseResponse } from "./response.ts";

export interface ApiRequest {
  method: string;
  /** For messages. */
  path: string;
  /** Sends it once. @throws NetworkError; ApiError where what it needs failed, such as an access token */
  attempt(): Promise<HttpResponse>;
  /** What errors must not repeat. */
  secrets?(): readonly string[];
  /** Says why a successful response is unusable; undefined if it is not. */
  validate?(content: unknown, status: number): string | undefined;
  /** Gets another access token after a 401. @returns Whether there is one. */
  renewToken?(): boolean;
  /** What the user can do after a 401 whose token could not be renewed. */
  adviceOnRefusal?(): string | undefined;
}

export type Result = { kind: "succeeded"; content: unknown } | Failed;

export interface Failed {
  kind: "failed";
  error: ApiError;
  /** Absent where no response arrived. */
  response?: HttpResponse;
  /** Of the host, where no response arrived. */
  outage?: Outage;
  /** Milliseconds of the outage after which another attempt hardly helps. */
  patienceMs?: number;
  /**
   * - `safe`: nothing was carried out, and the cause can pass.
   * - `ifIdempotent`: the cause can pass, and the request may have been carried out.
   * - `never`: another attempt would end the same.
   */
  retry: "safe" | "ifIdempotent" | "never";
}

/** Sends the request once. @throws What is neither a network error nor an API error, such as AbortError */
export async function execute(request: ApiRequest): Promise<Result> {
  let response: HttpResponse | undefined;
  try {
    response = await request.attempt();
    const content = parseResponse(request, response, request.secrets);
    const complaint = request.validate?.(content, response.status);
    if (complaint === undefined) return { kind: "succeeded", content };
    return failed(unusable(request, response, complaint), response);
  } catch (error) {
    if (error instanceof NetworkError) {
      const retry = error.isPermanent ? "never" : error.neverSent ? "safe" : "ifIdempotent";
      const { outage, patienceMs } = error;
      return { kind: "failed", error: unanswered(request, error), retry, outage, patienceMs };
    }
    if (!(error instanceof ApiError)) throw error;
    // Not this request failed, but what it needs: that has been retried already.
    return response ? failed(error, response) : { kind: "failed", error, retry: "never" };
  }
}

const failed = (error: ApiError, response: HttpResponse): Failed => ({
  kind: "failed",
  error,
  response,
  retry: retryFor(response.status),
});

/** 429: not carried out. 408: the server closed the connection while it waited. Other 3xx and 4xx: the request is wrong. */
function retryFor(status: number): Failed["retry"] {
  if (status === 429) return "safe";
  return status >= 300 && status < 500 && status !== 408 ? "never" : "ifIdempotent";
}

const unusable = ({ method, path }: ApiRequest, { status }: HttpResponse, complaint: string): ApiError =>
  new ApiError({ method, path, status, messages: [complaint] });

const unanswered = ({ method, path }: ApiRequest, { message, reason, advice, neverSent }: NetworkError): ApiError =>
  new ApiError({ method, path, reason, messages: [message], advice, neverSent });
