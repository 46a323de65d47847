/**
 * A deployment on GitHub that is cancelled in the middle of its creates: the steps are the workflow's, begun and ended as GitHub's
 * runner does. See its reference on the cancellation of workflows.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { connect, type Json, type Send } from "../../../tools/engine/api.ts";
import { type RunningEmulator, runEmulator } from "../../../tools/engine/emulator.ts";
import { end } from "../../../tools/engine/processes.ts";
import { Stack } from "../../../tools/engine/stack.ts";
import { copyPack, installRunner } from "../../support/policyPack.ts";
import { root } from "../../support/root.ts";
import { outputOf } from "../support/output.ts";

jest.setTimeout(3 * 60_000);

const example = join(root, "examples/gitops");
const workflow = parse(readFileSync(join(example, ".github/workflows/deploy.yml"), "utf8"));
const steps: { name?: string; run?: string; if?: string }[] = workflow.jobs.deploy.steps;

/** The last one waits for the others. */
const kiosks = `
const kiosk = (name: string, dependsOn: pulumi.Resource[]) =>
  new transmit.Client(name, {
    appId: shop.appId,
    name,
    redirectUris: ["https://" + name + ".shop.example/callback"],
    responseTypes: ["code"],
    pkce: "enforcePkceAlongsideClientCredentials",
  }, { dependsOn });
kiosk("last", ["north", "south", "east"].map((name) => kiosk(name, [])));
`;
const whole = ["Shop", "Shop app", "Shop website", "east", "last", "north", "south"];

let emulator: RunningEmulator;
let stack: Stack;
let api: Send;

beforeAll(async () => {
  emulator = await runEmulator(root, ["--tenant", "sandbox-tenant", "--admin"]);
  api = await connect(emulator);
  stack = new Stack({ root, environment: { ...emulator.environment, PULUMI_STACK: "sandbox" } });
  stack.copy(example);
  const settings = readFileSync(join(example, "Pulumi.sandbox.yaml"), "utf8").replace(/^ *transmit:region: .*\n/m, "");
  const program = readFileSync(join(example, "index.ts"), "utf8");
  stack.write({ "Pulumi.sandbox.yaml": settings, "index.ts": program + kiosks });
  usePack();
  await stack.run(["stack", "init", "sandbox"]);
});
afterAll(async () => {
  stack?.remove();
  await emulator?.stop();
});

/** The package where npm puts it, with its pack as the tests' engine can run it. */
function usePack(): void {
  const place = join(stack.program, "node_modules/pulumi-transmit");
  rmSync(place);
  mkdirSync(place);
  copyFileSync(join(root, "package.json"), join(place, "package.json"));
  symlinkSync(join(root, "dist"), join(place, "dist"));
  copyPack(join(root, "policy"), join(place, "policy"));
  installRunner(join(stack.folder, "home"));
}

interface Ended {
  code: number | null;
  signal: string | null;
  output: string;
}

/** Runs a step as GitHub does. @param meanwhile Gets its first process, and is waited for, too. */
async function play(name: string, meanwhile?: (first: ChildProcess) => Promise<void>): Promise<Ended> {
  const script = join(stack.folder, "step.sh");
  writeFileSync(script, steps.find((step) => step.name === name)?.run ?? `echo "no step ${name}"; exit 99`);
  const child = spawn("bash", ["-e", script], {
    cwd: stack.program,
    env: {
      PATH: [join(root, "node_modules/.bin"), readFileSync(join(root, ".engine/path"), "utf8"), process.env.PATH].join(
        delimiter,
      ),
      HOME: join(stack.folder, "home"),
      PULUMI_HOME: join(stack.folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(stack.folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      CI: "true",
      GITHUB_ACTIONS: "true",
      STACK: "sandbox",
      ...emulator.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = outputOf(child);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve({ code, signal, output: output() }));
  });
  await meanwhile?.(child);
  return ended;
}

async function succeed(name: string): Promise<void> {
  const { code, output } = await play(name);
  if (code !== 0) throw new Error(`The step ${name} ended with ${code}:\n${output}`);
}

/** Only the first process gets the signals. In the end, all that is left of the step is killed. */
async function cancel(first: ChildProcess): Promise<void> {
  first.kill("SIGINT");
  await sleep(7_500);
  first.kill("SIGTERM");
  await sleep(2_500);
  first.kill("SIGKILL");
  end(stack.processes());
}

async function objects(): Promise<{ ids: string[]; names: string[] }> {
  const { result } = (await api("GET", "/v1/applications")) as { result: Json[] };
  const [shop] = result;
  const clients = shop ? ((await api("GET", `/v1/applications/${shop.app_id}/clients`)) as Json[]) : [];
  const own = clients.filter(({ client_id: id }) => id !== shop?.client_id);
  return {
    ids: [...result.map(({ app_id: id }) => String(id)), ...own.map(({ client_id: id }) => `${shop?.app_id}/${id}`)],
    names: [...result.map(({ app_name: name }) => String(name)), ...clients.map(({ name }) => String(name))].sort(),
  };
}

async function untilMade(count: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await objects()).ids.length >= count) return;
    await sleep(100);
  }
  throw new Error(`There were not ${count} objects within 30 s.`);
}

async function state(): Promise<{ ids: string[]; pending: string[] }> {
  const { deployment } = JSON.parse((await stack.run(["stack", "export"], { quiet: true })).stdout);
  const { resources, pending_operations: pending = [] } = deployment as Record<string, Json[]>;
  const ours = (resources ?? []).filter(({ type }) => /transmit:(Application|Client)$/.test(String(type)));
  const nameOf = (operation: Json) =>
    String((operation.resource as Json).urn)
      .split("::")
      .at(-1) as string;
  return { ids: ours.map(({ id }) => String(id)), pending: (pending as Json[]).map(nameOf) };
}

const locks = (): string[] =>
  readdirSync(join(stack.folder, "backend/.pulumi"), { recursive: true, encoding: "utf8" }).filter((file) =>
    /^locks\/.*\.json$/.test(file),
  );

const setFaults = (faults: object[]) =>
  fetch(`${emulator.url}/admin/faults`, { method: "PUT", body: JSON.stringify(faults) });

test("what a cancelled deployment had begun is settled by its last step, and the next deployment makes the rest", async () => {
  const create = { method: "POST", path: "/v1/applications/{appId}/clients", when: "after" };
  // One is answered never, the others late.
  await setFaults([
    { ...create, fault: "hang", nth: 3 },
    { ...create, fault: "slow", milliseconds: 3000 },
  ]);
  const cancelled = await play("up", async (first) => {
    await untilMade(5);
    expect(locks()).toHaveLength(1);
    await cancel(first);
  });
  await setFaults([]);
  expect(cancelled).toMatchObject({ code: expect.any(Number), signal: null });
  expect(cancelled.code).not.toBe(0);
  expect(locks()).toEqual([]);
  const begun = await objects();
  expect(begun.names).toEqual(whole.filter((name) => name !== "last"));
  expect((await state()).pending).toHaveLength(1);

  expect(steps.find(({ name }) => name === "recover what was cancelled")?.if).toBe("cancelled()");
  await succeed("recover what was cancelled");
  expect((await state()).pending).toEqual([]);
  expect((await state()).ids.sort()).toEqual(begun.ids.sort());

  // The next job has another machine.
  rmSync(join(stack.folder, "home/transmit"), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  await succeed("recover");
  await succeed("up");
  const made = await objects();
  expect(made.names).toEqual(whole);
  expect(begun.ids.filter((id) => !made.ids.includes(id))).toEqual([]);
  expect(await state()).toEqual({ ids: expect.arrayContaining(made.ids), pending: [] });
  expect((await state()).ids).toHaveLength(made.ids.length);
  expect(locks()).toEqual([]);
});
