/** The policy pack from the package's tarball, with the real engine: in previews, in ups and over states, for both faces. */
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { rules } from "../../policy/rules/index.ts";
import { type RunningEmulator, runEmulator } from "../../tools/engine/emulator.ts";
import type { Result } from "../../tools/engine/stack.ts";
import { writePluginCommand } from "../support/pluginCommand.ts";
import { policyCases } from "../support/policyCases.ts";
import { copyPack, installRunner } from "../support/policyPack.ts";
import { root } from "../support/root.ts";
import { npm, pnpmSettings } from "./install/layouts.ts";
import { Managers } from "./install/managers.ts";
import { Project } from "./install/project.ts";

jest.setTimeout(8 * 60_000);

const managers = new Managers();
/** One for each face, so that neither finds what the other has made. */
let emulators: RunningEmulator[];
let transmit: string;
/** An install of npm, in which both faces' programs are run. */
let project: Project;

beforeAll(async () => {
  await managers.prepare(["pnpm"]);
  transmit = await managers.pack(root);
  emulators = [await runEmulator(root), await runEmulator(root)];
  project = open();
  await npm.lay(project);
});
afterAll(async () => {
  project?.remove();
  managers.remove();
  for (const emulator of emulators ?? []) await emulator.stop();
});

const open = (): Project => new Project(managers, { transmit, identity: "" }, emulators[0] as RunningEmulator);

/** What the installed package has, in a copy beside it. */
function usePack({ stack, folder }: Project): string {
  installRunner(join(stack.folder, "home"));
  const modules = join(folder, "node_modules");
  copyPack(join(modules, "pulumi-transmit/policy"), join(modules, ".policy"));
  return "node_modules/.policy";
}

interface Resource {
  name: string;
  type: string;
  inputs: Record<string, unknown>;
}

/** The resources of all cases, two a case. */
const resourcesOf = (isBroken: boolean): Resource[] =>
  policyCases.flatMap(({ type, keeps, breaks, isRefused }, index): Resource[] => {
    if (isRefused) return [];
    const name = `${isBroken ? "broken" : "kept"}-${index}`;
    const label = type === "Application" ? "appName" : "name";
    return [{ name, type, inputs: { ...(isBroken ? breaks : keeps), [label]: name } }];
  });

const resources = [...resourcesOf(false), ...resourcesOf(true)];
const canary = "http://canary.example/callback";
const around = { appName: "Around", firstClient: { name: "Website", redirectUris: ["http://shop.example/callback"] } };

const program = `const pulumi = require("@pulumi/pulumi");
const transmit = require("pulumi-transmit");
const { resources, around } = require("./cases.json");
const group = new pulumi.ComponentResource("acme:index:Group", "group");
const app = new transmit.Application("around", around, { parent: group });
for (const { name, type, inputs } of resources)
  new transmit[type](name, type === "Client" ? { appId: app.appId, ...inputs } : inputs);
const hidden = { appId: app.appId, name: "Hidden", redirectUris: [pulumi.secret(${JSON.stringify(canary)})] };
new transmit.Client("hidden", hidden);
`;

/** Makes the dynamic resources. */
function writeDynamic(project: Project): void {
  project.write({ "index.js": program, "cases.json": { resources, around } });
}

/** Makes the plugin's, in YAML. JSON is YAML. */
function writePlugin(project: Project): void {
  const plugin = writePluginCommand(join(project.stack.folder, "plugin"));
  const appId = ["$", "{around.appId}"].join("");
  const entries = resources.map(({ name, type, inputs }) => [
    name,
    { type: `transmit:${type}`, properties: type === "Client" ? { appId, ...inputs } : inputs },
  ]);
  const hidden = { appId, name: "Hidden", redirectUris: [{ "fn::secret": canary }] };
  project.write({
    "Pulumi.yaml": {
      name: "plugin",
      runtime: "yaml",
      plugins: { providers: [{ name: "transmit", path: plugin }] },
      resources: {
        around: { type: "transmit:Application", properties: around },
        ...Object.fromEntries(entries),
        hidden: { type: "transmit:Client", properties: hidden },
      },
    },
  });
}

/** What the pack said: the rule, the resource, and the level. */
const found = ({ output }: Result): string[] =>
  [...output.matchAll(/- \[(\w+)\] +(\S+) +\((?:\S+): (\S+)\)/g)].map(
    ([, level, rule, name]) => `${rule} ${name} ${level}`,
  );

const levelOf = (name: string) => {
  const level = rules.find((rule) => rule.name === name)?.level;
  return level === "disabled" ? "advisory" : level;
};

function expectAllCases(result: Result): void {
  const all = found(result);
  const cases = policyCases.map((one, index) => ({ ...one, index })).filter(({ isRefused }) => !isRefused);
  const missing = cases.filter(({ rule, index }) => !all.includes(`${rule} broken-${index} ${levelOf(rule)}`));
  const wrong = cases.filter(({ rule, index }) => all.some((one) => one.startsWith(`${rule} kept-${index} `)));
  expect([missing, wrong].map((ones) => ones.map(({ rule, index }) => `${rule} ${index}`))).toEqual([[], []]);
  expect(all).toContain("https-redirect-uris around mandatory");
  expect(all).toContain("https-redirect-uris hidden mandatory");
  expect(result.output).toContain("redirectUris[0] is a secret value");
  expect(result.output).not.toContain("canary");
}

/** The rule that is off by default is on. */
const on = { "deletion-protection": "advisory" };
const mandatory = rules.filter(({ level }) => level === "mandatory").map(({ name }) => name);
const exempt = ["broken-*", "hidden", "around", "urn:*::acme:index:Group$*", "nobody"].map((resource) => ({
  resource,
  reason: "a test",
}));

/** For the host of YAML. */
const languages = [
  join(root, ".engine/languages"),
  join(root, "node_modules/.bin"),
  readFileSync(join(root, ".engine/path"), "utf8"),
];

test.each([
  ["dynamic resources", 0, writeDynamic, {}],
  ["the plugin's resources", 1, writePlugin, { PATH: [...languages, process.env.PATH].join(delimiter) }],
])("each rule is kept and broken, in a preview, an up and a state: %s", async (_, index, write, more) => {
  const environment: Record<string, string> = { ...emulators[index]?.environment, ...more };
  const run = (args: string[]) => project.stack.run(args, { environment, mayFail: true });
  const pack = ["--policy-pack", usePack(project), "--policy-pack-config"];
  const spared = Object.fromEntries(mandatory.map((name) => [name, { exempt }]));
  project.write({ "on.json": on, "exempt.json": { ...on, ...spared } });
  write(project);
  await project.init({ environment });

  const preview = await run(["preview", ...pack, "on.json"]);
  expectAllCases(preview);
  expect(preview.code).not.toBe(0);

  const up = await run(["up", "--yes", "--skip-preview", ...pack, "exempt.json"]);
  expect([up.code, up.code === 0 ? "" : up.output]).toEqual([0, ""]);
  expect(found(up).filter((one) => one.endsWith("mandatory"))).toEqual([]);
  expect(up.output).toContain("Exempt, because: a test");
  expect(up.output).toContain('The exemption of "nobody" matches no resource');
  expect(up.output).not.toContain('The exemption of "broken-*" matches');

  const state = await run(["policy", "analyze", "--stack", "test", ...pack, "on.json"]);
  expectAllCases(state);
  expect(state.code).not.toBe(0);

  writeFileSync(join(project.folder, "state.json"), (await run(["stack", "export"])).stdout);
  const file = await run(["policy", "analyze", "--file", "state.json", ...pack, "on.json"]);
  expectAllCases(file);
});

const mistakes: [config: object, message: string][] = [
  [{ "https-redirect-uri": "mandatory" }, 'There is no rule "https-redirect-uri". Did you mean "https-redirect-uris"?'],
  [{ "https-redirect-uris": "strict" }, '"strict" is not a valid enforcement level'],
  [{ "https-redirect-uris": { exempt: [{ resource: "shop" }] } }, "https-redirect-uris: exempt.0: reason is required"],
  [{ "session-lifetime": { maximumSeconds: "long" } }, "session-lifetime: maximumSeconds: Invalid type"],
];

/** An export of a stack with one resource. */
const stateOf = ({ type, inputs }: { type: string; inputs: object }) => ({
  version: 3,
  deployment: {
    manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" },
    resources: [{ urn: `urn:pulumi:test::program::${type}::it`, type, custom: true, id: "it", inputs, outputs: {} }],
  },
});

test("from an install of pnpm, the pack runs, and says what is wrong with its configuration", async () => {
  const own = open();
  try {
    own.program();
    own.write({ "pnpm-workspace.yaml": pnpmSettings });
    await own.run("pnpm", ["install"]);
    const pack = ["--policy-pack", usePack(own)];
    await own.init();
    const executable = ["--policy-pack", "node_modules/.bin/pulumi-transmit-policy"];
    const preview = await own.stack.preview(pack, { mayFail: true });
    expect(found(preview)).toContain("no-implicit-response-types shop advisory");
    expect(found(preview)).toContain("redirect-uri-schemes app mandatory");
    expect(found(await own.stack.preview(executable, { mayFail: true }))).toEqual(found(preview));
    // A state needs no program to be run.
    own.write({ "state.json": stateOf({ type: "transmit:index:Client", inputs: { name: "Website" } }) });
    for (const [config, message] of mistakes) {
      own.write({ "config.json": config });
      const given = ["--file", "state.json", ...executable, "--policy-pack-config", "config.json"];
      const { code, output } = await own.stack.run(["policy", "analyze", ...given], { mayFail: true });
      expect([code === 0, output]).toEqual([false, expect.stringContaining(message)]);
      expect(output).not.toMatch(/^ +at /m);
    }
  } finally {
    own.remove();
  }
});
