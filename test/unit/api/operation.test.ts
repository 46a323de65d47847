/** One connection to the API, over HTTP on a server that answers as a test tells it to. */

import manifest from "../../../package.json";
import { type Connection, openConnection } from "../../../provider/api/connection.ts";
import type { OperationOptions } from "../../../provider/api/operation.ts";
import { ApiError, isApiNotFound, isNotFound } from "../../../provider/errors.ts";
import type { IdempotentMethod, PostOutcome, Requests } from "../../../provider/lifecycle/transport.ts";
import { createTestClock, type TestClock } from "../../support/clock.ts";
import { post } from "../../support/post.ts";
import { type Asked, type Reply, type Server, serve } from "../../support/server.ts";

const secret = "canary-client-secret";
const path = "/v1/applications";
let clock: TestClock;
let server: Server;
let requests: Requests;

beforeEach(() => {
  clock = createTestClock(Date.now());
});
afterEach(() => server.close());

const isToken = (asked: Asked) => asked.path === "/oidc/token";
const others = () => server.asked.filter((asked) => !isToken(asked));

/** A server that gives access tokens, and answers everything else as a test tells it to. */
async function start(
  reply: (asked: Asked, count: number) => Reply,
  token: (count: number) => Reply = giveToken,
): Promise<void> {
  let tokens = 0;
  let count = 0;
  server = await serve((asked) => (isToken(asked) ? token(++tokens) : reply(asked, ++count)));
  requests = connect().begin();
}

const configuration = () => ({
  baseUrl: `${server.origin}/cis`,
  tokenUrl: `${server.origin}/oidc/token`,
  credentials: { clientId: "id", clientSecret: secret },
  maxConcurrentRequests: 16,
});
const connect = (deadlineMs = 3_000): Connection => openConnection(configuration(), { deadlineMs, clock });

const giveToken = (count: number): Reply => ({ body: { access_token: `canary-token-${count}`, expires_in: 3600 } });
const ok: Reply = { body: { result: [] } };

async function failureOf(request: Promise<unknown>): Promise<ApiError> {
  const error = await request.then(
    () => undefined,
    (reason) => reason,
  );
  return withoutSecrets(error);
}

function withoutSecrets(error: unknown): ApiError {
  expect(error).toBeInstanceOf(ApiError);
  expect(String(error)).not.toContain("canary");
  return error as ApiError;
}

test("many requests at once share one token, fetched with the client's credentials", async () => {
  await start(() => ok);
  await Promise.all(Array.from({ length: 20 }, () => requests.send("GET", path)));
  const tokens = server.asked.filter(isToken);
  expect(tokens).toHaveLength(1);
  expect(Object.fromEntries(new URLSearchParams(tokens[0]?.body))).toEqual({
    grant_type: "client_credentials",
    client_id: "id",
    client_secret: secret,
  });
  expect(others()).toHaveLength(20);
  expect(others().every(({ headers }) => headers.authorization === "Bearer canary-token-1")).toBe(true);
});

test("requests name the provider and its version", async () => {
  await start(() => ok);
  await requests.send("GET", path);
  expect(server.asked.at(-1)?.headers["user-agent"]).toBe(`pulumi-transmit/${manifest.version}`);
});

describe("an access token that is refused", () => {
  const refuseFirst = ({ headers }: Asked): Reply => (headers.authorization?.endsWith("-1") ? { status: 401 } : ok);

  test("is replaced once, and an idempotent request is sent again", async () => {
    await start(refuseFirst);
    await expect(requests.send("PUT", path, { app_name: "Shop" })).resolves.toEqual({ result: [] });
    expect(others().map(({ headers }) => headers.authorization)).toEqual([1, 2].map((n) => `Bearer canary-token-${n}`));
    expect(server.asked.filter(isToken)).toHaveLength(2);
  });

  test("is replaced once, and a POST can be sent again at once, which the caller does", async () => {
    await start(refuseFirst);
    const body = { app_name: "Shop" };
    expect(await post(requests, path, body, 1)).toMatchObject({ kind: "throttled", delayMs: 0, isAnswered: true });
    expect(others()).toHaveLength(1);
    expect(await post(requests, path, body, 2)).toEqual({ kind: "accepted", response: { result: [] } });
    expect(others().map(({ body: sent }) => JSON.parse(sent))).toEqual([body, body]);
    expect(server.asked.filter(isToken)).toHaveLength(2);
  });

  test.each(["GET", "POST"] as const)(
    "and whose replacement is refused as well makes a %s fail, with the settings to check",
    async (method) => {
      await start(() => ({ status: 401, body: { message: "no" } }));
      const send = async (): Promise<unknown> => {
        if (method === "GET") return requests.send("GET", path);
        const first = await post(requests, path, {}, 1);
        expect(first.kind).toBe("throttled");
        throw errorOf(await post(requests, path, {}, 2));
      };
      const error = await failureOf(send());
      expect(error.message).toContain(`${method} /v1/applications answered 401: no`);
      expect(error.message).toContain("transmit:clientId");
      expect(server.asked.filter(isToken)).toHaveLength(2);
    },
  );
});

/** The error of a POST that was rejected. */
function errorOf(outcome: PostOutcome): ApiError {
  expect(outcome.kind).toBe("rejected");
  return (outcome as { error: ApiError }).error;
}

test("a POST is refused for its token at most twice in one operation, though the API accepts the token for other requests", async () => {
  await start(({ method }) => (method === "POST" ? { status: 401 } : ok));
  requests = connect(5_000).begin();
  const outcomes: string[] = [];
  while (outcomes.at(-1) !== "rejected" && outcomes.length < 10) {
    outcomes.push((await post(requests, path, {}, outcomes.length + 1)).kind);
    await requests.send("GET", path);
  }
  expect(outcomes).toEqual(["throttled", "rejected"]);
});

test("a token is renewed before it expires", async () => {
  await start(
    () => ok,
    (count) => ({ body: { access_token: `canary-${count}`, expires_in: count === 1 ? 100 : 3600 } }),
  );
  await requests.send("GET", path);
  clock.move(89_000);
  await requests.send("GET", path);
  expect(server.asked.filter(isToken)).toHaveLength(1);
  clock.move(2_000);
  await requests.send("GET", path);
  await requests.send("GET", path);
  expect(server.asked.filter(isToken)).toHaveLength(2);
});

test("credentials that are refused are an error with the settings to check", async () => {
  await start(
    () => ok,
    () => ({ status: 401, body: { error: "invalid_client", error_description: secret } }),
  );
  const error = await failureOf(requests.send("GET", path));
  expect(error.message).toContain("the client's credentials were refused");
  expect(error.message).toContain("TRANSMIT_CLIENT_SECRET");
  // Pulumi's rule, which nothing else says: the right settings are there, and were not used.
  expect(error.message).toMatch(/If they were changed since the last pulumi up: .*from the state. Add --run-program/);
  expect(server.asked).toHaveLength(1);
});

test.each([
  [401, { message: "Unauthorized" }, /^The access token was refused. .*Add --run-program to the command\.$/],
  [401, undefined, /^The access token was refused. .* A proxy or gateway may also have answered/],
  [403, { message: "Forbidden" }, /^The request is not allowed. .*management application of the tenant\.$/],
  [403, undefined, /^The request is not allowed. .* A proxy or gateway may also have answered/],
])("the advice of a %i with the body %j names no cause that is not established", async (status, body, said) => {
  await start(() => ({ status, body }));
  expect((await failureOf(requests.send("GET", path))).failure.advice).toMatch(said);
});

test("an error carries method, path, status, all messages of the API and the id of the request", async () => {
  await start(() => ({
    status: 400,
    headers: { "x-request-id": "7f3a" },
    body: { message: ["a is wrong", "b too"], error_code: 400 },
  }));
  const error = await failureOf(requests.send("PUT", "/v1/applications/x", {}));
  expect(error.message).toBe("PUT /v1/applications/x answered 400: a is wrong; b too (request 7f3a).");
  const rejection = withoutSecrets(errorOf(await post(requests, path, {}, 1)));
  expect(rejection.message).toBe("POST /v1/applications answered 400: a is wrong; b too (request 7f3a).");
});

test.each([
  [
    "a page from a proxy",
    { status: 403, headers: { "content-type": "text/html; charset=utf-8" }, body: "<h1>canary</h1>" },
    "text/html text of 15 characters, not JSON",
  ],
  [
    "a page that says that all is well",
    { status: 200, headers: { "content-type": "text/html" }, body: "<h1>canary</h1>" },
    "text/html text of 15 characters, not JSON",
  ],
  [
    "truncated JSON",
    { status: 200, headers: { "content-type": "application/json" }, body: '{"result": {"client_secret": "canary' },
    "application/json text of 36 characters",
  ],
  ["an empty error", { status: 404 }, "an empty body"],
  ["a closed connection", { fault: "reset" }, "from http://127.0.0.1"],
] as [string, Reply, string][])("%s is an error that shows nothing of it", async (what, reply, expected) => {
  await start(() => reply);
  const [method, body] = (what === "truncated JSON" ? ["PUT", {}] : ["DELETE"]) as [IdempotentMethod, object?];
  expect((await failureOf(requests.send(method, "/v1/applications/x", { ...body }))).message).toContain(expected);
});

test.each([
  ["without a body", { status: 204 }],
  ["with a word", { status: 200, headers: { "content-type": "text/plain" }, body: "OK" }],
] as [string, Reply][])("a deletion that is answered %s is done", async (_, reply) => {
  await start(() => reply);
  await expect(requests.send("DELETE", "/v1/applications/x")).resolves.toBeUndefined();
});

test("an error names the address if nothing listens there", async () => {
  await start(() => ok);
  await server.close();
  const { message } = await failureOf(requests.send("GET", path));
  expect(message).toContain(`ECONNREFUSED ${new URL(server.origin).host}`);
});

test.each([
  [
    "the host that it leads to",
    { status: 302, headers: { location: "https://login.example/canary?canary" } },
    " to https://login.example ",
  ],
  ["no host", { status: 307, headers: { location: "/canary" } }, "Redirects are not followed"],
])("a redirect is not followed, and the error names %s", async (_, reply, expected) => {
  await start(() => reply);
  expect(withoutSecrets(errorOf(await post(requests, path, {}, 1))).message).toContain(expected);
  expect((await failureOf(requests.send("PUT", path, {}))).message).toContain(expected);
  expect(others()).toHaveLength(2);
});

test.each([
  ["a page", { body: "<h1>Not Found</h1>" }, false, false],
  ["nothing", {}, false, false],
  ["a string", { body: '"not found"' }, false, false],
  ["JSON of a gateway", { body: { message: "no Route matched with those values" } }, true, false],
  ["the API's own JSON", { body: { message: "no such application", error_code: 404 } }, true, true],
])("a 404 with %s proves as much as that", async (_, reply, isJson, isOwn) => {
  await start(() => ({ status: 404, ...reply }));
  const error = await failureOf(requests.send("GET", "/v1/applications/x"));
  expect([isNotFound(error), isApiNotFound(error)]).toEqual([isJson, isOwn]);
});

test("a write that is cancelled meanwhile still gets its response; one that waits does not begin", async () => {
  const caller = new AbortController();
  await start(({ method }) => {
    if (method === "POST") caller.abort();
    return method === "POST" ? { body: { id: "created" } } : ok;
  });
  const open = (options: OperationOptions) => connect().begin(options);
  const write = post(open({ signal: caller.signal, waitsForResponse: true }), path, {}, 1);
  await expect(write).resolves.toEqual({ kind: "accepted", response: { id: "created" } });
  expect(caller.signal.aborted).toBe(true);
  const late = post(open({ signal: caller.signal, waitsForResponse: true }), path, {}, 1);
  await expect(late).rejects.toThrow("abort");
  expect(others().filter(({ method }) => method === "POST")).toHaveLength(1);
});

describe("a POST is prepared before it is sent, and nothing goes out meanwhile", () => {
  /** The numbers of requests that the server had got when the caller was told. */
  let told: number[];
  const onSend = () => void told.push(server.asked.length);
  beforeEach(() => {
    told = [];
  });

  test("once it has an access token, and each time", async () => {
    await start(() => ok);
    await post(requests, path, {}, 1, undefined, onSend);
    await post(requests, path, {}, 2, undefined, onSend);
    expect(told).toEqual([1, 2]);
  });

  test("once it is its turn, and never if it is cancelled before", async () => {
    await start(() => ok);
    // The request for the token uses the first minute's budget.
    const connection = openConnection({ ...configuration(), requestsPerMinute: 1 }, { clock });
    const begun = clock.now();
    let sentAt = 0;
    await post(connection.begin(), path, {}, 1, undefined, () => {
      sentAt = clock.now();
    });
    expect(sentAt - begun).toBeGreaterThanOrEqual(60_000);

    const caller = new AbortController();
    const notify = () => caller.abort(new Error("cancelled"));
    const waiting = post(connection.begin({ signal: caller.signal, notify }), path, {}, 1, undefined, onSend);
    await expect(waiting).rejects.toThrow("cancelled");
    expect(told).toEqual([]);
    expect(others()).toHaveLength(1);
  });
});

test("waits are shown to the user once they get long, and count as time of the operation", async () => {
  await start(() => ok);
  const notes: string[] = [];
  const waiting = connect(50).begin({ notify: (message) => void notes.push(message) });
  await waiting.wait(60, "it is not visible yet");
  expect(notes).toEqual([]);
  const error = await failureOf(waiting.send("GET", path));
  expect(error.failure.neverSent).toBe(true);
  expect(await post(waiting, path, {}, 1)).toMatchObject({ kind: "rejected", error: { failure: { neverSent: true } } });
  expect(others()).toEqual([]);
  for (let count = 0; count < 4; count++) await waiting.wait(2_000, "it is not visible yet");
  expect(notes).toEqual(["Waiting: it is not visible yet."]);
});
