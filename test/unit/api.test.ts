import manifest from "../../package.json";
import { type Connection, type OperationOptions, type OperationRequests, open } from "../../provider/api/index.ts";
import { ApiError, isApiNotFound, isNotFound } from "../../provider/errors.ts";
import { type Asked, type Reply, type Server, serve } from "../support/server.ts";

const secret = "canary-client-secret";
let server: Server;
let connection: OperationRequests;

afterEach(() => server.close());

const isToken = ({ path }: Asked) => path === "/oidc/token";

/** A server that gives tokens out, and what a test says to everything else. */
async function start(
  reply: (asked: Asked, count: number) => Reply,
  token: (count: number) => Reply = giveToken,
): Promise<void> {
  let tokens = 0;
  let others = 0;
  server = await serve((asked) => (isToken(asked) ? token(++tokens) : reply(asked, ++others)));
  connection = connect().begin();
}

const connect = (deadline = 300): Connection =>
  open(
    {
      baseUrl: `${server.origin}/cis`,
      tokenUrl: `${server.origin}/oidc/token`,
      credentials: { clientId: "id", clientSecret: secret },
      maxConcurrentRequests: 16,
    },
    deadline,
  );

const giveToken = (count: number): Reply => ({ body: { access_token: `canary-token-${count}`, expires_in: 3600 } });
const ok: Reply = { body: { result: [] } };

async function failureOf(request: Promise<unknown>): Promise<ApiError> {
  const error = await request.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  expect(String(error)).not.toContain("canary");
  return error;
}

test("many requests at once share one token, fetched with the client's credentials", async () => {
  await start(() => ok);
  await Promise.all(Array.from({ length: 20 }, () => connection.send("GET", "/v1/applications")));
  const tokens = server.asked.filter(isToken);
  expect(tokens).toHaveLength(1);
  expect(Object.fromEntries(new URLSearchParams(tokens[0]?.body))).toEqual({
    grant_type: "client_credentials",
    client_id: "id",
    client_secret: secret,
  });
  const others = server.asked.filter((asked) => !isToken(asked));
  expect(others.every(({ headers }) => headers.authorization === "Bearer canary-token-1")).toBe(true);
});

test("requests say who asks, in which version", async () => {
  await start(() => ok);
  await connection.send("GET", "/v1/applications");
  expect(server.asked.at(-1)?.headers["user-agent"]).toBe(`pulumi-transmit/${manifest.version}`);
});

test("a token that is refused is replaced once, and the request repeated", async () => {
  await start(({ headers }) => (headers.authorization?.endsWith("-1") ? { status: 401 } : ok));
  await expect(connection.send("POST", "/v1/applications", { app_name: "Shop" })).resolves.toEqual({ result: [] });
  expect(server.asked.filter(isToken)).toHaveLength(2);
});

test("a new token that is refused as well is an error that names the settings", async () => {
  await start(() => ({ status: 401, body: { message: "no" } }));
  const error = await failureOf(connection.send("GET", "/v1/applications"));
  expect(error.message).toContain("GET /v1/applications answered 401: no");
  expect(error.message).toContain("transmit:clientId");
  expect(server.asked.filter(isToken)).toHaveLength(2);
});

test("a token is renewed before it expires", async () => {
  await start(
    () => ok,
    (count) => ({ body: { access_token: `canary-${count}`, expires_in: count === 1 ? 0.001 : 3600 } }),
  );
  await connection.send("GET", "/v1/applications");
  await new Promise((resolve) => setTimeout(resolve, 5));
  await connection.send("GET", "/v1/applications");
  await connection.send("GET", "/v1/applications");
  expect(server.asked.filter(isToken)).toHaveLength(2);
});

test("refused credentials are said to be, with what to check", async () => {
  await start(
    () => ok,
    () => ({ status: 401, body: { error: "invalid_client", error_description: secret } }),
  );
  const error = await failureOf(connection.send("GET", "/v1/applications"));
  expect(error.message).toContain("the client's credentials were refused");
  expect(error.message).toContain("TRANSMIT_CLIENT_SECRET");
  expect(server.asked).toHaveLength(1);
});

test("an error carries method, path, status, all that the API said and the id of the request", async () => {
  await start(() => ({
    status: 400,
    headers: { "x-request-id": "7f3a" },
    body: { message: ["a is wrong", "b too"], error_code: 400 },
  }));
  const error = await failureOf(connection.send("PUT", "/v1/applications/x", {}));
  expect(error.message).toBe("PUT /v1/applications/x answered 400: a is wrong; b too (request 7f3a).");
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
  ["a closed connection", { fault: "reset" }, "No answer came from"],
] as [string, Reply, string][])("%s is an error that shows nothing of it", async (what, reply, expected) => {
  await start(() => reply);
  const [method, body] = what === "truncated JSON" ? ["PUT", {}] : ["DELETE"];
  expect((await failureOf(connection.send(method, "/v1/applications/x", body))).message).toContain(expected);
});

test.each([
  ["without a body", { status: 204 }],
  ["with a word", { status: 200, headers: { "content-type": "text/plain" }, body: "OK" }],
] as [string, Reply][])("a deletion that is answered %s is done", async (_, reply) => {
  await start(() => reply);
  await expect(connection.send("DELETE", "/v1/applications/x")).resolves.toBeUndefined();
});

test("an address where nobody listens is named", async () => {
  await start(() => ok);
  await server.close();
  expect((await failureOf(connection.send("GET", "/v1/applications"))).message).toContain("ECONNREFUSED");
});

test.each([
  [
    "where it leads to",
    { status: 302, headers: { location: "https://login.example/canary?canary" } },
    " to https://login.example ",
  ],
  ["nowhere", { status: 307, headers: { location: "/canary" } }, "Redirects are not followed"],
])("a redirect is not followed, and the error says %s", async (_, reply, expected) => {
  await start(() => reply);
  const error = await failureOf(connection.send("POST", "/v1/applications", {}));
  expect(error.message).toContain(expected);
  expect(server.asked.filter((asked) => !isToken(asked))).toHaveLength(1);
});

test.each([
  ["a page", { body: "<h1>Not Found</h1>" }, false, false],
  ["nothing", {}, false, false],
  ["a text", { body: '"not found"' }, false, false],
  ["JSON of a gateway", { body: { message: "no Route matched with those values" } }, true, false],
  ["the API's own JSON", { body: { message: "no such application", error_code: 404 } }, true, true],
])("a 404 with %s says as much as that", async (_, reply, isWord, isOwn) => {
  await start(() => ({ status: 404, ...reply }));
  const error = await failureOf(connection.send("GET", "/v1/applications/x"));
  expect([isNotFound(error), isApiNotFound(error)]).toEqual([isWord, isOwn]);
});

test("what may change something has its answer, though it is called off meanwhile; what waits does not begin", async () => {
  await start(({ method }) => (method === "POST" ? { body: { id: "made" }, after: 150 } : ok));
  const open = (options: OperationOptions) => connect().begin(options);
  const caller = new AbortController();
  setTimeout(() => caller.abort(), 50);
  const write = open({ signal: caller.signal, waitsForResponse: true }).send("POST", "/v1/applications", {});
  await expect(write).resolves.toEqual({ id: "made" });
  const late = open({ signal: caller.signal, waitsForResponse: true }).send("POST", "/v1/applications", {});
  await expect(late).rejects.toThrow("abort");
  expect(server.asked.filter(({ method, path }) => method === "POST" && path !== "/oidc/token")).toHaveLength(1);
});

test("waits are told once they get long, and count as time of the operation", async () => {
  await start(() => ok);
  const told: string[] = [];
  const requests = connect(50).begin({ notify: (message) => void told.push(message) });
  await requests.wait(60, "it is not to be seen yet");
  expect(told).toEqual([]);
  const error = await failureOf(requests.send("GET", "/v1/applications"));
  expect(error.failure.neverSent).toBe(true);
  jest.useFakeTimers();
  try {
    for (let count = 0; count < 4; count++) {
      const wait = requests.wait(2_000, "it is not to be seen yet");
      await jest.advanceTimersByTimeAsync(2_000);
      await Promise.race([wait, Promise.resolve()]);
    }
  } finally {
    jest.useRealTimers();
  }
  expect(told).toEqual(["Waiting: it is not to be seen yet."]);
});
