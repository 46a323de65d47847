/** `pulumi-transmit emulator`: serves the emulated API until it is ended. */
import type { Command } from "commander";
import { readRules } from "../../emulator/faults/faultRule.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/index.ts";
import { parseBehaviour, switches } from "../../emulator/tenant/behaviour.ts";
import { greeting } from "../greeting.ts";
import { option } from "../option.ts";
import { expectTenantIn } from "../snapshotFile.ts";
import { readerOf } from "../terminal/reader.ts";
import { UsageError } from "../usageError.ts";
import { readId, readJsonFile, readMilliseconds, readPort } from "../values.ts";

const firstSteps = `
First steps:
  1. pulumi-transmit emulator --port 8080
  2. Set the three variables that it prints, in the terminal where you run Pulumi.
  3. pulumi up
  4. Open the page that it prints: it shows applications, clients and keys, the requests as they come with what each
     changed, and switches for behaviour and faults. Only this machine can open it. Secrets are hidden: the page shows
     them to who has the token at the end of the printed address.
It holds nothing at first and forgets everything when it ends: --seed gives it contents, and --data keeps them.`;

const behaviourHelp = `
Behaviour: what the API does where its description leaves it open. The first value is the default.
${Object.entries(switches)
  .map(([name, values]) => `  ${name.padEnd(11)} ${values.join(" | ")}`)
  .join("\n")}
  lag         milliseconds that reads lag behind writes, with reads=stale; default 3000`;

const examples = `
Examples:
  pulumi-transmit emulator --port 8080 --data emulator.json --log
  pulumi-transmit emulator --seed tenant.json --json
  pulumi-transmit emulator --from tenant.json --data rehearsal.json
  pulumi-transmit emulator --behaviour put=replace,arrays=sorted
  pulumi-transmit emulator --latency 50 --faults faults.json --admin

A seed is JSON, for example { "version": 1, "applications": [{ "appName": "Shop" }] }. The package's seed.schema.json
describes it. A data file is a seed, too.

A snapshot is a seed that names its tenant, with other values in the place of secrets. So a stack of the tenant can run
against the copy: "pulumi-transmit adopt --stack rehearsal --like prod" takes what the stack prod has into a stack for it.

Tests in any language can ask for the contents and go back to the seed. The token is that of the page:
  curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/_emulator/contents
  curl -X POST http://127.0.0.1:8080/_emulator/reset`;

export function define(command: Command): void {
  command
    .description(
      "Emulates the API on 127.0.0.1, to try and test programs offline. It runs until you end it with Ctrl-C.",
    )
    .addOption(option("--port <number>", "port to listen on; 0: any free port", readPort).default(0))
    .option("--seed <file>", "JSON file with what the tenant holds at the start")
    .option("--from <file>", "snapshot of a tenant, by export --snapshot: a copy, to rehearse changes on")
    .option("--data <file>", "JSON file that keeps everything for the next start; if it is new, it begins as the seed")
    .option("--json", "print the address and the settings as one line of JSON")
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
    .addHelpText("after", firstSteps)
    .addHelpText("after", examples)
    .addHelpText("after", behaviourHelp)
    .action(serve);
}

const readFaults = (path: string) => readRules(readJsonFile(path));

interface Options extends Omit<EmulatorOptions, "log"> {
  log?: boolean;
  from?: string;
  json?: boolean;
}

async function serve({ log, json, from, ...options }: Options): Promise<void> {
  if (from !== undefined) {
    if (options.seed !== undefined) throw new UsageError("--from and --seed both say what it holds. Give one of them.");
    expectTenantIn(from, options.tenant);
    options.seed = from;
  }
  const print = (line: string) => void process.stderr.write(`${line}\n`);
  const started = await startEmulator({ ...options, page: true, log: log ? print : undefined });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end(started));
  const reader = readerOf(process.stdout, process.env);
  process.stdout.write(greeting(started, { ...reader, json, platform: process.platform }));
}

async function end(started: Emulator): Promise<void> {
  await started.close();
  process.exit(0);
}
