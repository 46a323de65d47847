/** Secrets of the stack's configuration that are not encrypted: a program warns of them, once a run. */
import * as pulumi from "@pulumi/pulumi";
import { isSecretSetting, settingNames } from "../../../provider/api/config/settings.ts";
import { secretSettings } from "../../../sdk/dynamic/plainSecrets.ts";
import { Application } from "../../../sdk/dynamic/resources.ts";

const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
beforeEach(() => warn.mockClear());
afterAll(() => warn.mockRestore());

/** Runs a program in a stack of its own, as the automation API does. @returns Its warnings */
async function run(config: Record<string, string>, secretKeys: string[]): Promise<string[]> {
  pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) });
  pulumi.runtime.setAllConfig(config, secretKeys);
  await pulumi.runtime.runInPulumiStack(async () => {
    for (const name of ["one", "two"])
      new Application(name, { appName: name, firstClient: { name, redirectUris: [] } });
  });
  return warn.mock.calls.map(([text]) => String(text));
}

test("the settings that are secrets are those of the provider", () => {
  expect(secretSettings).toEqual(settingNames.filter(isSecretSetting).map((setting) => `transmit:${setting}`));
});

test.each<[what: string, config: Record<string, string>, secretKeys: string[], ...warned: string[]]>([
  ["encrypted secrets", { "transmit:clientSecret": "canary", "transmit:clientId": "id" }, ["transmit:clientSecret"]],
  ["no secrets", { "transmit:region": "eu" }, []],
  ["an empty secret", { "transmit:clientSecret": "" }, []],
  ["a client secret in clear", { "transmit:clientSecret": "canary" }, [], "clientSecret"],
  [
    "an access token in clear, though another setting is encrypted",
    { "transmit:accessToken": "canary", "transmit:clientSecret": "canary" },
    ["transmit:clientSecret"],
    "accessToken",
  ],
])("a program with %s is warned with the command that encrypts, or not at all", async (_, config, keys, ...warned) => {
  const warnings = await run(config, keys);
  expect(warnings).toEqual(
    warned.map((setting) =>
      expect.stringMatching(
        new RegExp(`transmit:${setting} is set without --secret, .*pulumi config set --secret transmit:${setting}\\.`),
      ),
    ),
  );
  expect(warnings.join()).not.toContain("canary");
});
