/** Checks of dynamic resources: problems of the settings and of the inputs, all at once, without any value of a property. */
import type { ConfigureRequest, ResourceProvider } from "@pulumi/pulumi/dynamic";
import { provide } from "../../../provider/dynamic/adapter.ts";
import type { Values } from "../../../provider/fields/field.ts";
import { client } from "../../../provider/resources/index.ts";

const variables = Object.entries(process.env).filter(([name]) => name.startsWith("TRANSMIT_"));
beforeAll(() => {
  for (const [name] of variables) delete process.env[name];
});
afterAll(() => void Object.assign(process.env, Object.fromEntries(variables)));

async function check(provider: ResourceProvider, settings: Record<string, string>, inputs: Values, olds: Values = {}) {
  const request = { config: { get: (key: string) => settings[key] } } as unknown as ConfigureRequest;
  await provider.configure?.(request);
  return provider.check?.(olds, inputs);
}

const configured = { "transmit:region": "eu", "transmit:clientId": "id", "transmit:clientSecret": "canary" };
const valid = { appId: "app", name: "Web", redirectUris: ["https://shop.example/cb"] };

test("valid inputs pass, without nulls and without the host's own key", async () => {
  const checked = await check(provide(client), configured, { ...valid, description: null, __provider: "code" });
  expect(checked).toEqual({ inputs: valid, failures: [] });
});

test("each failure has a message that names the setting or the property, and lets the engine print no value", async () => {
  const checked = await check(
    provide(client),
    { "transmit:region": "mars", "transmit:clientId": "id" },
    { ...valid, nmae: "x" },
  );
  expect(checked?.failures).toEqual([
    { property: "", reason: expect.stringMatching(/^transmit:region is "mars"/) },
    { property: "", reason: expect.stringMatching(/^transmit:clientSecret is not set\./) },
    { property: "", reason: "nmae is not a property of a client. Did you mean name?" },
  ]);
});

test("a provider that is configured again forgets invalid settings", async () => {
  const provider = provide(client);
  expect((await check(provider, {}, valid))?.failures).toHaveLength(2);
  expect((await check(provider, configured, valid))?.failures).toEqual([]);
});

test("check warns of inputs that the standards advise against, once, by the resource's name", async () => {
  // The host's first argument is the engine's address. There is none here, so a warning goes to standard error.
  const said = jest.spyOn(console, "error").mockImplementation(() => {});
  try {
    const odd = { ...valid, redirectUris: ["http://shop.example/cb"] };
    const provider = provide(client);
    expect((await check(provider, configured, odd))?.failures).toEqual([]);
    expect(said.mock.calls).toEqual([[expect.stringMatching(/^Client "Web": redirectUris\[0\] is plain http/)]]);
    await check(provider, configured, odd, odd);
    await check(provider, configured, { ...odd, name: "" });
    expect(said).toHaveBeenCalledTimes(1);
  } finally {
    said.mockRestore();
  }
});

test("a component's URN, which the engine gives in its place, is no id", async () => {
  const urn = "urn:pulumi:test::program::my:index:Shop::it";
  const checked = await check(provide(client), configured, { ...valid, appId: urn });
  expect(checked?.failures).toEqual([
    { property: "", reason: expect.stringContaining("which is the URN of a resource of Pulumi") },
  ]);
});
