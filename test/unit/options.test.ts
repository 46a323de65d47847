/** Options that dynamic resources do not have, in a program without an engine. */
import * as pulumi from "@pulumi/pulumi";
import { Application, Client, SigningKey } from "../../sdk/dynamic/index.ts";

class Provider extends pulumi.ProviderResource {
  constructor(name: string) {
    super(name, "own");
  }
}

const warn = jest.spyOn(console, "warn").mockImplementation(() => {});

beforeAll(() =>
  pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) }),
);
beforeEach(() => warn.mockClear());
afterAll(() => warn.mockRestore());

const warnings = () => warn.mock.calls.map(([text]) => String(text));

const settings = { name: "Web", redirectUris: ["https://shop.example/callback"] };
type Options = pulumi.CustomResourceOptions;

const makers = [
  ["Application", (options: Options) => new Application("one", { appName: "Shop", firstClient: settings }, options)],
  ["Client", (options: Options) => new Client("one", { appId: "app", ...settings }, options)],
  ["SigningKey", (options: Options) => new SigningKey("one", { name: "2026" }, options)],
  ["Application", (options: Options) => Application.get("one", "app", options)],
  ["Client", (options: Options) => Client.get("one", "app/client", options)],
  ["SigningKey", (options: Options) => SigningKey.get("one", "key", options)],
] as const;

describe.each(makers)("%s", (kind, make) => {
  test("with a plugin's provider is an error, which says what to do: it would be of another tenant than it says", () => {
    const provider = new Provider("transmit");
    expect(() => make({ provider })).toThrow(pulumi.RunError);
    expect(() => make({ provider })).toThrow(`${kind} "one" cannot have a provider of the package transmit`);
    expect(() => make({ provider })).toThrow("pulumi config set transmit:clientId");
    expect(() => make(pulumi.mergeOptions({ protect: true }, { provider }))).toThrow("cannot have a provider");
  });

  test("may have a provider of dynamic resources, which the engine asks instead of its own", () => {
    make({ provider: new Provider("pulumi-nodejs") });
    expect(warnings()).toEqual([]);
  });

  test("may have a parent with a plugin's provider, which is for others", () => {
    const provider = new Provider("transmit");
    make({ parent: new pulumi.ComponentResource("shop:index:Part", "one", {}, { provider }) });
    make({ parent: new pulumi.ComponentResource("shop:index:Part", "two", {}, { providers: { transmit: provider } }) });
    expect(warnings()).toEqual([]);
  });

  test.each([
    ["customTimeouts", { create: "5m" }, "does not hand it on to the provider"],
    ["version", "1.2.3", "one more process of the same host"],
    ["pluginDownloadURL", "https://plugins.example", "one more process of the same host"],
  ])("is told once that its option %s has no effect, and why", (option, value, reason) => {
    make({ [option]: value });
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toContain(`${kind} "one": the option \`${option}\` has no effect`);
    expect(warnings()[0]).toContain(reason);
    expect(warnings()[0]).toContain("Remove it");
  });

  test("is told nothing of options that say nothing, or that work", () => {
    make({ provider: undefined, customTimeouts: {}, version: undefined, pluginDownloadURL: "" });
    make({
      ignoreChanges: ["name"],
      replaceOnChanges: ["name"],
      hideDiffs: ["name"],
      protect: true,
      retainOnDelete: true,
      dependsOn: [],
    });
    make({ replacementTrigger: "2026", deleteBeforeReplace: true, additionalSecretOutputs: ["name"] });
    expect(warnings()).toEqual([]);
  });
});

test("an error of an option is of the program's place, not of this package's", () => {
  let thrown: Error | undefined;
  try {
    makers[0][1]({ provider: new Provider("transmit") });
  } catch (error) {
    thrown = error as Error;
  }
  expect(thrown?.stack).toContain("options.test.ts");
  expect(thrown?.stack).not.toContain("sdk/dynamic");
});
