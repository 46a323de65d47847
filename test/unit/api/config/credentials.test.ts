/** Credentials of every kind: which of them counts, and which values none can have. */
import { readConfiguration } from "../../../../provider/api/config/configuration.ts";

type Given = Record<string, string>;

function read(given: Given, environment: Given = {}) {
  const stack: Given = { region: "eu", ...given };
  return readConfiguration((setting) => stack[setting], environment);
}
const pair = { clientId: "id", clientSecret: "canary-secret" };

test.each<[what: string, stack: Given, environment: Given, credentials: object, from: string, ...unused: string[]]>([
  ["a client of the stack", pair, {}, pair, "transmit:clientSecret"],
  ["a token", { accessToken: "t" }, {}, { accessToken: "t" }, "transmit:accessToken"],
  ["a file", { accessTokenFile: "/t" }, {}, { accessTokenFile: "/t" }, "transmit:accessTokenFile"],
  [
    "a file of the environment",
    {},
    { TRANSMIT_ACCESS_TOKEN_FILE: "/t" },
    { accessTokenFile: "/t" },
    "TRANSMIT_ACCESS_TOKEN_FILE",
  ],
  [
    "a token before a file and a client of the same source",
    { accessToken: "t", accessTokenFile: "/t", ...pair },
    {},
    { accessToken: "t" },
    "transmit:accessToken",
    "transmit:accessTokenFile and transmit:clientId and transmit:clientSecret are not",
  ],
  [
    "a file before a client of the same source",
    {},
    { TRANSMIT_ACCESS_TOKEN_FILE: "/t", TRANSMIT_CLIENT_ID: "id" },
    { accessTokenFile: "/t" },
    "TRANSMIT_ACCESS_TOKEN_FILE",
    "TRANSMIT_ACCESS_TOKEN_FILE is used, so TRANSMIT_CLIENT_ID is not",
  ],
  [
    "the stack's client before a token of the environment",
    pair,
    { TRANSMIT_ACCESS_TOKEN: "t" },
    pair,
    "transmit:clientSecret",
  ],
  [
    "the stack's client, its secret of the environment",
    { clientId: "id" },
    { TRANSMIT_CLIENT_SECRET: "s" },
    { clientId: "id", clientSecret: "s" },
    "TRANSMIT_CLIENT_SECRET",
  ],
  [
    "a secret that was pasted with a line break",
    { ...pair, clientSecret: "s\r\n" },
    {},
    { clientId: "id", clientSecret: "s" },
    "transmit:clientSecret",
  ],
])("the credentials are %s", (_, stack, environment, credentials, secretFrom, ...unused) => {
  const { configuration, warnings } = read(stack, environment);
  expect(configuration).toMatchObject({ credentials, secretFrom });
  expect(warnings).toEqual(unused.map((text) => expect.stringContaining(text)));
});

test.each([
  ["a header", "Bearer canary", 'begins with "Bearer"'],
  ["two lines", "canary\ncanary", "has blanks, line breaks or letters in it"],
  ["letters that no header has", "canary€", "has blanks, line breaks or letters in it"],
])("an access token that is %s is refused, and not shown", (_, accessToken, expected) => {
  for (const [stack, environment] of [
    [{ accessToken }, {}],
    [{}, { TRANSMIT_ACCESS_TOKEN: accessToken }],
  ] as const) {
    const { problems } = read(stack, environment as Given);
    expect(problems).toMatchObject([{ setting: "accessToken", kind: "invalid" }]);
    expect(problems[0]?.message).toContain(expected);
    expect(problems[0]?.message).not.toContain("canary");
  }
});

test("blank settings of the stack are taken as not set, and named; those of the environment are just not set", () => {
  expect(read({ ...pair, tenantId: " ", tokenUrl: "" }).warnings).toEqual([
    "transmit:tokenUrl, transmit:tenantId: empty, and so taken as not set.",
  ]);
  expect(read(pair, { TRANSMIT_TENANT_ID: "" }).warnings).toEqual([]);
});

test("TLS without verification is warned of", () => {
  expect(read(pair, { NODE_TLS_REJECT_UNAUTHORIZED: "0" }).warnings).toEqual([
    expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED is 0: no certificate is verified/),
  ]);
  for (const harmless of ["1", "", "false"]) {
    expect(read(pair, { NODE_TLS_REJECT_UNAUTHORIZED: harmless }).warnings).toEqual([]);
  }
});
