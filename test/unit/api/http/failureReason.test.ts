/** Why a request failed, from the code of a connection's error to the status that the engine gets. */
import { status } from "@grpc/grpc-js";
import {
  connectTimeout,
  notLoaded,
  proxyCertificate,
  proxyInvalid,
  proxyRejected,
  proxyUnavailable,
} from "../../../../provider/api/http/causes.ts";
import type { Circumstances } from "../../../../provider/api/http/networkAdvice.ts";
import { NetworkError } from "../../../../provider/api/http/networkError.ts";
import { openRateLimiter } from "../../../../provider/api/retry/rateLimiter.ts";
import { executeOnce, executeWithRetry, type Operation, throttled } from "../../../../provider/api/retry/request.ts";
import type { ApiError, FailureReason } from "../../../../provider/errors.ts";
import { statusOf } from "../../../../provider/plugin/grpcStatus.ts";
import { createVirtualClock } from "../../../support/virtualClock.ts";

type Code = keyof typeof status;
type Outcome = { kind: string; error: ApiError };
const origin = "https://api.example";

/** What a POST comes to whose only attempt ends with an error of this code. */
async function post(code?: string, given = "no response", circumstances: Circumstances = {}): Promise<Outcome> {
  const clock = createVirtualClock();
  const limiter = openRateLimiter({ concurrent: 1 }, clock);
  const operation: Operation = { clock, deadlineMs: 120_000, spentMs: 0, notify: () => {} };
  const attempt = () =>
    throttled(limiter, operation, "POST /x", () =>
      Promise.reject(new NetworkError(given, code, origin, circumstances)),
    );
  const outcome = await executeOnce({ method: "POST", path: "/x", attempt }, 1, operation, limiter);
  return outcome as Outcome;
}

/** `throttled`: it can pass. `rejected`: it cannot. In both cases nothing was sent. `ambiguous`: it may have been. */
test.each<[string | undefined, FailureReason, "throttled" | "rejected" | "ambiguous", Code]>([
  [connectTimeout, "connectTimeout", "throttled", "DEADLINE_EXCEEDED"],
  ["ETIMEDOUT", "timeout", "ambiguous", "DEADLINE_EXCEEDED"],
  ["ECONNREFUSED", "refused", "throttled", "UNAVAILABLE"],
  ["EHOSTUNREACH", "unreachable", "throttled", "UNAVAILABLE"],
  ["ENETUNREACH", "unreachable", "throttled", "UNAVAILABLE"],
  ["ENOTFOUND", "hostNotFound", "rejected", "UNAVAILABLE"],
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
  [notLoaded, "notLoaded", "rejected", "UNAVAILABLE"],
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

const openSsl = (said: string) =>
  `write EPROTO 40FD49F1B77F0000:error:0A00010B:SSL routines:tls_read:${said}:../deps/openssl/tls.c:77:\n`;
const neverSent = true;

test.each<[string, FailureReason, "throttled" | "rejected" | "ambiguous", Circumstances]>([
  ["wrong version number", "notTls", "rejected", { neverSent }],
  ["packet length too long", "notTls", "rejected", { neverSent }],
  ["wrong version number", "tls", "ambiguous", {}],
  ["tlsv1 alert protocol version", "tls", "rejected", { neverSent }],
  ["ssl/tls alert handshake failure", "tls", "rejected", { neverSent }],
  ["tlsv1 unrecognized name", "tls", "rejected", { neverSent }],
  ["tlsv1 alert internal error", "tls", "throttled", { neverSent }],
  ["unexpected eof while reading", "tls", "throttled", { neverSent }],
  ["tlsv13 alert certificate required", "tls", "rejected", {}],
  ["decryption failed or bad record mac", "tls", "ambiguous", {}],
])("a POST whose TLS fails with %j fails for the reason %s, and is %s", async (said, reason, kind, circumstances) => {
  const outcome = await post("EPROTO", openSsl(said), circumstances);
  expect(outcome).toMatchObject({ kind, error: { failure: { reason, messages: [`TLS failed: ${said}`] } } });
});

test("a name that is not found can pass if its host has answered before", async () => {
  expect(await post("ENOTFOUND", "x", { hasAnswered: true })).toMatchObject({ kind: "throttled" });
});

test.each<[string, string, Circumstances?]>([
  ["ERR_TLS_CERT_ALTNAME_INVALID", "the certificate does not match the host or is signed by an unknown authority"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "NODE_EXTRA_CA_CERTS"],
  ["CERT_HAS_EXPIRED", "this machine's clock"],
  [proxyCertificate, "TLS verification of the proxy in https_proxy failed", { proxyVariable: "https_proxy" }],
  [proxyInvalid, "Correct https_proxy; or add api.example to NO_PROXY", { proxyVariable: "https_proxy" }],
  [proxyRejected, "Check the user and password in HTTPS_PROXY"],
  [proxyUnavailable, "the proxy that it names"],
  ["ECONNREFUSED", "No response came from https://api.example. Check transmit:region or transmit:baseUrl"],
  ["ECONNREFUSED", "Check TRANSMIT_BASE_URL, and the network", { setting: "TRANSMIT_BASE_URL" }],
  ["ENOTFOUND", "no host of the name api.example. Correct transmit:tokenUrl", { setting: "transmit:tokenUrl" }],
  [notLoaded, "Install the packages again. If Yarn Plug'n'Play installed them"],
])("the advice on %s says what to do: %s", (code, advice, circumstances = {}) => {
  expect(new NetworkError("x", code, origin, circumstances).advice).toContain(advice);
});

test("an error whose cause is not known blames no setting", () => {
  expect(new NetworkError("too many open files", "EMFILE", origin).advice).toBe(`No response came from ${origin}.`);
});

test("a server without TLS on this machine is named with the address that is right", () => {
  const circumstances = { neverSent, setting: "transmit:baseUrl" };
  const error = new NetworkError(openSsl("wrong version number"), "EPROTO", "https://localhost:3000", circumstances);
  expect(error.advice).toBe("The server does not use TLS. Write http://localhost:3000 in transmit:baseUrl.");
});
