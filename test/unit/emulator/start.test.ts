/** How an emulator is started in a process, and what it says about itself. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type EmulatorOptions, startEmulator } from "../../../emulator/index.ts";
import { requestToken } from "../../support/emulated.ts";

test.each<[Record<string, unknown>, string]>([
  [{ sed: {} }, "startEmulator: There is no option sed. Did you mean seed? The options are: seed, port, data, "],
  [{ colour: 1 }, "startEmulator: There is no option colour. The options are: seed, port, data, "],
  [{ port: "80" }, "startEmulator: port must be an integer from 0 to 65535."],
  [{ port: 65_536 }, "startEmulator: port must be an integer from 0 to 65535."],
  [{ tenant: "" }, "startEmulator: tenant must be an id, a string that is not empty."],
  [{ seed: 7 }, "startEmulator: seed must be an object, or the path of a JSON file."],
  [
    { latency: -1, admin: "yes" },
    "startEmulator: latency must be a number of milliseconds, 0 or more.\nadmin must be a boolean.",
  ],
  [{ credentials: { clientSecret: "canary" } }, "startEmulator: credentials must be an object with a clientId and"],
  [{ behaviour: { pot: "replace" } }, 'There is no switch "pot". Did you mean put? There are: put, null, '],
  [{ behaviour: { put: "both" } }, 'put is "both", which is none of merge, replace.'],
  [{ faults: [{ fault: "explode" }] }, "faults[0].fault must be one of status, reset, "],
])("the options %j are refused", async (options, message) => {
  const error = await startEmulator(options as EmulatorOptions).catch((caught: Error) => caught);
  expect((error as Error).message).toContain(message);
  expect((error as Error).message).not.toContain("canary");
});

test("an option that is undefined is as if it were left out", async () => {
  const emulator = await startEmulator({ port: undefined, seed: undefined });
  expect(emulator.contents()).toEqual({
    version: 1,
    tenantId: "emulated-tenant",
    managementAppId: "emulated-management-application",
    applications: [],
    signingKeys: [],
  });
  await emulator.close();
});

test("a port in use is said in words", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  await expect(startEmulator({ port })).rejects.toMatchObject({
    message: `port ${port} is in use. Choose another, or 0 for any that is free.`,
    code: "EADDRINUSE",
  });
  await new Promise((resolve) => other.close(resolve));
});

test("the settings are told as environment, as arguments of a provider and as configuration of a stack", async () => {
  const credentials = { clientId: "me", clientSecret: "canary" };
  const emulator = await startEmulator({ credentials });
  const { baseUrl } = emulator;
  expect(emulator.env).toEqual({
    TRANSMIT_BASE_URL: baseUrl,
    TRANSMIT_CLIENT_ID: "me",
    TRANSMIT_CLIENT_SECRET: "canary",
  });
  expect(emulator.settings).toEqual({ baseUrl, clientId: "me", clientSecret: "canary" });
  expect(emulator.config).toEqual({
    "transmit:baseUrl": { value: baseUrl },
    "transmit:clientId": { value: "me" },
    "transmit:clientSecret": { value: "canary", secret: true },
  });
  await emulator.close();
});

test("it ends with the block that uses it, and a second close does no harm", async () => {
  let ended: Awaited<ReturnType<typeof startEmulator>>;
  {
    await using emulator = await startEmulator();
    expect((await requestToken(emulator)).status).toBe(200);
    ended = emulator;
  }
  await expect(fetch(ended.url)).rejects.toThrow();
  await ended.close();
});

test("many run at once, each with its own contents", async () => {
  const names = Array.from({ length: 20 }, (_, index) => `App ${index}`);
  const all = await Promise.all(names.map((appName) => startEmulator({ seed: { applications: [{ appName }] } })));
  try {
    expect(new Set(all.map(({ url }) => url)).size).toBe(20);
    expect(all.map((one) => one.contents().applications[0]?.appName)).toEqual(names);
  } finally {
    await Promise.all(all.map((one) => one.close()));
  }
});
