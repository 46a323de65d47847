/** The command `adopt` on projects that `export` wrote, with the real engine and both packages for TypeScript. */
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { AdoptReport } from "../../cli/adopt/report.ts";
import type { Seed } from "../../emulator/index.ts";
import { stageNodeSdk } from "../../tools/release/packages.ts";
import { openSource } from "../../tools/release/source.ts";
import { writePluginCommand } from "../support/pluginCommand.ts";
import { root } from "../support/root.ts";
import { type Exporting, openExporting } from "./exporting.ts";

jest.setTimeout(5 * 60_000);

const site = { redirectUris: ["https://shop.example/callback"] };
const seed: Seed = {
  applications: [
    {
      appId: "id-shop",
      appName: "Shop",
      appDescription: "Sells things",
      inviteClientId: "id-shop-app",
      clients: [
        { clientId: "id-shop-web", clientSecret: "canary-of-the-website", name: "Web", ...site },
        { clientId: "id-shop-app", name: "App", clientType: "native", ...site },
        { clientId: "id-shop-saml", name: "Partner", authenticationProtocol: "saml", spEntityId: "urn:shop" },
      ],
    },
    { appId: "id-portal", appName: "Portal", clients: [{ clientId: "id-portal-web", name: "Web", ...site }] },
  ],
  signingKeys: [{ keyId: "id-key", name: "2026", status: "signing" }],
};

const pulumi = (args: string[], options = {}) => world.stack.run(["-C", "infra", ...args], options);

let world: Exporting;
afterEach(() => world?.end());

async function open(language: string): Promise<void> {
  world = await openExporting({ seed });
  const modules = join(world.stack.program, "node_modules");
  if (language === "typescript-plugin")
    cpSync(stageNodeSdk(openSource(root)), join(modules, "pulumi-transmit-plugin"), { recursive: true });
  await world.run(["--language", language, "--no-verify"]);
  const folder = writePluginCommand(join(world.stack.folder, "plugin"));
  appendFileSync(
    join(world.folder, "Pulumi.yaml"),
    `plugins: { providers: [{ name: transmit, path: "${folder}" }] }\n`,
  );
  await pulumi(["stack", "init", "test"]);
  const values = Object.entries(world.emulator.config).map(([key, { value, secret }]) => [
    secret ? "--secret" : "--plaintext",
    `${key}=${value}`,
  ]);
  await pulumi(["config", "set-all", ...values.flat()], { quiet: true });
}

async function adopt(args = ["--yes"]): Promise<{ code: number; report: AdoptReport; output: string }> {
  const { code, stdout, output } = await world.stack.transmit(["adopt", "--cwd", "infra", "--json", ...args], {
    mayFail: true,
  });
  if (!stdout.startsWith("{")) throw new Error(`adopt ended with ${code}: ${output}`);
  expect(output).not.toContain("canary");
  return { code, report: JSON.parse(stdout), output };
}

const outcomes = ({ objects }: AdoptReport): string[] => [...new Set(objects.map(({ outcome }) => outcome))];

async function urns(): Promise<string[]> {
  const { stdout } = await pulumi(["stack", "export"], { quiet: true });
  const { resources = [] } = JSON.parse(stdout).deployment;
  return resources.map(({ urn }: { urn: string }) => urn);
}

/** Of the program. */
function replaceIn(file: string, from: string, to: string): void {
  const path = join(world.folder, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

async function expectInSync(): Promise<void> {
  await pulumi(["preview", "--expect-no-changes"]);
  const { stdout } = await pulumi(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
  expect(stdout).toContain("unchanged");
  expect(world.writes()).toEqual([]);
}

describe.each([["typescript"], ["typescript-plugin"]])("%s", (language) => {
  test("a new stack has everything; then the program manages it", async () => {
    await open(language);
    const asked = await adopt([]);
    expect([asked.code, asked.report.changed, outcomes(asked.report)]).toEqual([7, false, ["new"]]);
    expect(await urns()).toEqual([]);

    const { code, report } = await adopt();
    expect([code, report.changed, report.differences]).toEqual([0, true, []]);
    expect(report.objects).toHaveLength(5);
    await expectInSync();

    const again = await adopt();
    expect([again.code, again.report.changed, outcomes(again.report)]).toEqual([0, false, ["there"]]);
    expect(world.writes()).toEqual([]);

    replaceIn("applications/shop.ts", "Sells things", "Sells more");
    await pulumi(["up", "--yes", "--skip-preview"]);
    expect(world.writes().map((line) => line.replace(/ \d+$/, ""))).toEqual(["PUT /cis/v1/applications/id-shop"]);
    expect(world.emulator.contents().applications[0]?.appDescription).toBe("Sells more");
    await pulumi(["state", "unprotect", "--all", "--yes"]);
    await pulumi(["destroy", "--yes", "--skip-preview"]);
    expect(world.emulator.contents().applications).toEqual([]);
  });

  test("what an interrupted import has left is handed over, and the rest adopted", async () => {
    await open(language);
    const { resources } = JSON.parse(readFileSync(join(world.folder, "import.json"), "utf8"));
    const half = resources.filter((_: unknown, index: number) => index % 2 === 0);
    writeFileSync(join(world.folder, "half.json"), JSON.stringify({ resources: half }));
    await pulumi(["import", "--file", "half.json", "--generate-code=false", "--yes", "--skip-preview"]);
    const { code, report } = await adopt();
    expect([code, report.changed, report.differences]).toEqual([0, true, []]);
    expect(outcomes(report).sort()).toEqual(["imported", "new"]);
    await expectInSync();
    const again = await adopt();
    expect([again.code, again.report.changed, outcomes(again.report)]).toEqual([0, false, ["there"]]);
  });

  test("if the program differs, it says what, and the stack stays as it is", async () => {
    await open(language);
    replaceIn("applications/shop.ts", "Sells things", "Sells other things");
    const { code, report } = await adopt();
    expect([code, report.changed]).toEqual([7, false]);
    expect(report.differences).toEqual([
      expect.objectContaining({
        type: "Application",
        op: "update",
        properties: [{ path: "appDescription", wanted: "Sells other things", found: "Sells things", secret: false }],
      }),
    ]);
    expect(await urns()).toEqual([]);
    expect(world.writes()).toEqual([]);
  });

  test("what is not in the tenant, and what the program does not declare, is named", async () => {
    await open(language);
    const file = join(world.folder, "import.json");
    const { resources } = JSON.parse(readFileSync(file, "utf8"));
    resources[0].id = "id-of-nothing";
    resources.push({ type: "transmit:index:Application", name: "undeclared", id: "id-portal" });
    writeFileSync(file, JSON.stringify({ resources }));
    const { code, report } = await adopt();
    expect([code, report.changed]).toEqual([7, false]);
    expect(outcomes(report).sort()).toEqual(["new", "notFound", "undeclared"]);
    expect(await urns()).toEqual([]);
  });
});

test("while another run holds the lock of the stack, it says who, and changes nothing", async () => {
  await open("typescript");
  const locks = join(world.stack.folder, "backend/.pulumi/locks/organization/infra/test");
  mkdirSync(locks, { recursive: true });
  const holder = { pid: process.pid, username: "ann", hostname: hostname(), timestamp: new Date().toISOString() };
  writeFileSync(join(locks, "another-run.json"), JSON.stringify(holder));
  const { code, stdout, output } = await world.stack.transmit(["adopt", "--cwd", "infra", "--yes"], { mayFail: true });
  expect([code, stdout]).toEqual([1, ""]);
  expect(output).toContain(`The stack is locked by ann on ${hostname()}, process ${process.pid}`);
  expect(await urns()).toEqual([]);
});
