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
import { markdownOf, type Results, verdictsOf } from "./report.ts";
import { measureStarts } from "./starts.ts";
import { summarize } from "./summary.ts";
import { judge } from "./targets.ts";
import { measureWays } from "./ways.ts";

function tell({ contender, size, latency, operation, wall, cpu, memory, requests }: Measurement): void {
  const where = `${String(size).padStart(4)} clients ${String(latency).padStart(3)} ms  ${operation.padEnd(8)} ${contender.padEnd(15)}`;
  const cost = `${wall.toFixed(2).padStart(7)} s  ${cpu.toFixed(2).padStart(7)} s of processors`;
  console.log(`${where} ${cost}  ${String(Math.round(memory / 2 ** 20)).padStart(4)} MiB  ${requests} requests`);
}

/** @param answers File for what those without an API answer. */
async function bench({ sizes, latencies, only, runs, folder, ...options }: Options, answers: string): Promise<void> {
  await recordAnswers(answers);
  const present = contenders.filter(({ name }) => only.includes(name));
  // What is read from the disk for the first time is nobody's cost.
  await race(present, { size: 1, latency: 0, answers }, 0, () => {});
  const measurements: Measurement[] = [];
  const results: Results = { machine: describeMachine(), runs, measurements, starts: await measureStarts() };
  let turn = 0;
  for (let run = 0; run < runs; run++) {
    for (const size of sizes) {
      for (const latency of latencies) {
        await race(present, { size, latency, answers }, turn++, (measurement) => {
          measurements.push(measurement);
          tell(measurement);
        });
        // What is there is there, should the rest be interrupted.
        write(folder, results);
      }
    }
  }
  if (options.memory) results.memory = await measureMemory(answers, tell);
  if (options.ways) {
    results.ways = await measureWays(({ name, up, change }) =>
      console.log(`${name}: ${up?.toFixed(1) ?? "–"} s, ${change.toFixed(1)} s to change one`),
    );
  }
  write(folder, results);
  console.log(`\n${verdictsOf(judge(summarize(measurements), results.starts, results.memory))}`);
  console.log(`\nThe results are in ${folder}.`);
}

function write(folder: string, results: Results): void {
  mkdirSync(folder, { recursive: true });
  const situations = summarize(results.measurements);
  const latencies = [...new Set(situations.map(({ latency }) => latency))];
  const plots = latencies.map((latency) => {
    const name = `time-${latency}ms.svg`;
    writeFileSync(join(folder, name), plotOf(situations.filter((one) => one.latency === latency)));
    return name;
  });
  writeFileSync(join(folder, "README.md"), markdownOf(results, plots));
  writeFileSync(join(folder, "measurements.json"), `${JSON.stringify(results, null, 2)}\n`);
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
