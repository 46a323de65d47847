import { configure } from "../../provider/api/config/configuration.ts";
import { ConfigurationError } from "../../provider/errors.ts";

type Given = Record<string, string>;

const read = (stack: Given, environment: Given = {}) => configure((setting) => stack[setting], environment);
const problems = (stack: Given, environment: Given = {}): string => {
  try {
    read(stack, environment);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
};
const pair = { clientId: "id", clientSecret: "canary-secret" };
const local = { baseUrl: "http://127.0.0.1:8080/cis" };

test.each([
  ["us", "https://api.transmitsecurity.io"],
  ["eu", "https://api.eu.transmitsecurity.io"],
  ["ca", "https://api.ca.transmitsecurity.io"],
  ["au", "https://api.au.transmitsecurity.io"],
  ["sandbox", "https://api.sbx.transmitsecurity.io"],
])("region %s is at %s", (region, origin) => {
  expect(read({ region, ...pair })).toMatchObject({
    baseUrl: `${origin}/cis`,
    tokenUrl: `${origin}/oidc/token`,
    credentials: pair,
  });
});

test("the stack's configuration wins over the environment, setting by setting", () => {
  const environment = { TRANSMIT_REGION: "eu", TRANSMIT_CLIENT_ID: "other", TRANSMIT_CLIENT_SECRET: "secret" };
  expect(read({ clientId: "id" }, environment)).toMatchObject({
    baseUrl: "https://api.eu.transmitsecurity.io/cis",
    tokenUrl: "https://api.eu.transmitsecurity.io/oidc/token",
    credentials: { clientId: "id", clientSecret: "secret" },
  });
  expect(read({ region: "us", ...pair }, { TRANSMIT_BASE_URL: "https://other.example/cis" }).baseUrl).toBe(
    "https://api.transmitsecurity.io/cis",
  );
});

test("an access token stands for the client's credentials, unless the stack names those", () => {
  expect(read({ ...local, accessToken: "t" }).credentials).toEqual({ accessToken: "t" });
  expect(read(local, { TRANSMIT_ACCESS_TOKEN: "t", TRANSMIT_CLIENT_ID: "x" }).credentials).toEqual({
    accessToken: "t",
  });
  expect(read({ ...local, ...pair }, { TRANSMIT_ACCESS_TOKEN: "t" }).credentials).toEqual(pair);
});

test.each<[what: string, stack: Given, environment: Given, tenantId: string | undefined]>([
  ["is none unless it is said", {}, {}, undefined],
  ["comes from the stack", { tenantId: "ours" }, {}, "ours"],
  ["comes from the environment", {}, { TRANSMIT_TENANT_ID: "ours" }, "ours"],
  ["is the stack's before the environment's", { tenantId: "ours" }, { TRANSMIT_TENANT_ID: "theirs" }, "ours"],
  ["is none if it is blank", { tenantId: " " }, {}, undefined],
])("the tenant of a stack %s", (_, stack, environment, tenantId) => {
  expect(read({ ...local, ...pair, ...stack }, environment).tenantId).toBe(tenantId);
  expect(read({ ...local, accessToken: "t", ...stack }, environment).tenantId).toBe(tenantId);
});

test("a base URL beats a region, and may end in a slash", () => {
  expect(read({ region: "us", baseUrl: "https://api.example/cis/", ...pair })).toMatchObject({
    baseUrl: "https://api.example/cis",
    tokenUrl: "https://api.example/oidc/token",
  });
  expect(read({ ...local, tokenUrl: "https://login.example/token", ...pair }).tokenUrl).toBe(
    "https://login.example/token",
  );
});

test.each(["http://localhost:1/cis", "http://127.0.0.1/cis", "http://127.9.8.7:80/cis", "http://[::1]:1/cis"])(
  "%s may be spoken to in the clear",
  (baseUrl) => expect(read({ baseUrl, ...pair }).baseUrl).toBe(new URL(baseUrl).href),
);

test.each([
  ["no region", pair, "pulumi config set transmit:region <region>, or set TRANSMIT_REGION"],
  [
    "an unknown region",
    { region: "mars", ...pair },
    'transmit:region is "mars", which is none of us, eu, ca, au, sandbox',
  ],
  ["no credentials", local, "pulumi config set transmit:clientSecret <secret> --secret, or set TRANSMIT_CLIENT_SECRET"],
  [
    "no secret",
    { ...local, clientId: "id" },
    "The client's secret is not set. Run pulumi config set transmit:clientSecret",
  ],
  [
    "no client id",
    { ...local, clientSecret: "s" },
    "The client's id is not set. Run pulumi config set transmit:clientId",
  ],
  ["blank credentials", { ...local, clientId: " ", clientSecret: " " }, "No credentials are set"],
  [
    "plain http to another machine",
    { baseUrl: "http://api.example/cis", ...pair },
    "over plain http, which is for loopback addresses only",
  ],
  [
    "plain http to a name that only begins like loopback",
    { baseUrl: "http://127.0.0.1.example/cis", ...pair },
    "over plain http",
  ],
  ["a token over plain http", { region: "us", tokenUrl: "http://login.example/token", ...pair }, "transmit:tokenUrl"],
  [
    "an address without /cis",
    { baseUrl: "https://api.example", ...pair },
    "does not end in /cis. Write https://api.example/cis",
  ],
  ["no address", { baseUrl: "api.example/cis", ...pair }, "not an absolute https address"],
  [
    "a password in the address",
    { baseUrl: "https://me:canary@api.example/cis", ...pair },
    "with a user or a password in it",
  ],
  ["a query", { baseUrl: "https://api.example/cis?x=1", ...pair }, "with a query or a fragment"],
])("%s is refused before any request", (_, stack, expected) => {
  const said = problems(stack as Given);
  expect(said).toContain(expected);
  expect(said).not.toContain("canary");
});

test("all that is wrong is said at once", () => {
  const said = problems({ region: "mars" });
  expect(said).toContain("transmit:region");
  expect(said).toContain("transmit:clientId");
});

test("limits are whole numbers, 16 requests at once unless said otherwise", () => {
  expect(read({ ...local, ...pair })).toMatchObject({ maxConcurrentRequests: 16, requestsPerMinute: undefined });
  const limited = { ...local, ...pair, maxConcurrentRequests: "4", requestsPerMinute: "60" };
  expect(read(limited)).toMatchObject({ maxConcurrentRequests: 4, requestsPerMinute: 60 });
  for (const wrong of ["0", "-1", "1.5", "many"]) {
    expect(problems({ ...limited, requestsPerMinute: wrong })).toContain(`transmit:requestsPerMinute is "${wrong}"`);
  }
});
