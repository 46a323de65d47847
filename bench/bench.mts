/** Measures what the provider costs, side by side with providers that do nothing, on the real engine. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordAnswers } from "./answers.ts";
import { type Checkout, copyCheckout } from "./checkout.ts";
import { contenders } from "./contenders.ts";
import { describeMachine } from "./machine.ts";
import { measureMemory } from "./memory.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { plotOf } from "./plot.ts";
import { type Measurement, race } from "./race.ts";
import { markdownOf, verdictsOf } from "./report.ts";
import { measureStarts, type Starts } from "./starts.ts";
import { summarize } from "./summary.ts";
import { judge } from "./targets.ts";

const root = join(import.meta.dirname, "..");

function tell({ contender, size, latency, operation, wall, cpu, memory, requests }: Measurement): void {
  const where = `${String(size).padStart(4)} clients ${String(latency).padStart(3)} ms  ${operation.padEnd(8)} ${contender.padEnd(15)}`;
  const cost = `${wall.toFixed(2).padStart(7)} s  ${cpu.toFixed(2).padStart(7)} s of processors`;
  console.log(`${where} ${cost}  ${String(Math.round(memory / 2 ** 20)).padStart(4)} MiB  ${requests} requests`);
}

async function bench(checkout: Checkout, options: Options): Promise<void> {
  await recordAnswers(checkout);
  const present = contenders.filter(
    ({ name, plugin }) => options.only.includes(name) && (plugin === undefined || checkout.has(plugin)),
  );
  const starts = await measureStarts(checkout);
  const measurements: Measurement[] = [];
  const save = (memory?: number) => write(checkout, options, { measurements, starts, memory });
  for (let run = 0; run < options.runs; run++) {
    for (const size of options.sizes) {
      for (const latency of options.latencies) {
        await race(present, { checkout: checkout.folder, size, latency, run }, (measurement) => {
          measurements.push(measurement);
          tell(measurement);
        });
        // What is there is there, should the rest be interrupted.
        save();
      }
    }
  }
  const memory = options.memory ? await measureMemory(checkout.folder, tell) : undefined;
  console.log(`\n${verdictsOf(save(memory))}\n\nThe results are in ${options.folder}.`);
}

interface Found {
  measurements: Measurement[];
  starts: Starts;
  memory?: number;
}

function write(checkout: Checkout, { folder, runs }: Options, { measurements, starts, memory }: Found) {
  const machine = describeMachine(checkout.folder);
  const summary = summarize(measurements);
  const verdicts = judge({ summary, starts, memory });
  const plots = summary.sizes.length < 2 ? [] : summary.latencies.map((latency) => `time-${latency}ms.svg`);
  mkdirSync(folder, { recursive: true });
  for (const [index, plot] of plots.entries()) {
    writeFileSync(join(folder, plot), plotOf(summary, summary.latencies[index] as number));
  }
  writeFileSync(join(folder, "README.md"), markdownOf({ summary, starts, memory, machine, runs, verdicts, plots }));
  writeFileSync(
    join(folder, "measurements.json"),
    `${JSON.stringify({ machine, starts, memory, measurements }, null, 2)}\n`,
  );
  return verdicts;
}

let options: Options;
try {
  options = readOptions(process.argv.slice(2), join(root, "bench/results"));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${usage}`);
  process.exit(2);
}
const checkout = copyCheckout(root);
try {
  await bench(checkout, options);
} finally {
  checkout.remove();
}
