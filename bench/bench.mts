/** Compares what this provider costs with what others cost, on the real engine. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { delimiter, join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { recordAnswers } from "./answers.ts";
import { compare, type Measurement, type Operation, operations } from "./compare.ts";
import { type Contender, contenders } from "./contenders.ts";
import { bench, root } from "./places.mts";
import { roles } from "./processes.ts";
import type { Situation } from "./situation.ts";
import { measureStartup } from "./startup.ts";
import { summaryOf } from "./summary.ts";

interface Options {
  n: number[];
  latency: number[];
  only?: readonly Contender[];
  operations?: readonly Operation[];
  flags?: string[];
  env?: string[];
  publish?: boolean;
}

const numbers = (value: string): number[] => {
  if (/^\d+(,\d+)*$/.test(value)) return value.split(",").map(Number);
  throw new InvalidArgumentError("It must be integers, separated by commas.");
};
const named = (value: string): Contender[] => value.split(",").map(contenderOf);
const contenderOf = (name: string): Contender => {
  const found = contenders.find((one) => one.name === name);
  if (found) return found;
  throw new InvalidArgumentError(`There are ${contenders.map((one) => one.name).join(", ")}.`);
};
const commands = (value: string): Operation[] => value.split(",").map(operationOf);
const operationOf = (name: string): Operation => {
  const found = operations.find((one) => one === name);
  if (found) return found;
  throw new InvalidArgumentError(`There are ${operations.join(", ")}.`);
};
const words = (value: string): string[] => value.split(" ").filter(Boolean);

const options = new Command('make bench BENCH="…"')
  .option("--n <numbers>", "numbers of clients, separated by commas", numbers, [50, 200, 3000])
  .option("--latency <ms>", "milliseconds before each response of the API, separated by commas", numbers, [50])
  .option("--only <names>", "contenders, separated by commas (default: all)", named)
  .option("--operations <names>", "commands, separated by commas, from up on (default: all)", commands)
  .option("--flags <flags>", 'more flags of each pulumi command, such as "--parallel 2"', words)
  .option("--env <NAME=value...>", "environment variables for the engine")
  .option("--publish", "write bench/results/README.md too, not only bench/results/raw/")
  .parse()
  .opts<Options>();

/** Without names of machines and folders. */
function describeSource(): string {
  const PATH = [readFileSync(join(root, ".engine/path"), "utf8"), process.env.PATH].join(delimiter);
  const ask = (command: string, ...args: string[]) =>
    spawnSync(command, args, { cwd: root, encoding: "utf8", env: { ...process.env, PATH } }).stdout?.trim() ||
    "unknown";
  const commit = ask("git", "describe", "--always", "--dirty", "--exclude=*");
  const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`;
  const versions = `${process.platform}; Node.js ${process.version}, Pulumi ${ask("pulumi", "version")}`;
  return `Measured on ${new Date().toISOString().slice(0, 10)} at commit ${commit}: ${machine}, ${versions}.`;
}

function print({ contender, operation, seconds, memory, providerCpu, requests }: Measurement): void {
  const memories = roles.map((role) => (memory[role] / 2 ** 20).toFixed(0)).join("/");
  const cost = `${seconds.toFixed(2).padStart(7)} s, provider ${providerCpu.toFixed(2)} s CPU, ${memories} MiB,`;
  console.log(`${operation.padEnd(8)} ${contender.padEnd(20)} ${cost} ${requests} requests`);
}

async function run(answers: string): Promise<void> {
  const { n, latency: latencies, only = contenders, operations: given = operations } = options;
  const { flags = [], env = [], publish = false } = options;
  const environment = { ...Object.fromEntries(env.map((one) => one.split(/=(.*)/s, 2))), BENCH_ANSWERS: answers };
  const raw = join(bench, "results/raw");
  mkdirSync(raw, { recursive: true });
  await recordAnswers(answers);
  // The first run of each contender only fills the file cache.
  await compare(only, { clients: 1, latency: 0, environment }, given, flags);
  const [source, startup, situations] = [describeSource(), measureStartup(), [] as Situation[]];
  for (const clients of n) {
    for (const latency of latencies) {
      console.log(`\n${clients} clients, ${latency} ms`);
      const measurements = await compare(only, { clients, latency, environment }, given, flags, print);
      situations.push({ clients, latency, measurements });
      const results = { source, flags, env, startup, situations };
      writeFileSync(join(raw, "measurements.json"), `${JSON.stringify(results, null, 2)}\n`);
    }
  }
  const conditions = [...flags, ...env].map((one) => `\`${one}\``).join(", ");
  const summary = `${summaryOf(conditions ? `${source} With ${conditions}.` : source, situations, startup)}\n`;
  writeFileSync(join(raw, "README.md"), summary);
  if (publish) writeFileSync(join(bench, "results/README.md"), summary);
  console.log(`\n${summary}\nThe measurements are in ${raw}.`);
}

const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-bench-"));
try {
  await run(join(folder, "answers.json"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
