/** Settings of dynamic resources: each mistake is told once in a run, by the error or in one warning. */
import type { ConfigureRequest, ResourceProvider } from "@pulumi/pulumi/dynamic";
import { provide } from "../../../provider/dynamic/adapter.ts";
import { resources } from "../../../provider/resources/all.ts";

const variables = Object.entries(process.env).filter(([name]) => name.startsWith("TRANSMIT_"));
const printed = jest.spyOn(console, "error").mockImplementation(() => {});
beforeAll(() => {
  for (const [name] of variables) delete process.env[name];
});
beforeEach(() => printed.mockClear());
afterEach(() => {
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
});
afterAll(() => {
  printed.mockRestore();
  Object.assign(process.env, Object.fromEntries(variables));
});

/** One provider for each resource, configured as the host of the SDK does. */
const open = (rawConfig: Record<string, string>): ResourceProvider[] =>
  resources.map((resource) => {
    const provider = provide(resource);
    const config = { rawConfig, projectName: "shop", get: (key: string) => rawConfig[key] };
    void provider.configure?.({ config } as unknown as ConfigureRequest);
    return provider;
  });

const whole = { "transmit:region": "eu", "transmit:clientId": "id", "transmit:clientSecret": "canary" };

test("warnings of the settings are told once, whatever resources there are", async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  for (const provider of open({ ...whole, "transmit:colour": "red" })) {
    await provider.check?.({}, {});
    await provider.check?.({}, {});
  }
  expect(printed.mock.calls.map(([text]) => text)).toEqual([
    expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED is 0/),
    expect.stringMatching(/^transmit:colour is not a setting of this provider/),
  ]);
});

test("a misspelt key is named in place of the setting that it should have been", async () => {
  const [provider] = open({ "transmit:region": "eu", "transmit:clientID": "id", "transmit:clientSecret": "canary" });
  const checked = await provider?.check?.({}, { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } });
  expect(checked?.failures).toEqual([
    {
      property: "",
      reason: expect.stringContaining("transmit:clientId is not set, but transmit:clientID is."),
    },
  ]);
});

test("a value of another type than string is as it would be in the stack's file", async () => {
  const [provider] = open({ ...whole, "transmit:requestsPerMinute": 60, "transmit:region": { a: 1 } } as never);
  const checked = await provider?.check?.({}, { appName: "Shop", clientDisplayName: "Web" });
  expect(checked?.failures).toEqual([
    { property: "", reason: expect.stringContaining("transmit:region is a list or an object, which is none of") },
  ]);
});

test("a host that does not show its keys leaves misspelt ones unnoticed", async () => {
  const provider = provide(resources[0] as (typeof resources)[number]);
  const get = (key: string) => (whole as Record<string, string>)[key];
  await provider.configure?.({ config: { get } } as unknown as ConfigureRequest);
  expect((await provider.check?.({}, { appName: "Shop", clientDisplayName: "Web" }))?.failures).toEqual([]);
});

test("what is wrong with the settings is said once in a run", async () => {
  const errors: Error[] = [];
  for (const provider of open({ "transmit:region": "mars" })) {
    for (const id of ["a", "b"]) await provider.read?.(id, { id }).catch((error) => errors.push(error));
    await provider.delete?.("c", { id: "c" }).catch((error) => errors.push(error));
  }
  expect(errors).toHaveLength(resources.length * 3);
  expect(errors.filter(({ message }) => message.includes("mars"))).toHaveLength(1);
  expect(errors[0]?.message).toMatch(/^transmit:region is "mars"/);
  expect(new Set(errors.slice(1).map(({ message }) => message))).toEqual(
    new Set(["The provider's settings are missing or invalid, as the error of another resource says."]),
  );
  // The host prints this for each of them.
  expect(`${errors[0]}: ${errors[0]?.stack}`).toBe("Application a: not read (settings).");
});
