import { readFileSync } from "node:fs";
import { parseBehaviour, plain, switches } from "../emulator/behaviour.ts";
import { readRules } from "../emulator/faultRule.ts";
import { type Emulator, startEmulator } from "../emulator/index.ts";
import type { Command } from "./main.ts";
import { readOptions, UsageError } from "./usage.ts";

const usage = `pulumi-transmit emulator [--port N] [--data FILE] [--log] [--behaviour NAME=VALUE,…]
                          [--latency MS] [--faults FILE] [--admin] [--tenant ID] [--management-app ID]

Emulates the API on 127.0.0.1 until it is ended. Prints its address and the provider's settings for it.

  --port N      port to listen on; 0, the default, for any that is free
  --data FILE   SQLite file to keep everything in; without it, all is forgotten in the end
  --log         one line for each request, on standard error
  --behaviour   what it does where the contract leaves it open; the first of each is the default:
${Object.entries(switches)
  .map(([name, values]) => `                  ${name.padEnd(11)}${values.join(" | ")}`)
  .join("\n")}
                  lag        milliseconds that reads lag when they are stale; 3000
  --latency MS  milliseconds before each answer
  --faults FILE JSON list of rules: which requests go wrong, and how
  --admin       serve /admin/faults, /admin/behaviour and /admin/requests, to change and to ask while it runs
  --tenant ID   tenant_id of all that is made, and of access tokens; emulated-tenant
  --management-app ID
                app_id of the application that the credentials belong to, and with them signing keys: only
                the keys of this one are seen; emulated-management-application
`;

export const emulator: Command = { summary: "emulate the API, to try and to test programs offline", usage, run };

async function run(args: string[]): Promise<void> {
  const options = readOptions(args, {
    port: { type: "string" },
    data: { type: "string" },
    log: { type: "boolean" },
    behaviour: { type: "string" },
    latency: { type: "string" },
    faults: { type: "string" },
    admin: { type: "boolean" },
    tenant: { type: "string" },
    "management-app": { type: "string" },
  });
  const behaviour = behaviourIn(options.behaviour);
  const port = portIn(options.port ?? "0");
  const log = options.log ? (line: string) => void process.stderr.write(`${line}\n`) : undefined;
  const latency = latencyIn(options.latency ?? "0");
  const faults = options.faults === undefined ? [] : faultsIn(options.faults);
  const tenant = idIn("tenant", options.tenant);
  const managementApp = idIn("management-app", options["management-app"]);
  const { data, admin } = options;
  const given = { port, data, log, behaviour, latency, faults, admin, tenant, managementApp };
  const started = await startEmulator(given).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Error(`port ${port} is in use. Choose another, or 0 for any that is free.`);
  });
  process.stdout.write(`listening on ${started.url}\n`);
  for (const [name, value] of Object.entries(started.environment)) process.stdout.write(`${name}=${value}\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end(started));
}

async function end(started: Emulator): Promise<void> {
  await started.close();
  process.exit(0);
}

function portIn(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`--port is "${text}", but has to be a number from 0 to 65535.`);
}

function behaviourIn(text: string | undefined) {
  try {
    return text === undefined ? plain : parseBehaviour(text);
  } catch (error) {
    throw new UsageError(`--behaviour: ${(error as Error).message}`);
  }
}

function latencyIn(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new UsageError(`--latency is "${text}", but has to be milliseconds.`);
}

function idIn(option: string, text: string | undefined): string | undefined {
  if (text === undefined || text.trim() !== "") return text;
  throw new UsageError(`--${option} is "${text}", but must be an id.`);
}

function faultsIn(file: string) {
  try {
    return readRules(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new UsageError(`--faults ${file}: ${(error as Error).message}`);
  }
}
