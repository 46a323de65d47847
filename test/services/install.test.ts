/** The package from its tarball, in the layouts of every package manager: a program lives on the real engine and leaves nothing. */
import { connect, type Json, type Send } from "../../tools/engine/api.ts";
import { type RunningEmulator, runEmulator } from "../../tools/engine/emulator.ts";
import { root } from "../support/root.ts";
import { componentLayouts, type Layout, layouts, npm, plugNPlayComponent, tried } from "./install/layouts.ts";
import { Managers } from "./install/managers.ts";
import { Project, type Tarballs } from "./install/project.ts";

jest.setTimeout(10 * 60_000);

const managers = new Managers();
let emulator: RunningEmulator;
let api: Send;
let tarballs: Tarballs;

beforeAll(async () => {
  await managers.prepare();
  const transmit = await managers.pack(root);
  await managers.compileExample(transmit);
  tarballs = { transmit, identity: await managers.pack(managers.example.identity) };
  emulator = await runEmulator(root);
  api = await connect(emulator);
});
afterAll(async () => {
  managers.remove();
  await emulator?.stop();
});

const applications = async () => ((await api("GET", "/v1/applications")) as { result: Json[] }).result;
const namesOf = async (appId: unknown) =>
  ((await api("GET", `/v1/applications/${appId}/clients`)) as Json[]).map(({ name }) => name).sort();

async function inProject(layout: Layout, use: (project: Project) => Promise<void>): Promise<void> {
  const project = new Project(managers, tarballs, emulator, layout);
  try {
    await layout.lay(project);
    await use(project);
  } finally {
    project.remove();
  }
}

async function expectToLive(layout: Layout, clients: string[]): Promise<void> {
  await inProject(layout, async (project) => {
    const environment = layout.environment?.(project) ?? {};
    await project.init({ environment });
    await project.stack.up([], { environment });
    const [application] = await applications();
    expect(await namesOf(application?.app_id)).toEqual(clients);
    await project.stack.destroy([], { environment });
    expect(await applications()).toEqual([]);
  });
}

test.each(tried(layouts))("%s", (_, layout) => expectToLive(layout, ["App", "Site"]));

test.each(tried(componentLayouts))("a component package brings the package along: %s", (_, layout) =>
  expectToLive(layout, ["shop app", "shop website"]),
);

const missing = ({ folder }: Project) =>
  `The package pulumi-transmit is not found from ${folder}: add it to the dependencies there, and keep it until the stack has none of its resources.`;

test("where Plug'n'Play keeps a component package's dependencies from the program, one sentence says what to add", () =>
  inProject(plugNPlayComponent, async (project) => {
    const environment = plugNPlayComponent.environment?.(project) ?? {};
    await project.init({ environment });
    const { output } = await project.stack.preview([], { environment, mayFail: true });
    expect(output).toContain(missing(project));
    expect(output).not.toMatch(/^ +at /m);
    expect(await applications()).toEqual([]);
  }));

test("npm: where the package has left before its last resource, one sentence says what to do, and that helps", () =>
  inProject(npm, async (project) => {
    await project.init();
    await project.stack.up();
    const manifest = project.read("package.json");
    project.write({ "index.js": "" });
    await project.run("npm", ["uninstall", "--silent", "pulumi-transmit"]);
    const { code, output } = await project.stack.up([], { mayFail: true });
    expect(code).not.toBe(0);
    expect(output).toContain(missing(project));
    expect(output).not.toMatch(/^ +at /m);
    project.write({ "package.json": manifest });
    await project.npm();
    await project.stack.up();
    expect(await applications()).toEqual([]);
  }));
