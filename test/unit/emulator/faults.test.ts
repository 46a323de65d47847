/** The emulator's faults: which requests they strike, what comes back, and how they are ordered while it runs. */
import type { EmulatorOptions, Rule } from "../../../emulator/index.ts";
import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  type Json,
  messagesOf,
  oidc,
  path,
  requestToken,
  resultOf,
} from "../../support/emulated.ts";

let emulator: Emulated;
afterEach(() => emulator?.close());

async function start(faults: Rule[], options: EmulatorOptions = {}): Promise<void> {
  emulator = await emulate(options);
  emulator.setFaults(faults);
}

const headers = async () => {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: emulator.credentials.clientId,
    client_secret: emulator.credentials.clientSecret,
  });
  const answer = await fetch(emulator.tokenUrl, { method: "POST", body });
  return { authorization: `Bearer ${((await answer.json()) as { access_token: string }).access_token}` };
};

const list = async (init: RequestInit = {}): Promise<Response> =>
  fetch(`${emulator.baseUrl}/v1/applications`, { headers: await headers(), ...init });
const count = async (): Promise<number> => {
  emulator.setFaults([]);
  return ((await (await list()).json()) as { result: unknown[] }).result.length;
};
const create = () => emulator.send("POST", path.applications, { app_name: "Shop", client_display_name: "Web" });

test("a status comes before the change, or after it", async () => {
  await start([{ fault: "status", status: 500 }]);
  expect(await create()).toEqual({ status: 500, body: { message: "a fault, as ordered", error_code: 500 } });
  expect(await count()).toBe(0);
  emulator.setFaults([{ fault: "status", status: 503, when: "after" }]);
  expect((await create()).status).toBe(503);
  expect(await count()).toBe(1);
});

test("a 429 asks for a pause in seconds, by a date, or not at all", async () => {
  await start([{ fault: "status", status: 429, path: "/v1/applications", retryAfter: 7 }]);
  expect((await list()).headers.get("retry-after")).toBe("7");
  emulator.setFaults([{ fault: "status", status: 429, path: "/v1/applications", retryAfterDate: 60 }]);
  const dated = await list();
  const [wish, now] = ["retry-after", "date"].map((name) => Date.parse(dated.headers.get(name) as string));
  expect(Math.abs(Number(wish) - Number(now) - 60_000)).toBeLessThanOrEqual(1_000);
  emulator.setFaults([{ fault: "status", status: 429, path: "/v1/applications" }]);
  expect((await list()).headers.has("retry-after")).toBe(false);
});

test.each([
  ["before", 0],
  ["after", 1],
] as const)("a connection is closed %s the change", async (when, expected) => {
  await start([{ fault: "reset", when, method: "POST", path: "/v1/applications" }]);
  await expect(create()).rejects.toThrow("fetch failed");
  expect(await count()).toBe(expected);
});

test.each([
  ["before", 0],
  ["after", 1],
] as const)("no answer comes, %s the change, until the client goes away", async (when, expected) => {
  await start([{ fault: "hang", when, method: "POST", path: "/v1/applications" }]);
  const authorized = { ...(await headers()), "content-type": "application/json" };
  const body = '{"app_name":"Shop","client_display_name":"Web"}';
  const caller = new AbortController();
  const asked = list({ method: "POST", headers: authorized, body, signal: caller.signal });
  const refused = expect(asked).rejects.toThrow("aborted");
  while (!emulator.requests()["POST /v1/applications"]) await new Promise((resolve) => setTimeout(resolve, 5));
  caller.abort();
  await refused;
  expect(await count()).toBe(expected);
});

test("an answer comes late, and the change with it or before it", async () => {
  await start([{ fault: "slow", milliseconds: 30, method: "POST" }]);
  const begun = performance.now();
  expect((await create()).status).toBe(201);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(29);
});

test("every answer takes as long as the latency says", async () => {
  emulator = await emulate({ latency: 30 });
  const begun = performance.now();
  await emulator.send("GET", path.applications);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(29);
});

test("an answer breaks off in the middle of its JSON", async () => {
  await start([{ fault: "truncated", method: "POST", path: "/v1/applications" }]);
  await expect(create()).rejects.toThrow(SyntaxError);
  expect(await count()).toBe(1);
});

/** The header of a request, with its token, which is a JWT. */
const bearer = /Bearer [\w-]+\.[\w-]+\.[\w-]+/;

test("a page comes instead of an answer, with what was sent in it", async () => {
  await start([{ fault: "html", status: 504, path: "/v1/applications" }]);
  const answer = await list();
  expect([answer.status, answer.headers.get("content-type")]).toEqual([504, "text/html; charset=utf-8"]);
  expect(await answer.text()).toMatch(bearer);
});

test("an error repeats what was sent, as JSON of the API's own", async () => {
  await start([{ fault: "status", status: 400, quotes: true, path: "/v1/applications" }]);
  const answer = await list();
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ message: expect.stringMatching(bearer), error_code: 400 });
});

test.each([undefined, 202, 404])(
  "an answer comes without a body (%s), before the change or after it",
  async (status) => {
    for (const [when, made] of [
      ["before", 0],
      ["after", 1],
    ] as const) {
      await start([{ fault: "empty", ...(status && { status }), when, method: "POST", path: "/v1/applications" }]);
      expect(await create()).toEqual({ status: status ?? 200, body: undefined });
      expect(await count()).toBe(made);
      await emulator.close();
    }
  },
);

test("the clock is as far ahead as it should be, in answers and in what is made", async () => {
  emulator = await emulate({ clockAhead: -7_200_000 });
  const shop = await createApplication(emulator);
  const answer = await fetch(emulator.tokenUrl);
  for (const time of [shop.created_at as string, answer.headers.get("date") as string]) {
    expect(Math.abs(Date.parse(time) + 7_200_000 - Date.now())).toBeLessThan(5_000);
  }
});

test("an answer lacks its id, or has a field of another type", async () => {
  await start([]);
  const shop = await createApplication(emulator);
  const client = await createClient(emulator, shop, oidc);
  const read = async (rule: Rule, place: string) => {
    emulator.setFaults([rule]);
    const { body } = await emulator.send("GET", place);
    return ((body as { result?: object }).result ?? body) as Record<string, unknown>;
  };
  expect(await read({ fault: "missing-id" }, path.application(shop))).not.toHaveProperty("app_id");
  expect(await read({ fault: "missing-id" }, path.client(client))).not.toHaveProperty("client_id");
  expect(await read({ fault: "missing-id", field: "logo" }, path.application(shop))).toHaveProperty("app_id");
  expect(await read({ fault: "wrong-type" }, path.application(shop))).toHaveProperty("app_name", 42);
  expect(await read({ fault: "wrong-type" }, path.client(client))).toHaveProperty("name", 42);
  const spoiled = await read({ fault: "wrong-type", field: "redirect_uris" }, path.client(client));
  expect(typeof spoiled.redirect_uris).toBe("string");
});

describe("odd values", () => {
  const clientsPath = "/v1/applications/{appId}/clients";
  const shops = async () => {
    await start([]);
    return [await createApplication(emulator), await createApplication(emulator, { app_name: "Other" })] as const;
  };
  const listed = async () => (await emulator.send("GET", path.applications)).body as { result: Json[] };

  test.each([null, 0, "", false, 7, "text", [1, null], { deep: { id: null } }])("an answer has %j", async (value) => {
    const [shop] = await shops();
    emulator.setFaults([{ fault: "odd-value", field: "app_name", value, path: "/v1/applications/{appId}" }]);
    expect((await emulator.send("GET", path.application(shop))).body).toEqual({ result: { ...shop, app_name: value } });
  });

  test("without an id, every item of a list has it, and none loses anything else", async () => {
    const [shop, other] = await shops();
    emulator.setFaults([{ fault: "odd-value", field: "colour", value: "red" }]);
    const { logo: _, ...brief } = shop;
    const { logo: __, ...otherBrief } = other;
    expect(await listed()).toEqual({
      result: [
        { ...brief, colour: "red" },
        { ...otherBrief, colour: "red" },
      ],
    });
  });

  test("with an id, what is of that one has it, in a list and by itself, and nothing else has", async () => {
    const [shop, other] = await shops();
    emulator.setFaults([{ fault: "odd-value", field: "app_id", value: null, id: other.app_id as string }]);
    expect((await listed()).result.map(({ app_id: id }) => id)).toEqual([shop.app_id, null]);
    expect(resultOf(await emulator.send("GET", path.application(other)))).toEqual({ ...other, app_id: null });
    expect(resultOf(await emulator.send("GET", path.application(shop)))).toEqual(shop);
  });

  test("the id is a client's, a key's or a token's own where the answer is about such", async () => {
    const [shop] = await shops();
    const client = await createClient(emulator, shop, oidc);
    await emulator.send("POST", path.keys, { name: "Key" });
    await emulator.send("POST", path.keys, { name: "Other" });
    const keys = async () => (await emulator.send("GET", path.keys)).body as Json[];
    const [key] = await keys();
    emulator.setFaults([
      { fault: "odd-value", field: "name", value: 1, id: client.client_id as string, path: clientsPath },
      // Of an answer about clients, an application's id is none of them.
      { fault: "odd-value", field: "name", value: 2, id: shop.app_id as string, path: `${clientsPath}/{clientId}` },
      { fault: "odd-value", field: "name", value: 3, id: key?.id as string, path: path.keys },
      { fault: "odd-value", field: "access_token", value: null, token: true },
    ]);
    const clients = (await emulator.send("GET", path.clients(shop))).body as Json[];
    expect(clients.map(({ name }) => name)).toEqual(["Web", 1]);
    expect((await emulator.send("GET", path.client(client))).body).toEqual(client);
    expect((await keys()).map(({ name }) => name)).toEqual([3, "Other"]);
    expect((await requestToken(emulator)).body).toMatchObject({ access_token: null, token_type: "Bearer" });
  });

  test("the change has taken effect, and what is refused or has no body stays as it is", async () => {
    const [shop] = await shops();
    emulator.setFaults([{ fault: "odd-value", field: "app_name", value: 7 }]);
    expect(resultOf(await emulator.send("PUT", path.application(shop), { app_name: "New" }))).toHaveProperty(
      "app_name",
      7,
    );
    const refused = await emulator.send("GET", path.application({ app_id: "missing" }));
    expect([refused.status, refused.body]).toEqual([404, { message: expect.any(String), error_code: 404 }]);
    expect(await emulator.send("DELETE", path.application(shop))).toEqual({ status: 204, body: undefined });
    emulator.setFaults([]);
    expect((await listed()).result.map(({ app_name: name }) => name)).toEqual(["Other"]);
  });
});

test("a rule is for a method and a path's template, or for tokens", async () => {
  await start([
    { fault: "status", status: 418, method: "PUT", path: "/v1/applications/{appId}" },
    { fault: "status", status: 503, token: true },
  ]);
  const shop = await createApplication(emulator);
  expect((await emulator.send("PUT", path.application(shop), {})).status).toBe(418);
  expect((await emulator.send("GET", path.application(shop))).status).toBe(200);
  expect((await emulator.send("GET", `${path.applications}/list`)).status).toBe(200);
  expect((await fetch(emulator.tokenUrl, { method: "POST" })).status).toBe(503);
});

const statuses = async (rule: Rule, requests: number): Promise<number[]> => {
  emulator.setFaults([rule]);
  const answers: number[] = [];
  for (let asked = 0; asked < requests; asked++) answers.push((await emulator.send("GET", path.applications)).status);
  return answers;
};

test("a rule strikes from the nth request on, so often, counted from when it was set", async () => {
  await start([]);
  await emulator.send("GET", path.applications);
  const rule = { fault: "status", status: 500 } as const;
  expect(await statuses(rule, 3)).toEqual([500, 500, 500]);
  expect(await statuses({ ...rule, times: 2 }, 4)).toEqual([500, 500, 200, 200]);
  expect(await statuses({ ...rule, nth: 2 }, 4)).toEqual([200, 500, 200, 200]);
  expect(await statuses({ ...rule, nth: 2, times: 2 }, 4)).toEqual([200, 500, 500, 200]);
});

test("a rule strikes by chance, and the same seed strikes the same requests", async () => {
  await start([]);
  const rule = { fault: "status", status: 500, probability: 0.5, seed: 7 } as const;
  const first = await statuses(rule, 40);
  expect(new Set(first)).toEqual(new Set([200, 500]));
  expect(await statuses(rule, 40)).toEqual(first);
  expect(await statuses({ ...rule, seed: 8 }, 40)).not.toEqual(first);
});

const admin = async (method: string, place: string, body?: unknown) => {
  const answer = await fetch(`${emulator.url}/admin/${place}`, {
    method,
    body: body ? JSON.stringify(body) : undefined,
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
};

test("without being asked for, there are no admin paths", async () => {
  await start([]);
  for (const place of ["faults", "behaviour", "requests"]) expect((await admin("GET", place)).status).toBe(401);
});

test("faults are set, told with how often they struck, and taken back, while it runs", async () => {
  await start([], { admin: true });
  const rule = { fault: "status", status: 500, method: "GET", nth: 2 };
  expect(await admin("PUT", "faults", [rule])).toEqual({ status: 200, body: [{ ...rule, matched: 0, struck: 0 }] });
  for (let asked = 0; asked < 3; asked++) await emulator.send("GET", path.applications);
  expect((await admin("GET", "faults")).body).toEqual([{ ...rule, matched: 3, struck: 1 }]);
  expect((await admin("DELETE", "faults")).body).toEqual([]);
  expect((await admin("GET", "faults")).body).toEqual([]);
});

test("everything that is wrong with rules is named, and the rules that were stay", async () => {
  await start([{ fault: "reset", method: "DELETE" }], { admin: true });
  const wrong = [
    { fault: "explode" },
    { fault: "status", path: "/v1/aplications", method: "PATCH" },
    { fault: "reset", status: 500, probability: 2, when: "never" },
    { fault: "slow", milliseconds: 1, token: true, path: "/v1/applications", times: 0 },
    { fault: "hang", often: true },
    "reset",
    { fault: "odd-value", id: 7 },
    { fault: "wrong-type", value: null, id: "x" },
  ];
  const refusal = await admin("PUT", "faults", wrong);
  expect(refusal.status).toBe(400);
  const expected = [
    /^faults\[0\]\.fault must be one of status, reset, hang, /,
    /^faults\[1\]\.path must be one of \/v1\/applications, /,
    /^faults\[1\]\.method must be one of GET, POST, PUT, DELETE\.$/,
    /^faults\[1\]\.status is missing\.$/,
    /^faults\[2\]\.status has no meaning for the fault reset\.$/,
    /^faults\[2\]\.probability must be a number from 0 to 1\.$/,
    /^faults\[2\]\.when must be one of before, after\.$/,
    /^faults\[3\]\.times must be a whole number from 1 on\.$/,
    /^faults\[3\] has a path, and is of tokens: say one\.$/,
    /^faults\[4\]\.often is unknown\. There are: fault, method, /,
    /^faults\[5\] must be an object\.$/,
    /^faults\[6\]\.id must be an id\.$/,
    /^faults\[6\]\.field is missing\.$/,
    /^faults\[6\]\.value is missing\.$/,
    /^faults\[7\]\.value has no meaning for the fault wrong-type\.$/,
    /^faults\[7\]\.id has no meaning for the fault wrong-type\.$/,
  ];
  const messages = messagesOf(refusal);
  expect(messages).toHaveLength(expected.length);
  for (const [index, pattern] of expected.entries()) expect(messages[index]).toMatch(pattern);
  expect((await admin("GET", "faults")).body).toHaveLength(1);
  expect(messagesOf(await admin("PUT", "faults", { fault: "reset" }))).toEqual(["faults must be a list of rules."]);
  await expect(emulate({ faults: [{ fault: "explode" } as unknown as Rule] })).rejects.toThrow("faults[0].fault");
});

test("behaviour is changed and told while it runs", async () => {
  await start([], { admin: true });
  expect((await admin("GET", "behaviour")).body).toMatchObject({ put: "merge", lag: 0 });
  const changed = await admin("PUT", "behaviour", { empties: "left-out" });
  expect(changed.body).toMatchObject({ empties: "left-out" });
  expect(await createApplication(emulator)).not.toHaveProperty("app_description");
  const wrong = await admin("PUT", "behaviour", { put: "explode" });
  expect(wrong.status).toBe(400);
  expect(messagesOf(wrong)[0]).toMatch(/^put is "explode"/);
  expect((await admin("GET", "behaviour")).body).toMatchObject({ empties: "left-out" });
});

test("requests are counted by method and template; those to the admin paths are not, nor are they struck", async () => {
  await start([{ fault: "reset", method: "PUT" }], { admin: true });
  const shop = await createApplication(emulator);
  for (let asked = 0; asked < 2; asked++) await emulator.send("GET", path.clients(shop));
  await admin("PUT", "behaviour", {});
  expect((await admin("GET", "requests")).body).toEqual({
    "POST /oidc/token": 1,
    "POST /v1/applications": 1,
    "GET /v1/applications/{appId}/clients": 2,
  });
  expect(emulator.requests()).toEqual((await admin("GET", "requests")).body);
  expect((await admin("POST", "faults")).status).toBe(405);
  expect((await admin("GET", "nothing")).status).toBe(404);
});
