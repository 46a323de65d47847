import { openSigner } from "../../../emulator/http/jwt.ts";
import { startEmulator } from "../../../emulator/index.ts";
import { claimsIn, type Emulated, emulate, fetchJson, requestToken, tokenFrom } from "../../support/emulated.ts";

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

test("a token is a JWT with the claims of a management application's", async () => {
  const before = Math.floor(Date.now() / 1000);
  const token = await tokenFrom(emulated);
  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{43}$/);
  expect(JSON.parse(Buffer.from(token.split(".")[0] as string, "base64url").toString())).toEqual({
    alg: "HS256",
    typ: "JWT",
  });
  const claims = claimsIn(token);
  expect(claims).toEqual({
    sub: "an id",
    tenant_id: "emulated-tenant",
    app_id: "emulated-management-application",
    app_name: expect.stringMatching(/./),
    role: "Admin",
    aud: "userid-api",
    iat: expect.any(Number),
    exp: (claims.iat as number) + 3600,
    jti: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(claims.iat).toBeGreaterThanOrEqual(before);
  expect(claims.iat).toBeLessThanOrEqual(Date.now() / 1000);
});

test("a token's times are those of the emulator's clock, and its lifetime that which was asked for", async () => {
  const ahead = await startEmulator({ clockAhead: 86_400_000, tokenLifetime: 60 });
  try {
    const { iat, exp } = claimsIn(await tokenFrom(ahead)) as { iat: number; exp: number };
    expect(Math.abs(iat - 86_400 - Date.now() / 1000)).toBeLessThan(60);
    expect(exp - iat).toBe(60);
  } finally {
    await ahead.close();
  }
});

test("each token is another, and both are good", async () => {
  const [one, other] = [await tokenFrom(emulated), await tokenFrom(emulated)];
  expect(one).not.toBe(other);
  for (const token of [one, other]) expect((await list(`Bearer ${token}`)).status).toBe(200);
});

test("claims are signed with HMAC and SHA-256", () => {
  // The example of jwt.io.
  const token = openSigner("your-256-bit-secret")({ sub: "1234567890", name: "John Doe", iat: 1516239022 });
  expect(token.split(".")[2]).toBe("SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
});

test("each signer has a key of its own", () => {
  expect(openSigner()({ sub: "same" })).not.toBe(openSigner()({ sub: "same" }));
});

test("a token with the same claims that another emulator gave out is a 401", async () => {
  const other = await startEmulator({ credentials: emulated.credentials });
  try {
    expect((await list(`Bearer ${await tokenFrom(other)}`)).status).toBe(401);
  } finally {
    await other.close();
  }
});

test("tokens can say nothing, from the start or from when that is asked for while it runs", async () => {
  const opaque = /^emulated-token-[0-9a-f]{32}$/;
  const running = await startEmulator({ behaviour: { tokens: "opaque" }, admin: true });
  const behave = (tokens: string) =>
    fetchJson(`${running.url}/admin/behaviour`, { method: "PUT", body: JSON.stringify({ tokens }) });
  try {
    const given = [await tokenFrom(running)];
    expect(given[0]).toMatch(opaque);
    await behave("jwt");
    given.push(await tokenFrom(running));
    expect(claimsIn(given[1] as string)).toMatchObject({ role: "Admin" });
    await behave("opaque");
    given.push(await tokenFrom(running));
    expect(given[2]).toMatch(opaque);
    for (const token of given) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetchJson(`${running.baseUrl}/v1/applications`, { headers })).status).toBe(200);
    }
  } finally {
    await running.close();
  }
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
  expect((await list(await tokenFrom(emulated))).status).toBe(401);
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
