/** `pulumi-transmit emulator`: serves the emulated API until it is ended. */
import type { Command } from "commander";
import { parseBehaviour, switches } from "../../emulator/behaviour.ts";
import { readRules } from "../../emulator/faultRule.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/index.ts";
import { option } from "../option.ts";
import { readId, readJsonFile, readMilliseconds, readPort } from "../values.ts";

const behaviourHelp = `
Behaviour: what the API does where its description leaves it open. The first value is the default.
${Object.entries(switches)
  .map(([name, values]) => `  ${name.padEnd(11)} ${values.join(" | ")}`)
  .join("\n")}
  lag         milliseconds that reads lag behind writes, with reads=stale; default 3000`;

const examples = `
Examples:
  pulumi-transmit emulator --port 8080 --data emulator.sqlite --log
  pulumi-transmit emulator --behaviour put=replace,arrays=sorted
  pulumi-transmit emulator --latency 50 --faults faults.json --admin

It prints its address and the provider's settings for it, as environment variables.
Set them where you run "pulumi up". Ctrl-C ends the emulator.`;

export function define(command: Command): void {
  command
    .description("Emulates the API on 127.0.0.1 until it is ended.")
    .addOption(option("--port <number>", "port to listen on; 0: any free port", readPort).default(0))
    .option("--data <file>", "SQLite file that keeps everything for the next start; without it, nothing is kept")
    .option("--log", "print one line for each request on standard error")
    .addOption(option("--behaviour <name=value,…>", "what the API does, by switch; see below", parseBehaviour))
    .addOption(option("--latency <ms>", "milliseconds before each response", readMilliseconds).default(0))
    .addOption(option("--faults <file>", "JSON list of rules: which requests fail, and how", readFaults))
    .option("--admin", "serve /admin/faults, /admin/behaviour and /admin/requests, to control and inspect it")
    .addOption(
      option("--tenant <id>", "tenant_id of all resources and access tokens (default: emulated-tenant)", readId),
    )
    .addOption(
      option(
        "--management-app <id>",
        "app_id of the application that the credentials and the signing keys belong to; the keys of another one are " +
          "not visible (default: emulated-management-application)",
        readId,
      ),
    )
    .addHelpText("after", behaviourHelp)
    .addHelpText("after", examples)
    .action(serve);
}

const readFaults = (path: string) => readRules(readJsonFile(path));

async function serve({ log, ...options }: Omit<EmulatorOptions, "log"> & { log?: boolean }): Promise<void> {
  const print = (line: string) => void process.stderr.write(`${line}\n`);
  const started = await startEmulator({ ...options, log: log ? print : undefined }).catch(explainPort(options.port));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end(started));
  process.stdout.write(`listening on ${started.url}\n`);
  for (const [name, value] of Object.entries(started.environment)) process.stdout.write(`${name}=${value}\n`);
}

const explainPort = (port: number | undefined) => (error: NodeJS.ErrnoException) => {
  if (error.code !== "EADDRINUSE") throw error;
  throw new Error(`port ${port} is in use. Choose another, or 0 for any that is free.`);
};

async function end(started: Emulator): Promise<void> {
  await started.close();
  process.exit(0);
}
