/** The settings as a configuration, or as problems. */
import { homedir } from "node:os";
import { join } from "node:path";
import { configure, readConfiguration } from "../../../../provider/api/config/configuration.ts";
import { ConfigurationError } from "../../../../provider/errors.ts";

type Given = Record<string, string>;

const read = (stack: Given, environment: Given = {}) => configure((setting) => stack[setting], environment);
const problemsOf = (stack: Given, environment: Given = {}) =>
  readConfiguration((setting) => stack[setting], environment).problems;
const messagesOf = (stack: Given): string =>
  problemsOf(stack)
    .map(({ message }) => message)
    .join("\n");
const pair = { clientId: "id", clientSecret: "canary-secret" };
const local = { baseUrl: "http://127.0.0.1:8080/cis" };

test.each([
  ["us", "https://api.transmitsecurity.io"],
  ["eu", "https://api.eu.transmitsecurity.io"],
  ["ca", "https://api.ca.transmitsecurity.io"],
  ["au", "https://api.au.transmitsecurity.io"],
  ["japan", "https://api.gasne1-ts01.transmitsecurity.io"],
  ["sandbox", "https://api.sbx.transmitsecurity.io"],
])("the API of region %s is at %s", (region, origin) => {
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

test("an access token replaces the client's credentials, unless the stack has those", () => {
  expect(read({ ...local, accessToken: "t" }).credentials).toEqual({ accessToken: "t" });
  expect(read(local, { TRANSMIT_ACCESS_TOKEN: "t", TRANSMIT_CLIENT_ID: "x" }).credentials).toEqual({
    accessToken: "t",
  });
  expect(read({ ...local, ...pair }, { TRANSMIT_ACCESS_TOKEN: "t" }).credentials).toEqual(pair);
});

test.each<[given: string, folder: string]>([
  ["/srv/journal", "/srv/journal"],
  ["/srv/x/../journal/", "/srv/journal"],
  ["~/journal", join(homedir(), "journal")],
])("the journal's folder %s is %s", (journalFolder, folder) => {
  expect(read({ ...local, ...pair, journalFolder }).journalFolder).toBe(folder);
  expect(read({ ...local, ...pair }, { TRANSMIT_JOURNAL_FOLDER: journalFolder }).journalFolder).toBe(folder);
});

test("a relative path is no folder of a journal: the provider and the program may run in other folders", () => {
  expect(messagesOf({ ...local, ...pair, journalFolder: "journal" })).toBe(
    'transmit:journalFolder is "journal", but must be an absolute path, or begin with ~/.',
  );
});

test.each(["stop", "warn", "ignore"])("a create may %s where an equal object exists", (existingTwin) => {
  expect(read({ ...local, ...pair, existingTwin }).existingTwin).toBe(existingTwin);
  expect(read({ ...local, ...pair }, { TRANSMIT_EXISTING_TWIN: existingTwin }).existingTwin).toBe(existingTwin);
});

test("what a create does where an equal object exists is one of three words; by default, it stops", () => {
  expect(read({ ...local, ...pair }).existingTwin).toBeUndefined();
  expect(messagesOf({ ...local, ...pair, existingTwin: "wran" })).toBe(
    'transmit:existingTwin is "wran", which is none of stop, warn, ignore. Did you mean warn?',
  );
  expect(messagesOf({ ...local, ...pair, existingTwin: "yes" })).toBe(
    'transmit:existingTwin is "yes", which is none of stop, warn, ignore.',
  );
});

test.each<[what: string, stack: Given, environment: Given, tenantId: string | undefined]>([
  ["is none by default", {}, {}, undefined],
  ["comes from the stack", { tenantId: "ours" }, {}, "ours"],
  ["comes from the environment", {}, { TRANSMIT_TENANT_ID: "ours" }, "ours"],
  ["in the stack wins over the environment", { tenantId: "ours" }, { TRANSMIT_TENANT_ID: "theirs" }, "ours"],
  ["is none if it is blank", { tenantId: " " }, {}, undefined],
])("the tenant of a stack %s", (_, stack, environment, tenantId) => {
  expect(read({ ...local, ...pair, ...stack }, environment).tenantId).toBe(tenantId);
  expect(read({ ...local, accessToken: "t", ...stack }, environment).tenantId).toBe(tenantId);
});

test("a base URL wins over a region, and may end in a slash", () => {
  expect(read({ region: "us", baseUrl: "https://api.example/cis/", ...pair })).toMatchObject({
    baseUrl: "https://api.example/cis",
    tokenUrl: "https://api.example/oidc/token",
  });
  expect(read({ ...local, tokenUrl: "https://login.example/token", ...pair }).tokenUrl).toBe(
    "https://login.example/token",
  );
});

test.each(["http://localhost:1/cis", "http://127.0.0.1/cis", "http://127.9.8.7:80/cis", "http://[::1]:1/cis"])(
  "%s may be reached over plain http",
  (baseUrl) => expect(read({ baseUrl, ...pair }).baseUrl).toBe(new URL(baseUrl).href),
);

test.each([
  ["no region", pair, "pulumi config set transmit:region <region>, or set TRANSMIT_REGION"],
  [
    "an unknown region",
    { region: "mars", ...pair },
    'transmit:region is "mars", which is none of us, eu, ca, au, japan, sandbox',
  ],
  [
    "no credentials",
    local,
    "pulumi config set transmit:clientSecret <secret> --secret, or set TRANSMIT_CLIENT_ID and TRANSMIT_CLIENT_SECRET.",
  ],
  ["no endpoint", pair, "No API endpoint is configured: set transmit:region or transmit:baseUrl."],
  [
    "a region that every JavaScript object has",
    { region: "constructor", ...pair },
    'transmit:region is "constructor", which',
  ],
  [
    "no secret",
    { ...local, clientId: "id" },
    "transmit:clientSecret is not set. Run pulumi config set transmit:clientSecret",
  ],
  [
    "no client id",
    { ...local, clientSecret: "s" },
    "transmit:clientId is not set. Run pulumi config set transmit:clientId",
  ],
  [
    "blank credentials",
    { ...local, clientId: " ", clientSecret: " " },
    "No credentials are configured: set transmit:clientId and transmit:clientSecret, or transmit:accessToken.",
  ],
  [
    "plain http to another machine",
    { baseUrl: "http://api.example/cis", ...pair },
    "over plain http, which is allowed for loopback addresses only",
  ],
  [
    "plain http to a host name that begins like a loopback address",
    { baseUrl: "http://127.0.0.1.example/cis", ...pair },
    "over plain http",
  ],
  ["a token over plain http", { region: "us", tokenUrl: "http://login.example/token", ...pair }, "transmit:tokenUrl"],
  [
    "an address without /cis",
    { baseUrl: "https://api.example", ...pair },
    "does not end in /cis. Write https://api.example/cis",
  ],
  ["no URL", { baseUrl: "api.example/cis", ...pair }, 'is "api.example/cis", which is not an absolute https URL'],
  ["a URL of another scheme", { baseUrl: "ftp://api.example/cis", ...pair }, "not an absolute https URL"],
  [
    "a password in the address",
    { baseUrl: "https://me:canary@api.example/cis", ...pair },
    "with a user name or a password in it",
  ],
  [
    "a password in what is no URL",
    { baseUrl: "me:canary@api.example/cis", ...pair },
    'is "api.example/cis", which is not an absolute https URL',
  ],
  ["a query", { baseUrl: "https://api.example/cis?x=canary", ...pair }, "with a query or a fragment"],
  [
    "a query in what is no URL",
    { tokenUrl: "api.example?x=canary", ...local, ...pair },
    'is "api.example", which is not',
  ],
])("%s is refused before any request, and no secret is shown", (_, stack, expected) => {
  const messages = messagesOf(stack as Given);
  expect(messages).toContain(expected);
  expect(messages).not.toContain("canary");
});

test.each<[what: string, stack: Given, environment: Given, ...problems: [setting: string, kind: string][]]>([
  ["nothing", {}, {}, ["region", "missing"], ["clientId", "missing"]],
  ["a region alone", { region: "eu" }, {}, ["clientId", "missing"]],
  ["credentials alone", pair, {}, ["region", "missing"]],
  ["an access token alone", { accessToken: "t" }, {}, ["region", "missing"]],
  ["half of the credentials", { ...local, clientId: "id" }, {}, ["clientSecret", "missing"]],
  ["the other half in the environment", { region: "eu", clientId: "id" }, { TRANSMIT_CLIENT_SECRET: "s" }],
  [
    "half of the credentials, and a token in the environment",
    { ...local, clientSecret: "s" },
    { TRANSMIT_ACCESS_TOKEN: "t" },
    ["clientId", "missing"],
  ],
  ["a bad region", { region: "mars", ...pair }, {}, ["region", "invalid"]],
  ["a bad address", { baseUrl: "http://api.example/cis", ...pair }, {}, ["baseUrl", "invalid"]],
  ["an address without /cis", { baseUrl: "https://api.example", ...pair }, {}, ["baseUrl", "invalid"]],
  [
    "several problems",
    { region: "mars", tokenUrl: "x", maxConcurrentRequests: "0", requestsPerMinute: "many" },
    {},
    ["region", "invalid"],
    ["tokenUrl", "invalid"],
    ["clientId", "missing"],
    ["maxConcurrentRequests", "invalid"],
    ["requestsPerMinute", "invalid"],
  ],
  ["no problem", { region: "eu", ...pair }, {}],
])("each problem names its setting, and whether it is missing or invalid: %s", (_, stack, environment, ...expected) => {
  const { configuration, problems } = readConfiguration((setting) => stack[setting], environment);
  expect(problems.map(({ setting, kind }) => [setting, kind])).toEqual(expected);
  expect(configuration === undefined).toBe(expected.length > 0);
});

test("the error has all problems at once, and their messages line by line", () => {
  const settings = { region: "mars", requestsPerMinute: "0" };
  let error: unknown;
  try {
    read(settings);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ConfigurationError);
  const { problems, message } = error as ConfigurationError;
  expect(problems).toEqual(problemsOf(settings));
  expect(message.split("\n")).toEqual([
    expect.stringMatching(
      /^transmit:region is "mars", which is none of us, eu, ca, au, japan, sandbox\. Run pulumi config set/,
    ),
    expect.stringMatching(
      /^No credentials are configured: .* Run pulumi config set transmit:clientId <id> and pulumi config set .*, or set /,
    ),
    'transmit:requestsPerMinute is "0", but must be an integer of 1 or more.',
  ]);
});

test("limits are positive integers, and the default is 16 requests at the same time", () => {
  expect(read({ ...local, ...pair })).toMatchObject({ maxConcurrentRequests: 16, requestsPerMinute: undefined });
  const limited = { ...local, ...pair, maxConcurrentRequests: "4", requestsPerMinute: "60" };
  expect(read(limited)).toMatchObject({ maxConcurrentRequests: 4, requestsPerMinute: 60 });
  for (const wrong of ["0", "-1", "1.5", "many", "60/min", "1,000"]) {
    expect(messagesOf({ ...limited, requestsPerMinute: wrong })).toContain(`transmit:requestsPerMinute is "${wrong}"`);
  }
});
