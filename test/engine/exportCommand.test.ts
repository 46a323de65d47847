/** How `pulumi-transmit export` ends, and what it leaves. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "../support/root.ts";
import { canary, untidy } from "../support/untidyTenant.ts";
import { type Exporting, openExporting } from "./exporting.ts";

jest.setTimeout(5 * 60_000);

let world: Exporting;
beforeEach(async () => {
  world = await openExporting({ seed: untidy });
});
afterEach(() => world?.end());

const command = (args: string[], environment: Record<string, string> = {}) =>
  world.stack.transmit(["export", ...args], { mayFail: true, environment });

/** A `pulumi` that first does something else, as somebody may at that moment. */
function pulumiAfter(script: string): Record<string, string> {
  const folder = join(world.stack.folder, "bin");
  mkdirSync(folder);
  const engine = readFileSync(join(root, ".engine/path"), "utf8");
  const file = join(folder, "pulumi");
  writeFileSync(file, `#!/bin/sh\n${script}\nexec ${engine}/pulumi "$@"\n`);
  chmodSync(file, 0o755);
  return { PATH: [folder, join(root, "node_modules/.bin"), engine, process.env.PATH].join(delimiter) };
}

test("what differs is named, with what the program says and what is there, and the project stays", async () => {
  const { send } = world.emulator;
  const told = await send("GET", "/v1/applications/id-portal");
  expect(told.status).toBe(200);
  const mark = join(world.stack.folder, "refreshing");
  const environment = pulumiAfter(
    `case "$1" in refresh) touch ${mark}; while [ -e ${mark} ]; do sleep 0.1; done;; esac`,
  );
  const running = command(["--only", "Portal"], environment);
  while (!existsSync(mark)) await new Promise((resolve) => setTimeout(resolve, 100));
  await send("PUT", "/v1/applications/id-portal", { app_name: "Renamed" });
  rmSync(mark);
  const { code, stdout } = await running;
  expect([code, stdout]).toEqual([
    7,
    expect.stringContaining('Application portal: update\n  appName: wanted "Portal", found "Renamed"'),
  ]);
  expect(existsSync(join(world.folder, "index.ts"))).toBe(true);
});

test("a dry run prints the program, and writes nothing", async () => {
  const { code, stdout, stderr } = await command(["--dry-run"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("==> applications/shop.ts <==\nimport * as transmit");
  expect(stdout).toContain("inviteClientId: portal.clientId,");
  expect(stdout).not.toContain(canary);
  expect(existsSync(world.folder)).toBe(false);
});

test("a folder that is not empty is refused before anything is asked, and a name that is not there before anything is written", async () => {
  mkdirSync(world.folder);
  writeFileSync(join(world.folder, "mine"), "");
  const refused = await command([]);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("which is not empty")]);
  expect(world.emulator.requests()["GET /v1/applications"]).toBeUndefined();
  const unknown = await command(["--only", "Portl", "--out", "other"]);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean "Portal"?')]);
  expect(existsSync(join(world.stack.program, "other"))).toBe(false);
});

test("without pulumi, or without the SDK, the project is written and the command says what is missing", async () => {
  const alone = join(world.stack.folder, "alone");
  mkdirSync(alone);
  const without = await command([], { PATH: alone });
  expect([without.code, without.stderr]).toEqual([1, expect.stringContaining("The command pulumi was not found.")]);
  expect(without.stderr).toContain("--no-verify");
  expect(existsSync(join(world.folder, "index.ts"))).toBe(true);
  const sdk = await command(["--out", "plugin", "--language", "typescript-plugin"]);
  expect([sdk.code, sdk.stderr]).toEqual([
    1,
    expect.stringContaining("The package pulumi-transmit-plugin is not installed."),
  ]);
});

test("the settings of a stack are enough, and one that does not exist is named", async () => {
  const { TRANSMIT_BASE_URL: url, TRANSMIT_CLIENT_ID: id, TRANSMIT_CLIENT_SECRET: secret } = world.emulator.env;
  await world.stack.make("");
  await world.stack.init();
  await world.stack.run(["config", "set", "transmit:baseUrl", String(url)]);
  await world.stack.run(["config", "set", "transmit:clientId", String(id)]);
  await world.stack.run(["config", "set", "transmit:clientSecret", String(secret), "--secret"]);
  const none = { TRANSMIT_BASE_URL: "", TRANSMIT_CLIENT_ID: "", TRANSMIT_CLIENT_SECRET: "", TRANSMIT_TOKEN_URL: "" };
  const lacking = await command(["--no-verify"], none);
  expect([lacking.code, lacking.stderr]).toEqual([3, expect.stringContaining("TRANSMIT_CLIENT_ID")]);
  const { code, summary } = await world.run(["--stack", "test", "--only", "Portal"], none);
  expect([code, summary]).toMatchObject([0, { applications: 1, verified: true, differences: [] }]);
  const unknown = await command(["--stack", "nowhere", "--out", "other"], none);
  expect(unknown.code).toBe(2);
});

test("an API that cannot be reached is said, and nothing is written", async () => {
  const { code, stderr } = await command(["--no-verify"], { TRANSMIT_CLIENT_SECRET: "wrong" });
  expect([code, stderr]).toEqual([3, expect.stringContaining("answered 401")]);
  expect(existsSync(world.folder)).toBe(false);
});
