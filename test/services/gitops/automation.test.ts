/** All tenants in one run of the Automation API, on three emulators: in waves, with a stop, and none with another's credentials. */
import { spawn, spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { connect, type Json } from "../../../tools/engine/api.ts";
import { type RunningEmulator, runEmulator } from "../../../tools/engine/emulator.ts";
import { installRunner } from "../../support/policyPack.ts";
import { root } from "../../support/root.ts";
import { outputOf } from "../support/output.ts";
import { makeRepository, passphrase, type Repository } from "./repository.ts";

jest.setTimeout(5 * 60_000);

const stacks = ["sandbox", "eu", "us"];
const tenants: Record<string, RunningEmulator> = {};
let repository: Repository;

beforeAll(async () => {
  for (const stack of stacks) tenants[stack] = await runEmulator(root, ["--tenant", `${stack}-tenant`]);
  const addresses = stacks.map((stack) => [stack, tenants[stack]?.environment.TRANSMIT_BASE_URL as string]);
  repository = await makeRepository(Object.fromEntries(addresses));
  const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  const { status, stderr } = spawnSync("npm", install, { cwd: repository.work, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  installRunner(join(repository.folder, "machine"));
});
afterAll(async () => {
  for (const tenant of Object.values(tenants)) await tenant.stop();
  repository?.remove();
});

const credentials = () =>
  Object.fromEntries(
    stacks.flatMap((stack) =>
      Object.entries({ ...tenants[stack]?.environment, PULUMI_CONFIG_PASSPHRASE: passphrase })
        .filter(([name]) => /^TRANSMIT_CLIENT_(ID|SECRET)$|^PULUMI_CONFIG_PASSPHRASE$/.test(name))
        .map(([name, value]) => [`${stack.toUpperCase()}_${name}`, value]),
    ),
  );

function run(
  command: string,
  given: Record<string, string> = credentials(),
): Promise<{ code: number | null; output: string }> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI|TRANSMIT)_/.test(name));
  return new Promise((resolve, reject) => {
    const child = spawn("node", ["automation/main.mts", command], {
      cwd: repository.work,
      env: {
        ...Object.fromEntries(inherited),
        PATH: [join(root, "node_modules/.bin"), join(root, ".engine/bin"), process.env.PATH].join(delimiter),
        PULUMI_HOME: join(repository.folder, "machine"),
        PULUMI_BACKEND_URL: repository.backend,
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        ...given,
      },
    });
    const output = outputOf(child);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: output() }));
  });
}

const applicationsOf = async (stack: string): Promise<Json[]> => {
  const api = await connect(tenants[stack] as RunningEmulator);
  return ((await api("GET", "/v1/applications")) as { result: Json[] }).result;
};

test("it compiles", () => {
  const { stdout } = spawnSync("tsc", ["-p", "automation"], { cwd: repository.work, encoding: "utf8" });
  expect(stdout).toBe("");
});

test("with the credentials of another tenant, a deployment stops in its wave, and later waves do not begin", async () => {
  const good = credentials();
  const wrong = {
    ...good,
    SANDBOX_TRANSMIT_CLIENT_ID: good.EU_TRANSMIT_CLIENT_ID as string,
    SANDBOX_TRANSMIT_CLIENT_SECRET: good.EU_TRANSMIT_CLIENT_SECRET as string,
  };
  const { code, output } = await run("up", wrong);
  expect(code).toBe(1);
  expect(output).toContain("| sandbox | **failed** | see below |");
  expect(output).toContain("| us | **skipped** | an earlier stack failed |");
  for (const stack of stacks) expect(await applicationsOf(stack)).toEqual([]);
  for (const secret of Object.values(good).filter((value) => value.length > 20)) expect(output).not.toContain(secret);
});

test("one program deploys all tenants, each with what its own stack file says", async () => {
  const preview = await run("preview");
  expect(preview.output).toMatch(/\| us \| done \| \d to create \|/);
  expect(preview.code).toBe(0);
  expect((await run("up")).code).toBe(0);
  for (const stack of stacks) {
    const applications = await applicationsOf(stack);
    expect(applications.map(({ app_name: name }) => name)).toEqual(["Shop"]);
    const api = await connect(tenants[stack] as RunningEmulator);
    const [{ app_id: id } = {}] = applications;
    const clients = (await api("GET", `/v1/applications/${id}/clients`)) as { redirect_uris: string[] }[];
    expect(clients.flatMap((client) => client.redirect_uris)).toContain(`https://${stack}.shop.example/callback`);
  }
});

test("drift is told apart from what could not be checked", async () => {
  expect((await run("drift")).code).toBe(0);
  const api = await connect(tenants.eu as RunningEmulator);
  const [{ app_id: id } = {}] = await applicationsOf("eu");
  await api("PUT", `/v1/applications/${id}`, { app_name: "Renamed by hand" });
  const drifted = await run("drift");
  expect(drifted.output).toContain("| eu | done | differs: shop |");
  expect(drifted.output).toContain("| us | done | in sync |");
  expect(drifted.code).toBe(7);
  const { US_TRANSMIT_CLIENT_SECRET: _, ...incomplete } = credentials();
  const unknown = await run("drift", incomplete);
  expect(unknown.output).toContain("| us | **failed** | see below |");
  expect(unknown.code).toBe(1);
});
