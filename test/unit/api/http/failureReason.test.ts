/** Why a request failed, from the code of a connection's error to the status that the engine gets. */
import { status } from "@grpc/grpc-js";
import {
  connectTimeout,
  NetworkError,
  proxyCertificate,
  proxyInvalid,
  proxyRejected,
  proxyUnavailable,
} from "../../../../provider/api/http/networkError.ts";
import { openRateLimiter } from "../../../../provider/api/retry/rateLimiter.ts";
import { executeOnce, executeWithRetry, type Operation, throttled } from "../../../../provider/api/retry/request.ts";
import type { ApiError, FailureReason } from "../../../../provider/errors.ts";
import { statusOf } from "../../../../provider/plugin/grpcStatus.ts";
import { createVirtualClock } from "../../../support/virtualClock.ts";

type Code = keyof typeof status;
const origin = "https://api.example";

/** What a POST comes to whose only attempt ends with an error of this code. */
async function post(code: string | undefined): Promise<{ kind: string; error: ApiError }> {
  const clock = createVirtualClock();
  const limiter = openRateLimiter({ concurrent: 1 }, clock);
  const operation: Operation = { clock, deadlineMs: 120_000, spentMs: 0, notify: () => {} };
  const attempt = () =>
    throttled(limiter, operation, "POST /x", () => Promise.reject(new NetworkError("no response", code, origin)));
  const outcome = await executeOnce({ method: "POST", path: "/x", attempt }, 1, operation, limiter);
  return outcome as { kind: string; error: ApiError };
}

/** `throttled`: it can pass. `rejected`: it cannot. In both cases nothing was sent. `ambiguous`: it may have been. */
test.each<[string | undefined, FailureReason, "throttled" | "rejected" | "ambiguous", Code]>([
  [connectTimeout, "connectTimeout", "throttled", "DEADLINE_EXCEEDED"],
  ["ETIMEDOUT", "timeout", "ambiguous", "DEADLINE_EXCEEDED"],
  ["ECONNREFUSED", "refused", "throttled", "UNAVAILABLE"],
  ["EHOSTUNREACH", "unreachable", "throttled", "UNAVAILABLE"],
  ["ENETUNREACH", "unreachable", "throttled", "UNAVAILABLE"],
  ["ENOTFOUND", "dns", "throttled", "UNAVAILABLE"],
  ["EAI_AGAIN", "dns", "throttled", "UNAVAILABLE"],
  ["CERT_HAS_EXPIRED", "certificate", "rejected", "UNAVAILABLE"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate", "rejected", "UNAVAILABLE"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "certificate", "rejected", "UNAVAILABLE"],
  [proxyCertificate, "certificate", "rejected", "UNAVAILABLE"],
  ["EPROTO", "tls", "ambiguous", "UNAVAILABLE"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls", "ambiguous", "UNAVAILABLE"],
  [proxyInvalid, "proxyInvalid", "rejected", "UNAVAILABLE"],
  [proxyUnavailable, "proxyUnavailable", "throttled", "UNAVAILABLE"],
  [proxyRejected, "proxyRejected", "rejected", "UNAVAILABLE"],
  ["ECONNRESET", "reset", "ambiguous", "UNAVAILABLE"],
  ["EPIPE", "reset", "ambiguous", "UNAVAILABLE"],
  ["ERR_SOMETHING_NEW", "unknown", "ambiguous", "UNAVAILABLE"],
  [undefined, "unknown", "ambiguous", "UNAVAILABLE"],
])(
  "a POST that ends with %s fails for the reason %s, is %s, and has the status %s",
  async (code, reason, kind, answered) => {
    const outcome = await post(code);
    expect(outcome).toMatchObject({ kind, error: { failure: { reason } } });
    expect(outcome.error.failure.neverSent).toBe(kind !== "ambiguous");
    expect(status[statusOf(outcome.error).code as status]).toBe(answered);
  },
);

test.each<[string, string | number, number, FailureReason | undefined, Code]>([
  ["without a response, until the deadline", "ECONNRESET", 0, "deadline", "DEADLINE_EXCEEDED"],
  ["with 503, until the deadline", 503, 0, undefined, "UNAVAILABLE"],
  ["with 429, until the deadline", 429, 0, undefined, "RESOURCE_EXHAUSTED"],
  ["before it is sent, since the deadline is used up", 503, 120_000, "deadline", "DEADLINE_EXCEEDED"],
])("a request that fails %s", async (_, reply, spentMs, reason, answered) => {
  const clock = createVirtualClock();
  const limiter = openRateLimiter({ concurrent: 1 }, clock);
  const operation: Operation = { clock, deadlineMs: 120_000, spentMs, notify: () => {} };
  const attempt = () =>
    throttled(limiter, operation, "GET /x", async () => {
      if (typeof reply === "string") throw new NetworkError("no response", reply, origin);
      return { status: reply, headers: {}, body: "" };
    });
  const request = executeWithRetry({ method: "GET", path: "/x", attempt }, operation, limiter);
  const failed = request.catch((error: ApiError) => error);
  await clock.advance(600_000);
  const error = (await failed) as ApiError;
  expect(error.failure.reason).toBe(reason);
  expect(status[statusOf(error).code as status]).toBe(answered);
});

test.each([
  ["ERR_TLS_CERT_ALTNAME_INVALID", "the certificate does not match the host or is signed by an unknown authority"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "NODE_EXTRA_CA_CERTS"],
  ["CERT_HAS_EXPIRED", "this machine's clock"],
  [proxyCertificate, "TLS verification of the proxy failed"],
  [proxyInvalid, "Correct that variable"],
  [proxyRejected, "Check the user and password in HTTPS_PROXY"],
  [proxyUnavailable, "the proxy that it names"],
  ["ECONNREFUSED", "No response came from https://api.example"],
])("the advice on %s says what to do: %s", (code, advice) => {
  expect(new NetworkError("x", code, origin).advice).toContain(advice);
});
