/** Unit tests of programs, with Pulumi's mocks: everything that a program learns comes from them. */
import * as pulumi from "@pulumi/pulumi";
import { functions } from "../../../provider/functions/index.ts";
import { resources } from "../../../provider/resources/all.ts";
import * as transmit from "../../../sdk/dynamic/index.ts";
import { callMocks } from "../../../sdk/dynamic/mocks.ts";
import { argsOf, classOf } from "../../support/classes.ts";
import { plain, secret, stateOf } from "../../support/outputs.ts";

// The module that sends requests is not even loaded.
jest.mock("../../../provider/dynamic/functions.ts", () => {
  throw new Error("the provider was loaded");
});

interface Options {
  call?: pulumi.runtime.Mocks["call"];
  state?: Record<string, unknown>;
  id?: (args: pulumi.runtime.MockResourceArgs) => string | undefined;
  preview?: boolean;
}

/** @returns What the mocks are asked. */
function begin({ call = () => ({}), state = {}, id = ({ name }) => `${name}-id`, preview = false }: Options = {}) {
  const asked = { calls: [] as pulumi.runtime.MockCallArgs[], resources: [] as pulumi.runtime.MockResourceArgs[] };
  const mocks: pulumi.runtime.Mocks = {
    newResource: (args) => {
      asked.resources.push(args);
      return { id: id(args), state: { ...args.inputs, ...state } };
    },
    call: (args) => {
      asked.calls.push(args);
      return call(args);
    },
  };
  pulumi.runtime.setMocks(mocks, "project", "stack", preview);
  return asked;
}

const first = { name: "Web", redirectUris: ["https://shop.example/callback"] };
const makeShop = (name = "shop", options?: pulumi.CustomResourceOptions) =>
  new transmit.Application(name, { appName: "Shop", firstClient: first }, options);

type Call = (args?: object, options?: pulumi.InvokeOutputOptions) => pulumi.Output<Record<string, unknown>>;
const functionNamed = (name: string) => (transmit as unknown as Record<string, Call>)[name] as Call;

describe("functions", () => {
  test.each(functions.flatMap(({ name }) => [[name, name] as const, [`${name}Output`, name] as const]))(
    "%s asks the mocks for the plugin's function %s",
    async (called, name) => {
      const asked = begin({ call: () => ({ answer: "mocked" }) });
      const takesArguments = functions.find((one) => one.name === name)?.args.fields.appId !== undefined;
      const args = takesArguments ? { appId: pulumi.output("app"), name: undefined } : undefined;
      const found = args ? functionNamed(called)(args) : functionNamed(called)();
      expect(await stateOf(found)).toEqual(plain({ answer: "mocked" }));
      const inputs = args ? { appId: "app" } : {};
      expect(asked.calls).toEqual([{ token: `transmit:index:${name}`, inputs, provider: "" }]);
    },
  );

  test("each property of a result is an output, and what is secret is secret in a test as well", async () => {
    begin({ call: async () => ({ appId: "app", clientSecret: "canary", subdomain: pulumi.output("shop") }) });
    const shop = transmit.getApplication({ appName: "Shop" });
    expect(await stateOf(shop.appId)).toEqual(plain("app"));
    expect(await stateOf(shop.customDomain)).toEqual(plain(undefined));
    expect(await stateOf(shop.clientSecret)).toEqual(secret("canary"));
    expect(await stateOf(shop)).toEqual(secret({ appId: "app", clientSecret: "canary", subdomain: "shop" }));
    expect(await stateOf(shop.subdomain)).toEqual(plain("shop"));
  });

  test("a secret argument reaches the mocks as its value, and makes the result secret", async () => {
    const asked = begin({ call: () => ({ appName: "Shop" }) });
    expect(await stateOf(transmit.getApplication({ appId: pulumi.secret("app") }).appName)).toEqual(secret("Shop"));
    expect(asked.calls[0]?.inputs).toEqual({ appId: "app" });
  });

  test("an unknown argument makes the result unknown, and the mocks are not asked", async () => {
    const asked = begin({ preview: true, id: () => undefined });
    const { isKnown } = await stateOf(transmit.getClients({ appId: makeShop().appId }).clients);
    expect(isKnown).toBe(false);
    expect(asked.calls).toEqual([]);
  });

  test("an error of the mocks keeps its message, which the SDK's own functions lose", async () => {
    const call = () => {
      throw new Error("no mock of this function");
    };
    const mocks = { call, newResource: () => ({ id: "", state: {} }) };
    await expect(callMocks(mocks, "getApplications", {})).rejects.toThrow("no mock of this function");
  });

  test("without mocks and without an engine, a function refuses: it would use the credentials of the shell", () => {
    pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
    expect(() => transmit.getApplications()).toThrow(pulumi.RunError);
    expect(() => transmit.getApplications()).toThrow(
      /^transmit\.getApplications is called without the Pulumi engine, .* pulumi\.runtime\.setMocks /,
    );
  });
});

describe("options of functions", () => {
  const found = { call: () => ({ clients: [] }) };
  const call = (options: pulumi.InvokeOutputOptions) => transmit.getClients({ appId: "app" }, options);
  const dependenciesOf = (output: unknown) =>
    (output as { allResources(): Promise<Set<pulumi.Resource>> }).allResources();

  class Part extends pulumi.ComponentResource {
    readonly shop: transmit.Application;
    constructor(name: string) {
      super("shop:index:Part", name);
      this.shop = makeShop(`${name}-shop`, { parent: this });
      this.registerOutputs({});
    }
  }

  test("dependsOn: the result depends on the resources, and comes after them", async () => {
    let exists = false;
    const asked = begin({
      ...found,
      id: ({ name }) => {
        exists ||= name === "shop";
        return name;
      },
    });
    const shop = makeShop();
    const clients = call({ dependsOn: shop });
    expect(await stateOf(clients.clients)).toEqual(secret([]));
    expect([exists, asked.calls.length]).toEqual([true, 1]);
    expect([...(await dependenciesOf(clients.clients))]).toContain(shop);
  });

  test.each<[string, (shop: transmit.Application) => pulumi.InvokeOutputOptions["dependsOn"]]>([
    ["a resource", (shop) => shop],
    ["a list", (shop) => [shop]],
    ["an output", (shop) => pulumi.output(shop) as unknown as pulumi.Output<pulumi.Resource>],
    ["a promise of a list with a promise", (shop) => Promise.resolve([Promise.resolve(shop)])],
    ["a component that contains it", () => new Part("part")],
  ])(
    "dependsOn, %s: as long as it does not exist, the result is unknown and the mocks are not asked",
    async (_, give) => {
      const asked = begin({ ...found, preview: true, id: () => undefined });
      expect((await stateOf(call({ dependsOn: give(makeShop()) }).clients)).isKnown).toBe(false);
      expect(asked.calls).toEqual([]);
    },
  );

  test("dependsOn of something else is an error that says so", () => {
    begin(found);
    const dependsOn = ["shop"] as unknown as pulumi.Resource[];
    expect(() => call({ dependsOn })).toThrow(
      "transmit.getClients: its option `dependsOn` has something that is not a resource.",
    );
  });

  class Provider extends pulumi.ProviderResource {
    constructor(type: string) {
      super(type, type);
    }
  }

  test("provider: one of the plugin is refused, since the function would use the stack's settings", () => {
    begin(found);
    const refused = () => call({ provider: new Provider("transmit") });
    expect(refused).toThrow(pulumi.RunError);
    expect(refused).toThrow(
      /^transmit\.getClients cannot use a provider of the package transmit.*\n.*\n.*pulumi-transmit-plugin: its functions/,
    );
  });

  test("provider of dynamic resources, parent: nothing changes", async () => {
    begin(found);
    const parent = new pulumi.ComponentResource("shop:index:Part", "one", {}, { provider: new Provider("transmit") });
    expect(await stateOf(call({ parent, provider: new Provider("pulumi-nodejs") }).clients)).toEqual(secret([]));
  });

  test("version, pluginDownloadURL: a warning says that they have no effect", () => {
    const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
    begin(found);
    call({ version: "1.2.3" });
    expect(warn.mock.calls.flat().join()).toContain("transmit.getClients: the option `version` has no effect");
    warn.mockRestore();
  });
});

describe("resources", () => {
  test.each(resources.map((resource) => [resource.name, resource] as const))(
    "the mocks get the type and the inputs of %s",
    async (name, resource) => {
      const asked = begin();
      const made = new (classOf(resource))("one", argsOf(resource));
      await stateOf(made.urn);
      const { __provider: provider, ...inputs } = asked.resources[0]?.inputs ?? {};
      expect(asked.resources[0]).toMatchObject({
        type: `pulumi-nodejs:dynamic/transmit:${name}`,
        name: "one",
        custom: true,
      });
      expect(provider).toContain("pulumi-transmit");
      expect(inputs).toEqual(argsOf(resource));
    },
  );

  test("outputs are what the mocks return, and those that they leave out are undefined", async () => {
    begin({ state: { appId: "app", clientId: "first", clientSecret: "canary", tenantId: "tenant" } });
    const shop = makeShop();
    expect(await stateOf(shop.appId)).toEqual(plain("app"));
    expect(await stateOf(shop.clientId)).toEqual(plain("first"));
    expect(await stateOf(shop.tenantId)).toEqual(plain("tenant"));
    expect(await stateOf(shop.firstClient)).toEqual(plain(first));
    expect(await stateOf(shop.createdBy)).toEqual(plain(undefined));
  });

  test("secret outputs are secrets, though mocks mark nothing", async () => {
    begin({ state: { clientSecret: "canary" } });
    const shop = makeShop();
    expect(await stateOf(shop.clientSecret)).toEqual(secret("canary"));
    expect((await stateOf(shop.loginPreferences)).isSecret).toBe(true);
    expect((await stateOf(shop.clientId)).isSecret).toBe(false);
  });

  test("outputs of a test stay what they were after the next test has set its mocks", async () => {
    begin({ state: { clientSecret: "of the first" } });
    const shop = makeShop();
    await stateOf(shop.urn);
    begin({ state: { clientSecret: "of the second" } });
    expect((await stateOf(shop.clientSecret)).value).toBe("of the first");
    expect((await stateOf(makeShop().clientSecret)).value).toBe("of the second");
  });

  test.each([false, true])(
    "ids that the mocks leave out are those in the resource's id (preview: %s)",
    async (preview) => {
      const asked = begin({ preview, id: ({ name }) => (name === "web" ? "shop-id/web-id" : `${name}-id`) });
      const shop = makeShop();
      const web = new transmit.Client("web", { ...first, appId: shop.appId });
      expect((await stateOf(shop.appId)).value).toBe("shop-id");
      expect((await stateOf(web.clientId)).value).toBe("web-id");
      expect(asked.resources[1]?.inputs.appId).toBe("shop-id");
      expect((await stateOf(transmit.Application.get("read", "app").appId)).value).toBe("app");
    },
  );

  test("in a preview, what is to be created has no ids", async () => {
    begin({ preview: true, id: () => undefined });
    const shop = makeShop();
    expect(await Promise.all([shop.id, shop.appId, shop.clientSecret].map(stateOf))).toEqual(
      [1, 2, 3].map(() => expect.objectContaining({ isKnown: false })),
    );
  });
});
