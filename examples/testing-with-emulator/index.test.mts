import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { startEmulator } from "pulumi-transmit/emulator";

// What the tenant has before the program runs: the application of the other team.
const emulator = await startEmulator({
  seed: { applications: [{ appName: "Brand", subdomain: "brand" }] },
});

// A stack of its own, whose state goes with the test.
const backend = mkdtempSync(join(tmpdir(), "backend-"));
const stack = await LocalWorkspace.createStack(
  { stackName: "test", workDir: import.meta.dirname },
  { envVars: { ...emulator.env, PULUMI_BACKEND_URL: `file://${backend}`, PULUMI_CONFIG_PASSPHRASE: "test" } },
);

after(async () => {
  await stack.workspace.removeStack("test", { force: true });
  await emulator.close();
  rmSync(backend, { recursive: true });
});

test("the shop has a website and an app, below the subdomain of the brand", async () => {
  await stack.setConfig("site", { value: "https://staging.shop.example" });
  await stack.up();
  const shop = emulator.contents().applications.find(({ appName }) => appName === "Shop");
  assert.equal(shop?.subdomain, "brand-shop");
  assert.equal(shop?.loginUri, "https://staging.shop.example/login");
  assert.deepEqual(
    shop?.clients.map(({ name, redirectUris }) => [name, redirectUris]),
    [
      ["Website", ["https://staging.shop.example/callback"]],
      ["App", ["com.example.shop:/callback"]],
    ],
  );
});

test("a second run finds nothing to change, even if a request fails on the way", async () => {
  emulator.setFaults([{ fault: "status", status: 503, nth: 2 }]);
  await stack.up({ refresh: true, expectNoChanges: true });
});

test("all of it goes with the stack, and nothing of the other team", async () => {
  const before = emulator.contents().applications.find(({ appName }) => appName === "Brand");
  await stack.destroy();
  assert.deepEqual(emulator.contents().applications, [before]);
});
