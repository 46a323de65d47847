import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commands } from "../../cli/commands.ts";
import { type Emulator, startEmulator } from "../../emulator/index.ts";
import { switches } from "../../emulator/tenant/behaviour.ts";
import { claimsIn, fetchJson, requestToken, tokenFrom } from "../support/emulated.ts";
import { allOptions, options } from "../support/emulatorOptions.ts";
import { root } from "../support/root.ts";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

interface Command {
  child: ChildProcess;
  /** Everything printed so far. */
  printed: { stdout: string; stderr: string };
  ended: Promise<number | NodeJS.Signals | null>;
  /** Resolves as soon as standard output has this many lines. */
  lines(count: number): Promise<string[]>;
}

/** Starts the command from its sources, which Node runs as they are. */
function run(...args: string[]): Command {
  const flags = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--disable-warning=ExperimentalWarning"];
  const child = spawn(process.execPath, [...flags, join(root, "cli/main.ts"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const printed = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("close", (code, signal) => {
      running.delete(child);
      resolve(code ?? signal);
    });
  });
  const lines = (count: number) =>
    new Promise<string[]>((resolve, reject) => {
      const look = () => {
        const complete = printed.stdout.split("\n").slice(0, -1);
        if (complete.length >= count) resolve(complete);
      };
      child.stdout.on("data", look);
      ended.then(() => reject(new Error(`ended before line ${count}: ${printed.stdout}${printed.stderr}`)));
      look();
    });
  return { child, printed, ended, lines };
}

/** The address and the credentials that the command printed. */
async function settingsOf({ lines }: Command): Promise<Pick<Emulator, "tokenUrl" | "baseUrl" | "credentials">> {
  const settings = Object.fromEntries((await lines(5)).slice(1, 4).map((line) => line.split("=")));
  return {
    tokenUrl: settings.TRANSMIT_BASE_URL.replace(/cis$/, "oidc/token"),
    baseUrl: settings.TRANSMIT_BASE_URL,
    credentials: { clientId: settings.TRANSMIT_CLIENT_ID, clientSecret: settings.TRANSMIT_CLIENT_SECRET },
  };
}

test("it prints its address and the provider's settings, and they work", async () => {
  const command = run("emulator");
  const lines = await command.lines(5);
  const port = lines[0]?.match(/^listening on http:\/\/127\.0\.0\.1:(\d+)$/)?.[1];
  expect(lines).toEqual([
    `listening on http://127.0.0.1:${port}`,
    `TRANSMIT_BASE_URL=http://127.0.0.1:${port}/cis`,
    expect.stringMatching(/^TRANSMIT_CLIENT_ID=\S+$/),
    expect.stringMatching(/^TRANSMIT_CLIENT_SECRET=\S+$/),
    expect.stringMatching(/^page at http:\/\/127\.0\.0\.1:\d+\/_emulator#token=[\w-]{32}$/),
  ]);
  const page = await fetch(lines[4]?.replace("page at ", "") as string);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  const token = await requestToken((await settingsOf(command)) as Emulator);
  expect(token.status).toBe(200);
  expect(command.printed.stderr).toBe("");
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends it at once with code 0, even with an idle connection",
  async (signal) => {
    const command = run("emulator");
    const { baseUrl } = await settingsOf(command);
    const agent = new Agent({ keepAlive: true });
    try {
      await new Promise((resolve) =>
        request(baseUrl, { agent }, (response) => response.resume().on("end", resolve)).end(),
      );
      expect(Object.keys(agent.sockets).length + Object.keys(agent.freeSockets).length).toBe(1);
      const since = Date.now();
      command.child.kill(signal);
      expect(await command.ended).toBe(0);
      expect(Date.now() - since).toBeLessThan(2000);
    } finally {
      agent.destroy();
    }
  },
);

test("--port is the port it listens on, and a port in use is an error that names it, with code 1", async () => {
  const other = await startEmulator();
  const port = new URL(other.url).port;
  const refused = run("emulator", "--port", port);
  expect(await refused.ended).toBe(1);
  expect(refused.printed).toEqual({
    stdout: "",
    stderr: `pulumi-transmit: port ${port} is in use. Choose another, or 0 for any that is free.\n`,
  });
  await other.close();
  expect((await run("emulator", "--port", port).lines(1))[0]).toBe(`listening on http://127.0.0.1:${port}`);
});

test("--data keeps the credentials for the next start", async () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  try {
    const first = run("emulator", "--data", join(folder, "data"));
    const { credentials } = await settingsOf(first);
    first.child.kill("SIGTERM");
    await first.ended;
    const second = run("emulator", "--data", join(folder, "data"));
    expect((await settingsOf(second)).credentials).toEqual(credentials);
  } finally {
    for (const child of running) child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});

test("--seed is what the tenant holds at the start, and --json prints all that a program needs, as one line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const file = join(folder, "seed.json");
  try {
    writeFileSync(file, '{ "tenantId": "shops", "applications": [{ "appName": "Shop" }] }');
    const command = run("emulator", "--seed", file, "--json");
    const { url, baseUrl, clientId, clientSecret, env } = JSON.parse((await command.lines(1))[0] as string);
    expect(baseUrl).toBe(`${url}/cis`);
    expect(env).toEqual({
      TRANSMIT_BASE_URL: baseUrl,
      TRANSMIT_CLIENT_ID: clientId,
      TRANSMIT_CLIENT_SECRET: clientSecret,
    });
    const token = await tokenFrom({
      tokenUrl: `${url}/oidc/token`,
      credentials: { clientId, clientSecret },
    } as Emulator);
    const { body } = await fetchJson(`${baseUrl}/v1/applications`, { headers: { authorization: `Bearer ${token}` } });
    expect(body).toEqual({ result: [expect.objectContaining({ app_name: "Shop", tenant_id: "shops" })] });
    expect(command.printed.stdout.trim().split("\n")).toHaveLength(1);
    writeFileSync(file, '{ "applications": [{ "appname": "Shop" }] }');
    const refused = run("emulator", "--seed", file);
    expect(await refused.ended).toBe(1);
    expect(refused.printed.stderr).toBe(
      `pulumi-transmit: ${file} cannot be used:\n- applications[0].appName is missing.\n` +
        "- applications[0].appname is unknown. Did you mean appName?\n",
    );
  } finally {
    for (const child of running) child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});

test("--log prints a line for each request on standard error, without bodies, tokens and secrets", async () => {
  const command = run("emulator", "--log");
  const settings = await settingsOf(command);
  const headers = { authorization: `Bearer ${await tokenFrom(settings as Emulator)}` };
  const body = JSON.stringify({ app_name: "canary", client_display_name: "canary" });
  await fetchJson(`${settings.baseUrl}/v1/applications?canary=1`, { method: "POST", headers, body });
  command.child.kill("SIGTERM");
  await command.ended;
  expect(command.printed.stderr).toBe("POST /oidc/token 200\nPOST /cis/v1/applications 201\n");
});

test("resources and access tokens have the ids of --tenant and --management-app", async () => {
  const command = run("emulator", "--tenant", "shops", "--management-app=-pipeline");
  const settings = await settingsOf(command);
  const token = await tokenFrom(settings as Emulator);
  expect(claimsIn(token)).toMatchObject({ tenant_id: "shops", app_id: "-pipeline" });
  const headers = { authorization: `Bearer ${token}` };
  const place = `${settings.baseUrl}/v1/applications/signing-keys`;
  await fetchJson(place, { method: "POST", headers, body: '{"name":"Key"}' });
  const { body } = await fetchJson(place, { headers });
  expect(body).toEqual([expect.objectContaining({ tenant_id: "shops", app_id: "-pipeline" })]);
});

test("the help names every option, every switch with its values, and commands to try", async () => {
  const command = run("emulator", "--help");
  expect(await command.ended).toBe(0);
  for (const option of options) expect(command.printed.stdout).toMatch(new RegExp(`^  --${option}\\b`, "m"));
  for (const [name, values] of Object.entries(switches))
    expect(command.printed.stdout).toMatch(new RegExp(`^ +${name} +${values.join(" \\| ")}$`, "m"));
  const examples = [...command.printed.stdout.matchAll(/^ {2}pulumi-transmit (emulator .*)$/gm)];
  expect(examples.length).toBeGreaterThan(0);
  for (const [, words] of examples)
    for (const [flag] of (words as string).matchAll(/--[\w-]+/g)) expect(options).toContain(flag.slice(2));
});

const generalHelp =
  /^Usage: pulumi-transmit <command> \[options\]\n.*\n {2}emulator +emulate [^\n]*\n.*\nExit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}3 .*\n {2}7 .*\n$/s;
const emulatorHelp = /^Usage: pulumi-transmit emulator \[options\]\n/;

test.each([
  [[], generalHelp],
  [["--help"], generalHelp],
  [["-h"], generalHelp],
  [["help"], generalHelp],
  [["emulator", "--help"], emulatorHelp],
  [["emulator", "--port", "-h"], emulatorHelp],
  [["help", "emulator"], emulatorHelp],
  [["--version"], new RegExp(`^${version.replaceAll(".", "\\.")}\n$`)],
  [["-v"], new RegExp(`^${version.replaceAll(".", "\\.")}\n$`)],
])("%j prints its answer, with code 0", async (args, expected) => {
  const command = run(...args);
  expect(await command.ended).toBe(0);
  expect(command.printed.stdout).toMatch(expected);
  expect(command.printed.stderr).toBe("");
});

test.each([
  [["start"], `Unknown command 'start'. The commands are: ${Object.keys(commands).join(", ")}.`],
  [["emulator", "--verbose"], `Unknown option '--verbose'. ${allOptions}`],
  [["emulator", "--port"], "--port needs a value: --port <number>. If it begins with a dash, write --port=VALUE."],
  [["emulator", "--port", "http"], '--port is "http": it must be an integer from 0 to 65535.'],
])("%j prints its usage error on standard error, with code 2", async (args, message) => {
  const command = run(...args);
  expect(await command.ended).toBe(2);
  expect(command.printed).toEqual({ stdout: "", stderr: `pulumi-transmit: ${message}\n` });
});

test("a pipe that its reader closes early is no error", async () => {
  const command = run("emulator", "--help");
  command.child.stdout?.destroy();
  expect(await command.ended).toBe(0);
  expect(command.printed.stderr).toBe("");
});

test("a data file that cannot be used is an error that names it, with code 1", async () => {
  const command = run("emulator", "--data", join(root, "package.json"));
  expect(await command.ended).toBe(1);
  expect(command.printed.stderr).toEqual(
    expect.stringContaining(`pulumi-transmit: ${join(root, "package.json")} cannot be used:\n- name is unknown.`),
  );
});

test("--faults reads rules from a file, --latency delays, and --admin serves the admin paths", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-faults-"));
  const file = join(folder, "faults.json");
  writeFileSync(file, '[{ "fault": "status", "status": 503, "path": "/v1/applications" }]');
  try {
    const command = run("emulator", "--faults", file, "--latency", "1", "--admin");
    const { baseUrl } = await settingsOf(command);
    expect((await fetch(`${baseUrl}/v1/applications`)).status).toBe(503);
    const faults = await fetch(new URL("/admin/faults", baseUrl));
    expect(await faults.json()).toMatchObject([{ status: 503, struck: 1 }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
