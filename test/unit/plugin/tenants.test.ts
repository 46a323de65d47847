/** What the plugin makes of settings that changed since the run before, when it has seen no state yet. */
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { type Emulator, startEmulator } from "../../../emulator/index.ts";
import { type Json, type Plugin, settingsOf, startPlugin, struct } from "../../support/plugin.ts";

const emulators: Emulator[] = [];
let plugin: Plugin;
afterEach(async () => {
  plugin?.close();
  await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
});

async function start(tenant: string): Promise<Emulator> {
  const emulator = await startEmulator({ tenant });
  emulators.push(emulator);
  return emulator;
}

/** A run with new settings, whose stack was last run with others. */
async function change(olds: Json, news: Json): Promise<proto.DiffResponse> {
  plugin = await startPlugin();
  const request = new proto.DiffRequest().setOldInputs(struct(olds)).setOlds(struct(olds)).setNews(struct(news));
  const difference = await plugin.call<proto.DiffResponse>("diffConfig", request);
  await plugin.call("configure", new proto.ConfigureRequest().setArgs(struct(news)));
  return difference;
}

const shop = { appName: "Shop", clientDisplayName: "Web" };
const writesOf = (emulator: Emulator) => Object.keys(emulator.requests()).filter((key) => key.startsWith("POST /v1"));

test("settings of another tenant create nothing, and the error names both tenants", async () => {
  const [before, now] = [await start("tenant-a"), await start("tenant-b")];
  const difference = await change(settingsOf(before), settingsOf(now));
  expect(difference.getDiffsList()).toContain("baseUrl");
  await expect(plugin.create("Application", shop)).rejects.toThrow(/is in tenant tenant-a.*is of tenant tenant-b/);
  expect(writesOf(now)).toEqual([]);
});

test("another address of the same tenant goes on", async () => {
  const [before, now] = [await start("tenant-a"), await start("tenant-a")];
  await change(settingsOf(before), settingsOf(now));
  await plugin.create("Application", shop);
  expect(writesOf(now)).toHaveLength(1);
});

test.each([
  ["are refused", { clientSecret: "wrong" }],
  ["lead nowhere", { baseUrl: "http://127.0.0.1:1/cis" }],
  ["are not complete", { clientId: undefined }],
])("former settings that %s stop nothing: they may have been the mistake", async (_, wrong) => {
  const now = await start("tenant-b");
  await change({ ...settingsOf(now), ...wrong }, settingsOf(now));
  await plugin.create("Application", shop);
  expect(writesOf(now)).toHaveLength(1);
});

test("settings that say nothing of the tenant are no other tenant", async () => {
  const now = await start("tenant-b");
  await change({ ...settingsOf(now), maxConcurrentRequests: "2" }, settingsOf(now));
  await plugin.create("Application", shop);
  expect(Object.entries(now.requests()).filter(([key]) => key.includes("token"))).toEqual([["POST /oidc/token", 1]]);
});
