/** The claims of an access token, and how a stack whose settings name its tenant checks them. */
import { claimsIn } from "../../../../provider/api/auth/tokenClaims.ts";
import { openConnection } from "../../../../provider/api/connection.ts";
import { ConfigurationError } from "../../../../provider/errors.ts";
import type { Requests } from "../../../../provider/lifecycle/transport.ts";
import { createTestClock } from "../../../support/clock.ts";
import { post } from "../../../support/post.ts";
import { type Server, serve } from "../../../support/server.ts";
import { tokenOf } from "../../../support/token.ts";

const payload = (content: string) => `header.${Buffer.from(content).toString("base64url")}.signature`;

test.each<[what: string, token: string, claims: object]>([
  ["both", tokenOf({ tenant_id: "t", app_id: "a", sub: "x" }), { tenantId: "t", appId: "a" }],
  ["the tenant alone", tokenOf({ tenant_id: "t" }), { tenantId: "t" }],
  ["the application alone", tokenOf({ app_id: "a" }), { appId: "a" }],
  ["neither", tokenOf({ sub: "x" }), {}],
  ["letters outside ASCII", tokenOf({ tenant_id: "größe €" }), { tenantId: "größe €" }],
  [
    "characters that base64 and base64url encode differently",
    tokenOf({ tenant_id: "???>>>~~~" }),
    { tenantId: "???>>>~~~" },
  ],
  ["empty strings", tokenOf({ tenant_id: "", app_id: "" }), {}],
  ["values of other types", tokenOf({ tenant_id: 7, app_id: ["a"] }), {}],
  ["nulls", tokenOf({ tenant_id: null, app_id: null }), {}],
  ["a payload without a signature", tokenOf({ tenant_id: "t" }).replace(/\.signature$/, ""), { tenantId: "t" }],
  ["nothing at all", "", {}],
  ["an opaque token", "2YotnFZFEjr1zCsicMWpAA", {}],
  ["an opaque token with dots", "a.b.c", {}],
  ["an encrypted token, of five parts", "header.key.iv.text.tag", {}],
  ["a payload that is not JSON", payload("tenant_id=t"), {}],
  ["a payload that is a list", payload('["t"]'), {}],
  ["a payload that is a string", payload('"t"'), {}],
  ["a payload that is null", payload("null"), {}],
])("the claims of a token: %s", (_, token, claims) => {
  expect(claimsIn(token)).toEqual(claims);
});

describe("a stack whose settings name its tenant", () => {
  let server: Server;
  afterEach(() => server.close());

  /** An operation on a server that gives this token and answers every request. */
  async function begin(token: string, tenantId: string | undefined, isGiven: boolean): Promise<Requests> {
    server = await serve(({ path }) => ({ body: path === "/oidc/token" ? { access_token: token } : { result: [] } }));
    const credentials = isGiven ? { accessToken: token } : { clientId: "id", clientSecret: "canary" };
    const [baseUrl, tokenUrl] = [`${server.origin}/cis`, `${server.origin}/oidc/token`];
    const secretFrom = isGiven ? "TRANSMIT_ACCESS_TOKEN" : "transmit:clientSecret";
    const configuration = { baseUrl, tokenUrl, credentials, secretFrom, tenantId, maxConcurrentRequests: 4 };
    return openConnection(configuration, { deadlineMs: 3_000, clock: createTestClock(Date.now()) }).begin();
  }
  const sent = () => server.asked.map(({ path }) => path).filter((path) => path !== "/oidc/token");

  const own = tokenOf({ tenant_id: "ours" });
  const foreign = tokenOf({ tenant_id: "theirs" });
  const opaque = "2YotnFZFEjr1zCsicMWpAA";

  test.each<[what: string, token: string, tenantId: string | undefined, isGiven: boolean, isRejected: boolean]>([
    ["a token of that tenant is accepted", own, "ours", true, false],
    ["a fetched token of that tenant is accepted", own, "ours", false, false],
    ["a token of another tenant is rejected", foreign, "ours", true, true],
    ["a fetched token of another tenant is rejected", foreign, "ours", false, true],
    ["an opaque token is accepted", opaque, "ours", true, false],
    ["a fetched opaque token is accepted", opaque, "ours", false, false],
    ["a token that names no tenant is accepted", tokenOf({ app_id: "a" }), "ours", true, false],
    ["a token of any tenant is accepted where the settings name none", foreign, undefined, true, false],
  ])("%s", async (_, token, tenantId, isGiven, isRejected) => {
    const api = await begin(token, tenantId, isGiven);
    const results: unknown[] = [];
    for (const operation of [
      () => api.claims(),
      () => api.send("GET", "/v1/applications"),
      () => post(api, "/v1/applications", { app_name: "Shop" }, 1),
    ]) {
      results.push(await operation().catch((error: Error) => error));
    }
    if (isRejected) expect(results.every((error) => error instanceof ConfigurationError)).toBe(true);
    else expect(results.slice(1)).toEqual([{ result: [] }, { kind: "accepted", response: { result: [] } }]);
    expect(sent()).toEqual(isRejected ? [] : ["/cis/v1/applications", "/cis/v1/applications"]);
  });

  test("the error names both tenants, the address and the settings, and no secret", async () => {
    const api = await begin(foreign, "ours", false);
    await expect(api.send("GET", "/v1/applications")).rejects.toThrow(
      `transmit:tenantId is ours, but the access token for ${server.origin}/cis is of tenant theirs. Nothing was sent. Check ` +
        "transmit:region or transmit:baseUrl, transmit:clientId and transmit:clientSecret (or the TRANSMIT_… variables of " +
        "this job); or correct transmit:tenantId.",
    );
  });

  test("the error of a given token names what gave it", async () => {
    const api = await begin(foreign, "ours", true);
    await expect(api.send("GET", "/v1/applications")).rejects.toThrow(
      "Check transmit:region or transmit:baseUrl, TRANSMIT_ACCESS_TOKEN; or correct transmit:tenantId.",
    );
  });

  test("reading the claims sends no request but the one for the token", async () => {
    const api = await begin(own, undefined, false);
    expect(await api.claims()).toEqual({ tenantId: "ours" });
    expect(sent()).toEqual([]);
    expect(api.endpoint).toMatchObject({ baseUrl: `${server.origin}/cis`, tenantId: undefined });
  });
});
