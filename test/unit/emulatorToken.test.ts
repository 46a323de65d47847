import { startEmulator } from "../../emulator/index.ts";
import { type Emulated, emulate, fetchJson, requestToken } from "../support/emulated.ts";

let emulated: Emulated;

beforeEach(async () => {
  emulated = await emulate({ credentials: { clientId: "an id", clientSecret: "a+b:c%" } });
});
afterEach(() => emulated.close());

const list = (authorization?: string) =>
  fetchJson(`${emulated.baseUrl}/v1/applications`, { headers: authorization ? { authorization } : {} });

const grant = (init: RequestInit) => fetchJson(emulated.tokenUrl, { method: "POST", ...init });

const basic = (id: string, secret: string) => {
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
};

test("credentials in the form give a token that opens the API", async () => {
  const { status, body } = await requestToken(emulated);
  expect(status).toBe(200);
  expect(body).toEqual({ access_token: expect.any(String), token_type: "Bearer", expires_in: 3600 });
  expect((await list(`Bearer ${(body as { access_token: string }).access_token}`)).status).toBe(200);
});

test("credentials in a Basic header give a token, whatever characters they have", async () => {
  const body = new URLSearchParams({ grant_type: "client_credentials" });
  expect((await grant({ body, headers: basic("an id", "a+b:c%") })).status).toBe(200);
  expect((await grant({ body, headers: basic("an id", "a b:c%") })).status).toBe(401);
  expect((await grant({ body, headers: { authorization: "Basic JSUlOiUl" } })).status).toBe(401);
});

test.each([
  ["a wrong secret", { client_secret: "wrong" }],
  ["a wrong id", { client_id: "wrong" }],
  ["an empty secret", { client_secret: "" }],
])("%s is a 401 invalid_client", async (_, given) => {
  expect(await requestToken(emulated, given)).toMatchObject({ status: 401, body: { error: "invalid_client" } });
});

test("any other grant is a 400, and so is JSON", async () => {
  const refused = { status: 400, body: { error: "unsupported_grant_type" } };
  expect(await requestToken(emulated, { grant_type: "password" })).toMatchObject(refused);
  expect(await grant({ body: JSON.stringify({ grant_type: "client_credentials" }) })).toMatchObject(refused);
});

test("the token endpoint takes POST alone", async () => {
  expect((await fetchJson(emulated.tokenUrl, { method: "GET" })).status).toBe(405);
});

test.each([
  ["no token", undefined],
  ["an unknown token", "Bearer unknown"],
  ["the client's credentials", basic("an id", "a+b:c%").authorization],
])("%s is a 401", async (_, authorization) => {
  expect(await list(authorization)).toEqual({ status: 401, body: { message: "Unauthorized", error_code: 401 } });
});

test("a token without its scheme is a 401", async () => {
  const { access_token: token } = (await requestToken(emulated)).body as { access_token: string };
  expect((await list(token)).status).toBe(401);
});

test("an expired token is a 401", async () => {
  const brief = await startEmulator({ tokenLifetime: 0 });
  try {
    const { body } = await requestToken(brief);
    expect(body).toMatchObject({ expires_in: 0 });
    const authorization = `Bearer ${(body as { access_token: string }).access_token}`;
    const answer = await fetchJson(`${brief.baseUrl}/v1/applications`, { headers: { authorization } });
    expect(answer.status).toBe(401);
  } finally {
    await brief.close();
  }
});
