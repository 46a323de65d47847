/** What a token says of itself, and what a stack makes of it that names its tenant. */
import { claimsIn } from "../../provider/api/auth/tokenClaims.ts";
import { type OperationRequests, open } from "../../provider/api/index.ts";
import { ConfigurationError } from "../../provider/errors.ts";
import { type Server, serve } from "../support/server.ts";
import { tokenOf } from "../support/token.ts";

const payload = (content: string) => `header.${Buffer.from(content).toString("base64url")}.signature`;

test.each<[what: string, token: string, claims: object]>([
  ["both", tokenOf({ tenant_id: "t", app_id: "a", sub: "x" }), { tenantId: "t", appId: "a" }],
  ["the tenant alone", tokenOf({ tenant_id: "t" }), { tenantId: "t" }],
  ["the application alone", tokenOf({ app_id: "a" }), { appId: "a" }],
  ["neither", tokenOf({ sub: "x" }), {}],
  ["letters beyond ASCII", tokenOf({ tenant_id: "größe €" }), { tenantId: "größe €" }],
  ["what only base64url can say", tokenOf({ tenant_id: "???>>>~~~" }), { tenantId: "???>>>~~~" }],
  ["empty texts", tokenOf({ tenant_id: "", app_id: "" }), {}],
  ["values of other types", tokenOf({ tenant_id: 7, app_id: ["a"] }), {}],
  ["nulls", tokenOf({ tenant_id: null, app_id: null }), {}],
  ["a payload without a signature", tokenOf({ tenant_id: "t" }).replace(/\.signature$/, ""), { tenantId: "t" }],
  ["nothing at all", "", {}],
  ["an opaque token", "2YotnFZFEjr1zCsicMWpAA", {}],
  ["an opaque token with dots", "a.b.c", {}],
  ["an encrypted one, of five parts", "header.key.iv.text.tag", {}],
  ["a payload that is no JSON", payload("tenant_id=t"), {}],
  ["a payload that is a list", payload('["t"]'), {}],
  ["a payload that is a text", payload('"t"'), {}],
  ["a payload that is null", payload("null"), {}],
])("of a token that has %s", (_, token, claims) => {
  expect(claimsIn(token)).toEqual(claims);
});

describe("a stack that names its tenant", () => {
  let server: Server;
  afterEach(() => server.close());

  /** On a server that gives this token out and answers everything. */
  async function begin(token: string, tenantId: string | undefined, isGiven: boolean): Promise<OperationRequests> {
    server = await serve(({ path }) => ({ body: path === "/oidc/token" ? { access_token: token } : { result: [] } }));
    const credentials = isGiven ? { accessToken: token } : { clientId: "id", clientSecret: "canary" };
    const [baseUrl, tokenUrl] = [`${server.origin}/cis`, `${server.origin}/oidc/token`];
    return open({ baseUrl, tokenUrl, credentials, tenantId, maxConcurrentRequests: 4 }, 300).begin();
  }
  const sent = () => server.asked.map(({ path }) => path).filter((path) => path !== "/oidc/token");

  const own = tokenOf({ tenant_id: "ours" });
  const foreign = tokenOf({ tenant_id: "theirs" });
  const opaque = "2YotnFZFEjr1zCsicMWpAA";

  test.each<[what: string, token: string, tenantId: string | undefined, isGiven: boolean, isRefused: boolean]>([
    ["a token of it passes", own, "ours", true, false],
    ["a token of it that is fetched passes", own, "ours", false, false],
    ["a token of another tenant is refused", foreign, "ours", true, true],
    ["a token of another tenant that is fetched is refused", foreign, "ours", false, true],
    ["an opaque token passes", opaque, "ours", true, false],
    ["an opaque token that is fetched passes", opaque, "ours", false, false],
    ["a token that names no tenant passes", tokenOf({ app_id: "a" }), "ours", true, false],
    ["without it, a token of any tenant passes", foreign, undefined, true, false],
  ])("%s", async (_, token, tenantId, isGiven, isRefused) => {
    const api = await begin(token, tenantId, isGiven);
    for (const operation of [
      () => api.claims(),
      () => api.send("GET", "/v1/applications"),
      () => api.send("POST", "/v1/applications", { app_name: "Shop" }),
    ]) {
      const error = await operation().then(
        () => undefined,
        (reason: Error) => reason,
      );
      if (!isRefused) expect(error).toBeUndefined();
      else expect(error).toBeInstanceOf(ConfigurationError);
    }
    expect(sent()).toEqual(isRefused ? [] : ["/cis/v1/applications", "/cis/v1/applications"]);
  });

  test("the refusal names both tenants, the address and the settings, and no secret", async () => {
    const api = await begin(foreign, "ours", false);
    await expect(api.send("GET", "/v1/applications")).rejects.toThrow(
      `transmit:tenantId is ours, but the access token for ${server.origin}/cis is of tenant theirs. Nothing was sent. Check ` +
        "transmit:region or transmit:baseUrl, transmit:clientId and transmit:clientSecret (or the TRANSMIT_… variables of " +
        "this job); or correct transmit:tenantId.",
    );
  });

  test("what a token says is asked for without a request but that for the token", async () => {
    const api = await begin(own, undefined, false);
    expect(await api.claims()).toEqual({ tenantId: "ours" });
    expect(sent()).toEqual([]);
    expect(api.scope).toMatchObject({ baseUrl: `${server.origin}/cis`, tenantId: undefined });
  });
});
