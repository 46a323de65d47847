/** Arguments that the SDK would drop or change are refused before a resource is registered, computed ones as well. */
import * as pulumi from "@pulumi/pulumi";
import { Application, Client } from "../../../sdk/dynamic/index.ts";
import { checkArgs } from "../../../sdk/dynamic/plainArgs.ts";

const registered: Record<string, unknown>[] = [];
const begin = (preview = false) =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => {
        registered.push(inputs);
        return { id: name, state: inputs };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    preview,
  );
beforeEach(() => {
  begin();
  registered.length = 0;
});

const resource = { name: "Client", id: ["appId", "clientId"], parent: "Application" };
const check = (args: object) => checkArgs(resource, "web", args as pulumi.Inputs);
const later = (value: unknown) => pulumi.output(0).apply(() => value) as pulumi.Output<unknown>;
const unknownOutput = () =>
  new (pulumi.Output as unknown as new (...args: unknown[]) => pulumi.Output<unknown>)(
    new Set(),
    Promise.resolve(undefined),
    Promise.resolve(false),
    Promise.resolve(false),
    Promise.resolve([]),
  );

test("plain arguments are refused by the constructor, all at once, by their paths", () => {
  const args = {
    name: "Web",
    sessionExpiration: Number.POSITIVE_INFINITY,
    redirectUris: [new URL("https://shop.example")],
    authenticationConfiguration: { jwks: { made: () => "x" } },
  };
  expect(() => check(args)).toThrow(
    /^Client "web": sessionExpiration is Infinity.*\nClient "web": redirectUris\[0\] is a URL.*\nClient "web": authenticationConfiguration\.jwks\.made is a function/,
  );
  expect(() => new Client("web", args as never)).toThrow(pulumi.RunError);
  expect(check({ name: "Web", sessionExpiration: -0 })).toBeUndefined();
});

test.each<[string, unknown, string]>([
  ["an output", later(Number.NaN), "value"],
  ["a promise", Promise.resolve(new Date(0)), "value"],
  ["an output in a list", [later(1n)], "value[0]"],
  ["a promise in an object", { deep: Promise.resolve(new Map()) }, "value.deep"],
  ["what an output has inside", later({ list: ["a", () => "b"] }), "value.list[1]"],
  ["what a secret has inside", pulumi.secret(later({ at: Number.NaN })), "value.at"],
  ["an output in a promise", Promise.resolve({ at: later(Symbol("x")) }), "value.at"],
])("%s is refused once it is known", async (_, value, path) => {
  await expect(check({ value })).rejects.toThrow(`Client "web": ${path} is `);
});

test("unknown outputs stay unknown, and secrets are named", async () => {
  expect(await check({ a: unknownOutput(), b: [unknownOutput()] })).toBeUndefined();
  const args = {
    a: pulumi.secret("x"),
    b: { "c.d,": later("y"), e: Promise.resolve(pulumi.secret({ f: 1 })) },
    g: [pulumi.secret("z")],
    h: later("plain"),
    "i.j": pulumi.secret(1),
  };
  expect(await check(args)).toBe("a,b.e,g.0,i%2Ej");
});

test("a component or another resource is no id, and no value", async () => {
  const shop = new Application("shop", { appName: "Shop", clientDisplayName: "Web" });
  const component = new pulumi.ComponentResource("shop:index:Shop", "shop");
  expect(check({ appId: shop, name: "Web" })).toBeUndefined();
  expect(() => check({ appId: component })).toThrow(/^Client "web": appId is a component, but must be a value\./);
  expect(() => check({ name: shop })).toThrow(/^Client "web": name is a resource, but must be a value\./);
  expect(() => check({ redirectUris: [shop] })).toThrow(/redirectUris\[0\] is a resource/);
  expect(() => check({ logo: new pulumi.asset.StringAsset("x") })).toThrow(/logo is an asset/);
});

test("a resource is registered with the names of its secrets, and has no property for them", async () => {
  const shop = new Application("shop", {
    appName: "Shop",
    firstClient: { name: "Web", description: pulumi.secret("hidden"), redirectUris: ["https://shop.example/cb"] },
  });
  await new Promise((resolve) => pulumi.all([shop.urn]).apply(resolve));
  expect(registered).toContainEqual(expect.objectContaining({ __secrets: "firstClient.description" }));
  expect(Object.keys(shop)).not.toContain("__secrets");
});

test("a resource without computed arguments is registered without such names", async () => {
  const shop = new Application("shop", { appName: "Shop", clientDisplayName: "Web" });
  await new Promise((resolve) => pulumi.all([shop.urn]).apply(resolve));
  expect(Object.keys(registered[0] ?? {})).not.toContain("__secrets");
});
