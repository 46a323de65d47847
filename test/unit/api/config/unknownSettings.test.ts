/** Names that this provider does not read: misspelt settings, keys without their namespace, variables. */
import { readConfiguration } from "../../../../provider/api/config/configuration.ts";

type Given = Record<string, string>;

/** @param config The stack's whole configuration, by key with its namespace. */
function read(config: Given, environment: Given = {}) {
  const stackKeys = { keys: Object.keys(config), project: "shop" };
  const { configuration, problems, warnings } = readConfiguration(
    (setting) => config[`transmit:${setting}`],
    environment,
    stackKeys,
  );
  return { isComplete: configuration !== undefined, problems: problems.map(({ message }) => message), warnings };
}

const whole = { "transmit:region": "eu", "transmit:clientId": "id", "transmit:clientSecret": "canary" };
const without = (key: string) => Object.fromEntries(Object.entries(whole).filter(([one]) => one !== key));

test.each<[what: string, config: Given, environment: Given, problem: string]>([
  [
    "a misspelt key",
    { ...without("transmit:clientId"), "transmit:clientID": "id" },
    {},
    "transmit:clientId is not set, but transmit:clientID is. Did you mean transmit:clientId? Run pulumi config set transmit:clientId <value>,",
  ],
  [
    "a misspelt secret",
    { ...without("transmit:clientSecret"), "transmit:clientSercet": "canary" },
    {},
    "transmit:clientSecret is not set, but transmit:clientSercet is. Did you mean transmit:clientSecret? Run pulumi config set transmit:clientSecret <secret> --secret,",
  ],
  [
    "a key without its namespace",
    { ...without("transmit:region"), "shop:region": "eu" },
    {},
    "transmit:region is not set, but shop:region is. Did you mean transmit:region?",
  ],
  [
    "a variable in another spelling",
    without("transmit:clientId"),
    { TRANSMIT_CLIENTID: "id" },
    "transmit:clientId is not set, but TRANSMIT_CLIENTID is. Did you mean TRANSMIT_CLIENT_ID?",
  ],
  [
    "a misspelt address, in place of a region",
    { ...without("transmit:region"), "transmit:baseURL": "https://api.example/cis" },
    {},
    "transmit:baseUrl is not set, but transmit:baseURL is. Did you mean transmit:baseUrl?",
  ],
  [
    "a misspelt variable of an access token, in place of the client",
    { "transmit:region": "eu" },
    { TRANSMIT_ACCES_TOKEN: "canary" },
    "transmit:accessToken is not set, but TRANSMIT_ACCES_TOKEN is. Did you mean TRANSMIT_ACCESS_TOKEN?",
  ],
  [
    "a variable in lower case",
    without("transmit:clientId"),
    { transmit_client_id: "id" },
    "transmit:clientId is not set, but transmit_client_id is. Did you mean TRANSMIT_CLIENT_ID?",
  ],
])("%s explains the setting that is missing: one message for one mistake", (_, config, environment, problem) => {
  const result = read(config, environment);
  expect(result).toEqual({ isComplete: false, problems: [expect.stringContaining(problem)], warnings: [] });
  expect(result.problems.join()).not.toContain("canary");
});

test.each([
  ["transmit:tenantID", "transmit:tenantId"],
  ["transmit:tenant_id", "transmit:tenantId"],
  ["transmit:requestPerMinute", "transmit:requestsPerMinute"],
])("%s is an error, though nothing is missing: %s would limit nothing", (key, meant) => {
  const { isComplete, problems, warnings } = read({ ...whole, [key]: "x" });
  expect(isComplete).toBe(false);
  expect(problems).toEqual([expect.stringContaining(`${key} is not a setting. Did you mean ${meant}?`)]);
  expect(warnings).toEqual([]);
});

test.each<[what: string, config: Given, environment: Given, warning: string]>([
  [
    "a key that resembles none",
    { "transmit:colour": "red" },
    {},
    "transmit:colour is not a setting of this provider. Settings are transmit:region,",
  ],
  [
    "a second spelling",
    { "transmit:clientID": "x" },
    {},
    "transmit:clientID is not a setting of this provider. Did you mean transmit:clientId?",
  ],
  [
    "a tenant without its namespace",
    { "shop:tenantId": "x" },
    {},
    "shop:tenantId is not a setting of this provider. Did you mean transmit:tenantId?",
  ],
  [
    "a misspelt variable",
    {},
    { TRANSMIT_TENANTID: "x" },
    "TRANSMIT_TENANTID is not a setting of this provider. Did you mean TRANSMIT_TENANT_ID?",
  ],
])("%s is a warning, and the rest works", (_, config, environment, warning) => {
  expect(read({ ...whole, ...config }, environment)).toEqual({
    isComplete: true,
    problems: [],
    warnings: [expect.stringContaining(warning)],
  });
});

test.each<[what: string, config: Given, environment: Given]>([
  ["the engine's own keys", { "transmit:version": "1.0.0", "transmit:pluginDownloadURL": "https://x.example" }, {}],
  ["the keys of other packages", { "aws:region": "eu-west-1", "azure-native:tenantId": "x" }, {}],
  ["the project's own keys, where ours are set", { "shop:region": "eu-west-1", "shop:clientId": "x" }, {}],
  ["other keys of the project", { "shop:name": "x", "shop:baseUrl": "https://shop.example" }, {}],
  ["variables that resemble none of ours", {}, { TRANSMIT_LOG: "debug", TRANSMIT_HOME_FOLDER: "/x" }],
  ["variables that are empty", {}, { TRANSMIT_TENANTID: "" }],
  ["a second client's variables", {}, { TRANSMIT_REGION: "eu", TRANSMIT_REGION2: "us" }],
])("%s are no mistake", (_, config, environment) => {
  expect(read({ ...whole, ...config }, environment)).toEqual({ isComplete: true, problems: [], warnings: [] });
});
