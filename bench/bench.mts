/** Measures what the provider costs, side by side with providers that do nothing, on the real engine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordAnswers } from "./answers.ts";
import { contenders } from "./contenders.ts";
import { describeMachine } from "./machine.ts";
import { measureMemory } from "./memory.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { plotOf } from "./plot.ts";
import { type Measurement, race } from "./race.ts";
import { markdownOf, verdictsOf } from "./report.ts";
import { measureStarts, type Starts } from "./starts.ts";
import { summarize } from "./summary.ts";
import { judge, type Verdict } from "./targets.ts";

const machine = describeMachine();

function tell({ contender, size, latency, operation, wall, cpu, memory, requests }: Measurement): void {
  const where = `${String(size).padStart(4)} clients ${String(latency).padStart(3)} ms  ${operation.padEnd(8)} ${contender.padEnd(15)}`;
  const cost = `${wall.toFixed(2).padStart(7)} s  ${cpu.toFixed(2).padStart(7)} s of processors`;
  console.log(`${where} ${cost}  ${String(Math.round(memory / 2 ** 20)).padStart(4)} MiB  ${requests} requests`);
}

/** @param answers File for what those without an API answer. */
async function bench({ sizes, latencies, only, runs, ...options }: Options, answers: string): Promise<void> {
  await recordAnswers(answers);
  const present = contenders.filter(({ name }) => only.includes(name));
  // What is read from the disk for the first time is not of anybody's making.
  await race(present, { size: 1, latency: 0, answers }, 0, () => {});
  const starts = await measureStarts();
  const measurements: Measurement[] = [];
  let turn = 0;
  for (let run = 1; run <= runs; run++) {
    for (const size of sizes) {
      for (const latency of latencies) {
        await race(present, { size, latency, answers }, turn++, (measurement) => {
          measurements.push(measurement);
          tell(measurement);
        });
        // What is there is there, should the rest be interrupted.
        write(options.folder, run, { measurements, starts });
      }
    }
  }
  const memory = options.memory ? await measureMemory(answers, tell) : undefined;
  console.log(`\n${verdictsOf(write(options.folder, runs, { measurements, starts, memory }))}`);
  console.log(`\nThe results are in ${options.folder}.`);
}

interface Found {
  measurements: Measurement[];
  starts: Starts;
  memory?: number;
}

function write(folder: string, runs: number, { measurements, starts, memory }: Found): Verdict[] {
  const situations = summarize(measurements);
  const verdicts = judge(situations, starts, memory);
  const latencies = [...new Set(situations.map(({ latency }) => latency))];
  mkdirSync(folder, { recursive: true });
  const plots = latencies.map((latency) => {
    const name = `time-${latency}ms.svg`;
    writeFileSync(join(folder, name), plotOf(situations.filter((one) => one.latency === latency)));
    return name;
  });
  writeFileSync(join(folder, "README.md"), markdownOf({ machine, runs, situations, starts, verdicts, plots }));
  const all = { machine, starts, memory, measurements };
  writeFileSync(join(folder, "measurements.json"), `${JSON.stringify(all, null, 2)}\n`);
  return verdicts;
}

let options: Options;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${usage}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-bench-"));
try {
  await bench(options, join(folder, "answers.json"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
