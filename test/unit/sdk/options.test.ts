/** Options that dynamic resources do not have, in a program without an engine. */
import * as pulumi from "@pulumi/pulumi";
import { resources } from "../../../provider/resources/all.ts";
import { argsOf, classOf } from "../../support/classes.ts";

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

type Make = (options: pulumi.CustomResourceOptions) => pulumi.CustomResource;

const makers = resources.flatMap((resource): [name: string, how: string, make: Make][] => [
  [resource.name, "constructed", (options) => new (classOf(resource))("one", argsOf(resource), options)],
  [resource.name, "read", (options) => classOf(resource).get("one", resource.id.join("/"), options)],
]);

describe.each(makers)("%s, %s,", (kind, _, make) => {
  test("with a provider of the plugin is an error that says what to do: it would ignore that provider's tenant", () => {
    const provider = new Provider("transmit");
    expect(() => make({ provider })).toThrow(pulumi.RunError);
    expect(() => make({ provider })).toThrow(`${kind} "one" cannot have a provider of the package transmit`);
    expect(() => make({ provider })).toThrow("pulumi config set transmit:clientId");
    expect(() => make(pulumi.mergeOptions({ protect: true }, { provider }))).toThrow("cannot have a provider");
  });

  test("may have a provider of dynamic resources, which the engine uses instead of its default one", () => {
    make({ provider: new Provider("pulumi-nodejs") });
    expect(warnings()).toEqual([]);
  });

  test("may have a parent with a provider of the plugin, which is for other resources", () => {
    const provider = new Provider("transmit");
    make({ parent: new pulumi.ComponentResource("shop:index:Part", "one", {}, { provider }) });
    make({ parent: new pulumi.ComponentResource("shop:index:Part", "two", {}, { providers: { transmit: provider } }) });
    expect(warnings()).toEqual([]);
  });

  test.each([
    ["customTimeouts", { create: "5m" }, "does not pass it on to the provider"],
    ["version", "1.2.3", "one more process of the same host"],
    ["pluginDownloadURL", "https://plugins.example", "one more process of the same host"],
  ])("warns once that its option %s has no effect, and why", (option, value, reason) => {
    make({ [option]: value });
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toContain(`${kind} "one": the option \`${option}\` has no effect`);
    expect(warnings()[0]).toContain(reason);
    expect(warnings()[0]).toContain("Remove it");
  });

  test("warns of no option that is empty, or that works", () => {
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

test("the stack trace of an option's error leads to the program, not into this package", () => {
  let thrown: Error | undefined;
  try {
    makers[0]?.[2]({ provider: new Provider("transmit") });
  } catch (error) {
    thrown = error as Error;
  }
  expect(thrown?.stack).toContain("options.test.ts");
  expect(thrown?.stack).not.toContain("sdk/dynamic");
});
