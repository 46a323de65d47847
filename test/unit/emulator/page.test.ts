/** The paths on which the emulator shows itself: who may ask, what they are told, and what they can change. */
import { request } from "node:http";
import { type Emulated, emulate, type Json, path } from "../../support/emulated.ts";

let emulated: Emulated;
let token: string;

const seed = {
  applications: [
    {
      appName: "<script>alert(1)</script>",
      appId: "shop",
      clients: [
        { name: "Web", clientId: "web", clientSecret: "canary-client", redirectUris: ["https://a.example/cb"] },
      ],
    },
  ],
  signingKeys: [{ name: "Key", source: "uploaded" as const, jwk: { kty: "oct", k: "canary-key" } }],
};

beforeEach(async () => {
  const credentials = { clientId: "pipeline", clientSecret: "canary-credential" };
  emulated = await emulate({ page: true, admin: true, seed, credentials, log: (line) => logged.push(line) });
  token = String(emulated.pageUrl).split("#token=")[1] as string;
  logged.length = 0;
});
afterEach(() => emulated.close());

const logged: string[] = [];

interface Got {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

/** A request with headers of any kind, which fetch would not send. */
function ask(method: string, where: string, headers: Record<string, string> = {}, body?: unknown): Promise<Got> {
  const url = new URL(where, emulated.url);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode as number, headers: response.headers, text }));
    });
    sent.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const state = async (headers = {}) => JSON.parse((await ask("GET", "/_emulator/state", headers)).text);
const withToken = () => ({ authorization: `Bearer ${token}` });

test("without the option there is no page", async () => {
  const plain = await emulate();
  expect(plain.pageUrl).toBeUndefined();
  expect((await fetch(`${plain.url}/_emulator`)).status).toBe(401);
  await plain.close();
});

test("the page and its files are served with a policy that lets nothing in from elsewhere; / leads to it", async () => {
  const { status, headers, text } = await ask("GET", "/_emulator");
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
  expect(headers["content-security-policy"]).not.toMatch(/unsafe|\*|https?:/);
  expect(headers).toMatchObject({
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  });
  const used = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file as string);
  expect(used).toEqual(["data:,", "/_emulator/page.css", "/_emulator/main.js"]);
  expect((await ask("GET", "/_emulator/main.js")).headers["content-type"]).toBe("text/javascript; charset=utf-8");
  expect((await ask("GET", "/")).headers.location).toBe("/_emulator");
  expect((await ask("GET", "/_emulator/missing.js")).status).toBe(404);
  expect((await ask("GET", "/_emulator/__proto__")).status).toBe(404);
  expect((await ask("POST", "/_emulator")).status).toBe(405);
});

const foreign: [string, () => Record<string, string>][] = [
  ["a foreign Host", () => ({ host: `rebound.example:${new URL(emulated.url).port}` })],
  ["a Host without the port", () => ({ host: "127.0.0.1" })],
  ["a foreign Origin", () => ({ origin: "https://evil.example" })],
  ["an opaque Origin", () => ({ origin: "null" })],
  ["an Origin of another port", () => ({ origin: "http://127.0.0.1:1" })],
  ["another site's script", () => ({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })],
];

describe.each(foreign)("%s", (_, headers) => {
  test.each([
    ["GET", "/_emulator"],
    ["GET", "/_emulator/state"],
    ["GET", "/_emulator/events"],
    ["POST", "/_emulator/reset"],
    ["PUT", "/_emulator/behaviour"],
    ["GET", "/admin/faults"],
    ["PUT", "/admin/faults"],
  ])("is refused: %s %s", async (method, where) => {
    const { status, text } = await ask(method, where, { ...withToken(), ...headers() });
    expect([status, JSON.parse(text).message]).toEqual([403, expect.stringMatching(/^refused: /)]);
    expect(text).not.toContain("canary");
  });
});

test("localhost and the page's own Origin are no foreigners", async () => {
  const { host, port } = new URL(emulated.url);
  expect((await ask("GET", "/_emulator/state", { host: `localhost:${port}` })).status).toBe(200);
  const own = { origin: emulated.url, host, "sec-fetch-site": "same-origin" };
  expect((await ask("GET", "/_emulator/state", own)).status).toBe(200);
});

test("secrets are told with the token alone: in contents, in settings and in what requests changed", async () => {
  await emulated.send("PUT", "/v1/applications/shop/clients/web", { name: "Website" });
  await emulated.send("POST", path.uploads, { name: "Other", jwk: { kty: "oct", k: "canary-other" } });
  await emulated.send("DELETE", "/v1/applications/shop/clients/web");
  const concealed = JSON.stringify(await state());
  expect(concealed).not.toContain("canary");
  expect(concealed).toContain("••••••••");
  const told = JSON.stringify(await state(withToken()));
  for (const secret of ["canary-client", "canary-key", "canary-other", "canary-credential"])
    expect(told).toContain(secret);
  expect(JSON.parse(told).open).toBe(true);
});

test("contents are told as a seed, with the token alone", async () => {
  const refused = await ask("GET", "/_emulator/contents");
  expect([refused.status, refused.text]).toEqual([
    401,
    expect.stringContaining("send the token as Authorization: Bearer"),
  ]);
  const { status, text } = await ask("GET", "/_emulator/contents", withToken());
  expect([status, JSON.parse(text)]).toEqual([200, emulated.contents()]);
});

test("a wrong token is refused, and neither token nor request is in the log or among the requests", async () => {
  const { status, text } = await ask("GET", "/_emulator/state", { authorization: "Bearer wrong" });
  expect([status, text]).toEqual([401, expect.stringContaining("not the token that the emulator printed")]);
  expect((await ask("GET", `/_emulator/state?token=${token}`)).text).not.toContain("canary");
  expect(logged).toEqual([]);
  expect(emulated.requests()).toEqual({ "POST /oidc/token": 1 });
});

test("requests are told with what each changed, by property, in the names of programs", async () => {
  await ask("DELETE", "/_emulator/requests");
  await emulated.send("GET", "/v1/applications/shop");
  await emulated.send("PUT", "/v1/applications/shop", { login_uri: "https://shop.example/login" });
  await emulated.send("POST", "/v1/applications/shop/clients", { name: "Two", redirect_uris: ["https://b.example/"] });
  await emulated.send("PUT", "/v1/applications/shop", { app_name: 7 });
  await emulated.send("DELETE", "/v1/applications/shop");
  const { requests } = await state();
  expect(requests).toMatchObject([
    { method: "GET", path: "/cis/v1/applications/shop", status: 200, changes: [] },
    {
      method: "PUT",
      status: 200,
      changes: [
        {
          noun: "application",
          id: "shop",
          name: "<script>alert(1)</script>",
          action: "updated",
          properties: [{ name: "loginUri", after: "https://shop.example/login" }],
        },
      ],
    },
    { method: "POST", status: 201, changes: [{ noun: "client", name: "Two", action: "created" }] },
    { method: "PUT", status: 400, changes: [] },
    { method: "DELETE", status: 204, changes: [{ action: "deleted" }, { action: "deleted" }, { action: "deleted" }] },
  ]);
  expect(requests[2].changes[0].properties).toContainEqual({ name: "redirectUris", after: ["https://b.example/"] });
});

test("switches and faults are changed from the page, and wrong ones are refused in words", async () => {
  const put = async (where: string, body: unknown) => (await ask("PUT", `/_emulator/${where}`, {}, body)).status;
  expect(await put("behaviour", { arrays: "sorted" })).toBe(200);
  expect(await put("faults", [{ fault: "status", status: 503, method: "GET", path: "/v1/applications" }])).toBe(200);
  expect((await emulated.send("GET", "/v1/applications")).status).toBe(503);
  const told = await state();
  expect(told.behaviour).toMatchObject({ arrays: "sorted", put: "merge" });
  expect(told.faults).toMatchObject([{ status: 503, struck: 1 }]);
  expect(told.requests.at(-1)).toMatchObject({ status: 503, fault: "status" });
  for (const { name, values, question } of told.switches) {
    expect([name, values.length > 1, question]).toEqual([name, true, expect.stringMatching(/^[A-Z].*\.$/)]);
  }
  const wrong = await ask("PUT", "/_emulator/behaviour", {}, { pot: "merge" });
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining("Did you mean put?")]);
  expect((await ask("POST", "/_emulator/reset")).status).toBe(200);
  expect(await state()).toMatchObject({ behaviour: { arrays: "kept" }, faults: [], requests: [] });
});

test("whoever listens is told of requests, of the admin's changes and of those in the process, and the end ends it", async () => {
  const answer = await fetch(`${emulated.url}/_emulator/events`);
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await next()).toBe("data: 1\n\n");
  await emulated.send("GET", "/v1/applications");
  expect(await next()).toBe("data: 2\n\n");
  emulated.setBehaviour({ put: "replace" });
  expect(await next()).toBe("data: 3\n\n");
  await fetch(`${emulated.url}/admin/faults`, { method: "DELETE" });
  expect(await next()).toBe("data: 4\n\n");
  const end = reader.read().catch(() => ({ done: true }) as Json);
  await emulated.close();
  expect((await end).done).toBe(true);
});
