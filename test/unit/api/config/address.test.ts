/** Addresses: which secrets may go where, what is refused, and what no message shows. */
import { type ReadResult, readConfiguration } from "../../../../provider/api/config/configuration.ts";

type Given = Record<string, string>;

const read = (stack: Given, environment: Given = {}): ReadResult =>
  readConfiguration((setting) => stack[setting], environment);
const pair = { clientId: "id", clientSecret: "canary-secret" };
const envPair = { TRANSMIT_CLIENT_ID: "id", TRANSMIT_CLIENT_SECRET: "canary-secret" };
const eu = "https://api.eu.transmitsecurity.io";
const strange = "https://login.example/token";
const said = ({ problems, warnings }: ReadResult) =>
  [...problems.map(({ message }) => message), ...warnings].join("\n");

describe("a secret goes only where its own source, or a region, says", () => {
  test.each<[what: string, stack: Given, environment: Given, tokenUrl: string]>([
    ["all of the environment", {}, { ...envPair, TRANSMIT_REGION: "eu", TRANSMIT_TOKEN_URL: strange }, strange],
    ["the stack's region, the rest of the environment", { region: "eu" }, envPair, `${eu}/oidc/token`],
    [
      "the stack's region, credentials and their address of the environment",
      { region: "eu" },
      { ...envPair, TRANSMIT_TOKEN_URL: strange },
      strange,
    ],
    [
      "all of the stack",
      { region: "eu", tokenUrl: strange, ...pair },
      { TRANSMIT_TOKEN_URL: "https://b.example" },
      strange,
    ],
    [
      "the stack's token address, credentials of the environment",
      { region: "eu", tokenUrl: strange },
      envPair,
      strange,
    ],
    ["the stack's credentials, the environment's region", pair, { TRANSMIT_REGION: "eu" }, `${eu}/oidc/token`],
    [
      "the stack's credentials, the emulator's address in the environment",
      pair,
      { TRANSMIT_BASE_URL: "http://127.0.0.1:8080/cis" },
      "http://127.0.0.1:8080/oidc/token",
    ],
    [
      "the stack's credentials, one of the vendor's addresses in the environment",
      pair,
      { TRANSMIT_BASE_URL: "https://api.new.transmitsecurity.io/cis" },
      "https://api.new.transmitsecurity.io/oidc/token",
    ],
    [
      "the stack's client id, its secret and address of the environment",
      { region: "eu", clientId: "id" },
      { TRANSMIT_CLIENT_SECRET: "s", TRANSMIT_TOKEN_URL: strange },
      strange,
    ],
    [
      "the stack's access token, for which nothing is requested",
      { region: "eu", accessToken: "t" },
      { TRANSMIT_TOKEN_URL: strange },
      `${eu}/oidc/token`,
    ],
  ])("%s: used", (_, stack, environment, tokenUrl) => {
    const result = read(stack, environment);
    expect(result).toMatchObject({ configuration: { tokenUrl }, problems: [], warnings: [] });
  });

  test.each<[what: string, stack: Given, environment: Given]>([
    ["the stack's region and credentials", { region: "eu", ...pair }, {}],
    ["the stack's credentials, the environment's region", pair, { TRANSMIT_REGION: "eu" }],
    ["the stack's secret, the environment's client", { region: "eu", clientSecret: "s" }, { TRANSMIT_CLIENT_ID: "id" }],
  ])("a TRANSMIT_TOKEN_URL beside %s is ignored, with a warning", (_, stack, environment) => {
    for (const left of [strange, "http://127.0.0.1:8080/oidc/token", "no address"]) {
      const result = read(stack, { ...environment, TRANSMIT_TOKEN_URL: left });
      expect(result.configuration?.tokenUrl).toBe(`${eu}/oidc/token`);
      expect(result.warnings).toEqual([
        expect.stringMatching(/^TRANSMIT_TOKEN_URL is ignored: transmit:clientSecret is not from the environment/),
      ]);
    }
    const same = read(stack, { ...environment, TRANSMIT_TOKEN_URL: `${eu}/oidc/token` });
    expect(same).toMatchObject({ problems: [], warnings: [] });
  });

  test.each<[what: string, stack: Given, name: string]>([
    ["client secret", pair, "clientSecret"],
    ["access token", { accessToken: "token" }, "accessToken"],
    ["file of an access token", { accessTokenFile: "/run/token" }, "accessTokenFile"],
  ])("a TRANSMIT_BASE_URL of a stranger's is refused for the stack's %s, and both are named", (_, stack, name) => {
    const environment = { TRANSMIT_BASE_URL: "https://api.example/cis" };
    const { problems } = read(stack, environment);
    expect(problems).toMatchObject([{ setting: "baseUrl", kind: "invalid" }]);
    expect(problems[0]?.message).toMatch(
      new RegExp(`^TRANSMIT_BASE_URL is "https://api.example/cis", but transmit:${name} is not from the environment`),
    );
    expect(problems[0]?.message).toContain("pulumi config set transmit:baseUrl https://api.example/cis");
    const confirmed = read({ ...stack, baseUrl: "https://api.example/cis" }, environment);
    expect(confirmed).toMatchObject({ problems: [], configuration: { baseUrl: "https://api.example/cis" } });
  });
});

test.each<[what: string, stack: Given, environment: Given, baseUrl: string, ...warnings: string[]]>([
  [
    "the emulator's address, where the stack has a region",
    { region: "eu", ...pair },
    { TRANSMIT_BASE_URL: "http://127.0.0.1:8080/cis" },
    `${eu}/cis`,
    "TRANSMIT_BASE_URL is not used, since transmit:region is set in the stack or the program. Unset one of them.",
  ],
  ["the same address", { baseUrl: `${eu}/cis`, ...pair }, { TRANSMIT_BASE_URL: `${eu}/cis/` }, `${eu}/cis`],
  ["another region", { region: "eu", ...pair }, { TRANSMIT_REGION: "us" }, `${eu}/cis`],
  [
    "a region and an address",
    {},
    { ...envPair, TRANSMIT_REGION: "us", TRANSMIT_BASE_URL: `${eu}/cis` },
    `${eu}/cis`,
    "TRANSMIT_BASE_URL is used, so TRANSMIT_REGION is not. Unset one of them.",
  ],
])(
  "in the environment, %s: the stack wins, and what surprises is said",
  (_, stack, environment, baseUrl, ...warnings) => {
    expect(read(stack, environment)).toMatchObject({ configuration: { baseUrl }, problems: [], warnings });
  },
);

test.each([
  ["https://me:canary@api.example/cis", "https://api.example/cis"],
  ["https://canary@api.example/cis", "https://api.example/cis"],
  ["https://:canary@api.example/cis", "https://api.example/cis"],
  ["HTTPS://me:can%40ary:canary@api.example/cis", "https://api.example/cis"],
  ["https://me:canary/x@api.example/cis", '"api.example/cis"'],
  ["https://me:can#canary@api.example/cis", '"api.example/cis"'],
  ["https://me:canary", "(not shown)"],
  ["https://me:canary@api.example:99999/cis", "api.example:99999/cis"],
  ["me:canary@[bad/cis", "(not shown)"],
  ["postgres://me:canary@api.example/cis", "api.example/cis"],
  ["https://api.example/cis?token=canary", "https://api.example/cis"],
  ["https://api.example/cis#canary", "https://api.example/cis"],
  ["//me:canary@api.example/cis", "api.example/cis"],
  ["canary", '"canary"'],
  ["eyJhbGciOiJSUzI1NiJ9.eyJ0ZW5hbnRfaWQiOiJjYW5hcnktY2FuYXJ5LWNhbmFyeSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ", "(not shown)"],
])("%s is refused in each setting and variable that is an address, and shows no password", (value, shown) => {
  const messages = [
    said(read({ baseUrl: value, ...pair })),
    said(read({}, { TRANSMIT_BASE_URL: value, ...envPair })),
    said(read({ region: "eu", tokenUrl: value, ...pair })),
    said(read({}, { TRANSMIT_REGION: "eu", TRANSMIT_TOKEN_URL: value, ...envPair })),
  ];
  expect(messages.map((message) => message.split(" is ")[0])).toEqual([
    "transmit:baseUrl",
    "TRANSMIT_BASE_URL",
    "transmit:tokenUrl",
    "TRANSMIT_TOKEN_URL",
  ]);
  for (const message of messages) {
    expect(message).toContain(shown);
    if (value !== "canary") expect(message).not.toContain("canary");
  }
});

test.each([
  ["https://api.example/cis/", "https://api.example/cis"],
  ["https://api.example//cis//", "https://api.example/cis"],
  ["HTTPS://API.Example/cis", "https://api.example/cis"],
  [" https://api.example:443/cis\n", "https://api.example/cis"],
  ["https://api.example/tenants/cis", "https://api.example/tenants/cis"],
  ["https://bücher.example/cis", "https://xn--bcher-kva.example/cis"],
  ["http://[::1]:8080/cis", "http://[::1]:8080/cis"],
])("the address %j is %s", (baseUrl, expected) => {
  expect(read({ baseUrl, ...pair }).configuration?.baseUrl).toBe(expected);
});

test.each([
  ["https://api.example/cis/v1", "does not end in /cis. Write https://api.example/cis."],
  ["https://api.example:70000/cis", "whose port is not a number from 0 to 65535"],
  ["ws://api.example/cis", "not an absolute https URL"],
  ["file:///etc/cis", "not an absolute https URL"],
  ["true", "not an absolute https URL"],
  ["8080", "not an absolute https URL"],
  ['{"a":"b"}', "(not shown), which is not an absolute https URL"],
])("the address %s is refused: %s", (baseUrl, expected) => {
  expect(said(read({ baseUrl, ...pair }))).toContain(expected);
});

test.each([
  ["EU", '"EU", which is none of us, eu, ca, au, japan, sandbox. Did you mean eu?'],
  ["Japan", "Did you mean japan?"],
  ["sandbx", "Did you mean sandbox?"],
  ["jp", "Did you mean japan?"],
  ["SBX", "Did you mean sandbox?"],
  ["xy", '"xy", which is none of us, eu, ca, au, japan, sandbox. Run pulumi config set'],
  ["__proto__", '"__proto__", which is none of'],
  ["toString", '"toString", which is none of'],
  ["hasOwnProperty", '"hasOwnProperty", which is none of'],
  ["true", '"true", which is none of'],
  ['{"name":"eu"}', "a list or an object, which is none of us, eu, ca, au, japan, sandbox. Run pulumi config set"],
  ["3f9c2b7e-very-long-secret-that-was-pasted-here", "a string of 46 characters (not shown), which is none of"],
])("the region %s is refused: %s", (region, expected) => {
  expect(said(read({ region, ...pair }))).toContain(`transmit:region is ${expected.startsWith("Did") ? "" : expected}`);
  expect(said(read({ region, ...pair }))).toContain(expected);
  expect(said(read({}, { ...envPair, TRANSMIT_REGION: region }))).toContain("TRANSMIT_REGION is ");
});
