/** Access tokens when requests fail: as few requests for tokens as possible, and no secret in any message. */
import type { Rule } from "../../../../emulator/index.ts";
import { openConnection } from "../../../../provider/api/connection.ts";
import { ApiError } from "../../../../provider/errors.ts";
import type { PostOutcome, Requests } from "../../../../provider/lifecycle/transport.ts";
import { createTestClock } from "../../../support/clock.ts";
import { type Emulated, emulate } from "../../../support/emulated.ts";
import { post } from "../../../support/post.ts";
import { type Reply, type Server, serve } from "../../../support/server.ts";

let emulator: Emulated | undefined;
let server: Server | undefined;
afterEach(async () => {
  await emulator?.close();
  await server?.close();
  emulator = server = undefined;
});

const secret = 'canary "&/ secret';
let clock: ReturnType<typeof createTestClock>;
beforeEach(() => {
  // Time passes only where something waits, however busy the machine is.
  clock = createTestClock(Date.now());
});

const connectionTo = (origin: string, clientSecret: string, deadlineMs = 3_000, secretFrom?: string) =>
  openConnection(
    {
      baseUrl: `${origin}/cis`,
      tokenUrl: `${origin}/oidc/token`,
      credentials: { clientId: "emulated-client", clientSecret },
      secretFrom,
      maxConcurrentRequests: 16,
    },
    { deadlineMs, clock },
  );

async function start(faults: Rule[] = []): Promise<() => Requests> {
  emulator = await emulate();
  emulator.setFaults(faults);
  const connection = connectionTo(emulator.url, emulator.credentials.clientSecret, 5_000);
  return () => connection.begin();
}

/** Requests for tokens, without the one of the emulator's own set-up. */
const tokens = () => (emulator?.requests()["POST /oidc/token"] ?? 0) - 1;
const list = (requests: Requests) => requests.send("GET", "/v1/applications");
const many = (begin: () => Requests, count = 20) =>
  Promise.allSettled(Array.from({ length: count }, () => list(begin())));

test("credentials that are refused are sent once, however many requests need a token and however often", async () => {
  emulator = await emulate();
  const connection = connectionTo(emulator.url, "wrong");
  for (let round = 0; round < 3; round++) {
    for (const outcome of await many(() => connection.begin())) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("refused") } });
    }
  }
  expect(tokens()).toBe(1);
});

test.each([
  ["the client's credentials were refused", "TRANSMIT_CLIENT_SECRET", false],
  ["the client's credentials were refused", "transmit:clientSecret", true],
  ["The access token was refused. Check transmit:clientId", "TRANSMIT_CLIENT_SECRET", false],
  ["The access token was refused. Check transmit:clientId", "transmit:clientSecret", true],
])("%s: the state has no secret of %s to use instead", async (said, secretFrom, isInState) => {
  const ofToken = said.startsWith("the client") ? { status: 401 } : { body: { access_token: "token" } };
  server = await serve(({ path }) => (path === "/oidc/token" ? ofToken : { status: 401 }));
  const error = await list(connectionTo(server.origin, secret, 3_000, secretFrom).begin()).catch((one: Error) => one);
  expect((error as Error).message).toContain(said);
  expect((error as Error).message.includes("--run-program")).toBe(isInState);
});

test("a token that is revoked while many requests use it is renewed once", async () => {
  let given = 0;
  server = await serve(({ path, headers }) => {
    if (path === "/oidc/token") return { body: { access_token: `token-${++given}` } };
    return headers.authorization === "Bearer token-1" ? { status: 401 } : { body: { result: [] } };
  });
  const connection = connectionTo(server.origin, secret);
  expect((await many(() => connection.begin())).filter(({ status }) => status === "rejected")).toEqual([]);
  expect(given).toBe(2);
});

test.each([1, 20])(
  "an API that refuses every token gets two of them, and no more (%i requests at a time)",
  async (count) => {
    let given = 0;
    server = await serve(({ path }) =>
      path === "/oidc/token" ? { body: { access_token: `token-${++given}` } } : { status: 401 },
    );
    const connection = connectionTo(server.origin, secret, 5_000);
    for (let round = 0; round < 4; round++) {
      for (const outcome of await many(() => connection.begin(), count)) {
        expect(outcome).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("401") } });
      }
    }
    expect(given).toBe(2);
  },
);

test("a token that is revoked after the API accepted it is renewed each time", async () => {
  let given = 0;
  let revoked = 0;
  server = await serve(({ path, headers }) => {
    if (path === "/oidc/token") return { body: { access_token: `token-${++given}` } };
    return headers.authorization === `Bearer token-${given}` && given > revoked
      ? { body: { result: [] } }
      : { status: 401 };
  });
  const connection = connectionTo(server.origin, secret, 5_000);
  for (let round = 1; round <= 4; round++) {
    await expect(list(connection.begin())).resolves.toEqual({ result: [] });
    expect(given).toBe(round);
    revoked = given;
  }
});

test("a request that is cancelled while it waits for a token ends at once, and others get the token", async () => {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const caller = new AbortController();
  server = await serve(({ path }) => {
    if (path !== "/oidc/token") return { body: { result: [] } };
    caller.abort(new Error("cancelled"));
    return { body: { access_token: "token" }, until };
  });
  const connection = connectionTo(server.origin, secret, 5_000);
  const first = list(connection.begin({ signal: caller.signal }));
  const second = list(connection.begin());
  await expect(first).rejects.toThrow("cancelled");
  release();
  await expect(second).resolves.toEqual({ result: [] });
  expect(server.asked.map(({ path }) => path)).toEqual(["/oidc/token", "/cis/v1/applications"]);
});

test("a request for a token that fails is sent again, once for all requests that wait for it", async () => {
  const begin = await start([{ fault: "status", status: 503, token: true, nth: 1, times: 3 }]);
  expect((await many(begin)).filter(({ status }) => status === "rejected")).toEqual([]);
  expect(tokens()).toBe(4);
});

test("if the token endpoint stays down, the requests that wait fail, and later ones try again", async () => {
  const begin = await start([{ fault: "reset", token: true }]);
  for (const outcome of await many(begin)) expect(outcome.status).toBe("rejected");
  emulator?.setFaults([]);
  // Those that come in the same moment do not try.
  clock.move(2_000);
  await expect(list(begin())).resolves.toEqual({ result: [] });
});

/** The ways in which a response repeats what was sent. */
const echoes: Record<string, (sent: string) => Reply> = {
  "as a message": (sent) => ({ body: { message: `invalid: ${sent}` } }),
  "in a list of messages": (sent) => ({ body: { message: ["bad", sent] } }),
  "as a description": (sent) => ({ body: { error: sent, error_description: sent } }),
  "in a page": (sent) => ({ headers: { "content-type": "text/html" }, body: `<pre>${sent}</pre>` }),
  "as a string": (sent) => ({ body: sent }),
};
const statuses = [200, 302, 400, 401, 403, 404, 408, 409, 429, 500, 503];

describe.each(statuses)("a response with %i", (status) => {
  test.each(Object.keys(echoes))("that repeats credentials %s puts them into no message", async (how) => {
    const echo = echoes[how] as (sent: string) => Reply;
    const giveToken: Reply = { body: { access_token: "canary-token" } };
    for (const isTokens of [true, false]) {
      server = await serve(({ path, headers, body }) => {
        const sent = `${JSON.stringify(headers)} ${body} ${new URLSearchParams(body).get("client_secret")}`;
        return (path === "/oidc/token") === isTokens ? { ...echo(sent), status } : giveToken;
      });
      const notes: string[] = [];
      const requests = connectionTo(server.origin, secret, 20).begin({ notify: (message) => void notes.push(message) });
      const useless = () => "useless";
      const errors: unknown[] = [
        await requests.send("GET", "/v1/applications", undefined, useless).catch((error) => error),
        await requests.send("PUT", "/v1/applications", {}, useless).catch((error) => error),
        await post(requests, "/v1/applications", {}, 1, useless).then(errorOf),
      ];
      for (const error of errors) {
        expect(error).toBeInstanceOf(Error);
        expect(`${error} ${(error as Error).stack} ${JSON.stringify(error)} ${notes}`).not.toContain("canary");
      }
      await server.close();
    }
  });
});

/** The error of a POST, whatever became of it. */
function errorOf(outcome: PostOutcome): ApiError {
  expect(outcome).toHaveProperty("error", expect.any(ApiError));
  return (outcome as { error: ApiError }).error;
}
