/** Tokens when things go wrong: as few requests for them as can be, and nothing of them in any message. */
import type { Rule } from "../../emulator/index.ts";
import { type OperationRequests, open } from "../../provider/api/index.ts";
import { type Emulated, emulate } from "../support/emulated.ts";
import { type Reply, type Server, serve } from "../support/server.ts";

let emulator: Emulated | undefined;
let server: Server | undefined;
beforeEach(() => void jest.spyOn(Math, "random").mockReturnValue(0.01));
afterEach(async () => {
  await emulator?.close();
  await server?.close();
  emulator = server = undefined;
  jest.restoreAllMocks();
});

const secret = 'canary "&/ secret';
const connectionTo = (origin: string, clientSecret: string, deadline = 200) =>
  open(
    {
      baseUrl: `${origin}/cis`,
      tokenUrl: `${origin}/oidc/token`,
      credentials: { clientId: "emulated-client", clientSecret },
      maxConcurrentRequests: 16,
    },
    deadline,
  );

async function start(faults: Rule[] = []): Promise<() => OperationRequests> {
  emulator = await emulate();
  emulator.setFaults(faults);
  const connection = connectionTo(emulator.url, emulator.credentials.clientSecret);
  return () => connection.begin();
}

const tokens = () => (emulator?.requests()["POST /oidc/token"] ?? 0) - 1;
const ask = (requests: OperationRequests) => requests.send("GET", "/v1/applications");
const many = (begin: () => OperationRequests) => Promise.allSettled(Array.from({ length: 20 }, () => ask(begin())));

test("credentials that are refused are sent once, however many ask and however often", async () => {
  emulator = await emulate();
  const connection = connectionTo(emulator.url, "wrong");
  for (let round = 0; round < 3; round++) {
    for (const outcome of await many(() => connection.begin())) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("refused") } });
    }
  }
  expect(tokens()).toBe(1);
});

test("a token that is revoked while many use it is renewed once", async () => {
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
  "an API that refuses every token is not asked for one after the other (%i at a time)",
  async (count) => {
    let given = 0;
    server = await serve(({ path }) =>
      path === "/oidc/token" ? { body: { access_token: `token-${++given}` } } : { status: 401 },
    );
    const connection = connectionTo(server.origin, secret, 5_000);
    for (let round = 0; round < 4; round++) {
      const all = await Promise.allSettled(Array.from({ length: count }, () => ask(connection.begin())));
      for (const outcome of all) {
        expect(outcome).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("401") } });
      }
    }
    expect(given).toBe(2);
  },
);

test("a token that is revoked again after others were taken is renewed again", async () => {
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
    await expect(ask(connection.begin())).resolves.toEqual({ result: [] });
    expect(given).toBe(round);
    revoked = given;
  }
});

test("who waits for a token and is called off leaves at once, and the others have it", async () => {
  emulator = await emulate({ latency: 300 });
  const connection = connectionTo(emulator.url, emulator.credentials.clientSecret, 5_000);
  const caller = new AbortController();
  const begun = Date.now();
  const first = ask(connection.begin({ signal: caller.signal })).catch((error: Error) => error);
  const second = ask(connection.begin());
  setTimeout(() => caller.abort(new Error("called off")), 50);
  expect(await first).toMatchObject({ message: "called off" });
  expect(Date.now() - begun).toBeLessThan(250);
  await expect(second).resolves.toEqual({ result: [] });
  expect(tokens()).toBe(1);
});

test("a service for tokens that is down is asked again, for all who wait by one", async () => {
  const begin = await start([{ fault: "status", status: 503, token: true, nth: 1, times: 3 }]);
  expect((await many(begin)).filter(({ status }) => status === "rejected")).toEqual([]);
  expect(tokens()).toBe(4);
});

test("one that stays down fails those who wait, and is asked anew by those who come later", async () => {
  const begin = await start([{ fault: "reset", token: true }]);
  for (const outcome of await many(begin)) expect(outcome.status).toBe("rejected");
  emulator?.setFaults([]);
  await expect(ask(begin())).resolves.toEqual({ result: [] });
});

/** What was sent, as answers repeat it. */
const echoes: Record<string, (sent: string) => Reply> = {
  "as a message": (sent) => ({ body: { message: `invalid: ${sent}` } }),
  "in a list of messages": (sent) => ({ body: { message: ["bad", sent] } }),
  "as a description": (sent) => ({ body: { error: sent, error_description: sent } }),
  "in a page": (sent) => ({ headers: { "content-type": "text/html" }, body: `<pre>${sent}</pre>` }),
  "as a text": (sent) => ({ body: sent }),
};
const statuses = [200, 302, 400, 401, 403, 404, 408, 409, 429, 500, 503];

describe.each(statuses)("an answer with %i", (status) => {
  test.each(Object.keys(echoes))("that repeats credentials %s does not make them known", async (how) => {
    const echo = echoes[how] as (sent: string) => Reply;
    const giveToken: Reply = { body: { access_token: "canary-token" } };
    for (const isTokens of [true, false]) {
      server = await serve(({ path, headers, body }) => {
        const sent = `${JSON.stringify(headers)} ${body} ${new URLSearchParams(body).get("client_secret")}`;
        return (path === "/oidc/token") === isTokens ? { ...echo(sent), status } : giveToken;
      });
      const told: string[] = [];
      const requests = connectionTo(server.origin, secret, 20).begin({ notify: (message) => void told.push(message) });
      for (const method of ["GET", "POST"]) {
        const outcome = requests.send(method, "/v1/applications", {}, () => "useless");
        const error: unknown = await outcome.catch((reason) => reason);
        expect(error).toBeInstanceOf(Error);
        expect(`${error} ${(error as Error).stack} ${JSON.stringify(error)} ${told}`).not.toContain("canary");
      }
      await server.close();
    }
  });
});
