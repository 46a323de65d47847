/** The results, for readers. */
import { contenders } from "./contenders.ts";
import { operations } from "./race.ts";
import type { Starts } from "./starts.ts";
import { type Quantity, ratio, type Summary } from "./summary.ts";
import { figure, tableOf } from "./tables.ts";
import type { Findings, Verdict } from "./targets.ts";

export interface Report extends Findings {
  machine: string;
  runs: number;
  verdicts: readonly Verdict[];
  /** Names of plots. */
  plots: readonly string[];
}

export function markdownOf(report: Report): string {
  const { summary, starts, memory, machine, runs, verdicts, plots } = report;
  const present = contenders.filter(({ name }) => summary.contenders.includes(name));
  const sections = [
    "# What it costs",
    `One application and N clients under it. ${machine}. The API is the emulator, with a pause before each answer. ` +
      `Every command was given to all contenders in turn; ${runs === 1 ? "one run" : `medians of ${runs} runs`}.`,
    present.map(({ name, what }) => `- \`${name}\`: ${what}`).join("\n"),
    "Times are seconds on the clock, and in brackets seconds of processors, of all processes that a command starts. " +
      "`memory` is the most that the provider's process had resident, in MiB; `state` is KiB in the backend after `up`; " +
      "`requests` are those of `up` / `preview` / `refresh` / `destroy`.",
    ...plots.map((plot) => `![Time against the number of clients](${plot})`),
    ...summary.sizes.flatMap((size) =>
      summary.latencies.flatMap((latency) => [
        `## ${size} clients, ${latency} ms`,
        costs(summary, size, latency),
        ratios(summary, size, latency),
      ]),
    ),
    starts && startsOf(starts),
    memory === undefined ? undefined : `Memory at 1,000 clients beyond an empty provider's: ${mebi(memory)} MiB.`,
    verdicts.length > 0 && `## Targets, at 200 clients and 50 ms\n\n${verdictsOf(verdicts)}`,
  ];
  return `${sections.filter((section) => section).join("\n\n")}\n`;
}

const mebi = (bytes: number | undefined): string => figure(bytes && bytes / 2 ** 20, 0);

function costs(summary: Summary, size: number, latency: number): string {
  const row = (contender: string) => {
    const of = (quantity: Quantity) =>
      operations.map((operation) => summary.of(quantity, { contender, size, latency, operation }));
    const [wall, cpu, memory, requests, state] = [of("wall"), of("cpu"), of("memory"), of("requests"), of("state")];
    return [
      `\`${contender}\``,
      ...wall.map((seconds, index) => `${figure(seconds, 1)} (${figure(cpu[index], 1)})`),
      mebi(Math.max(...memory.map((bytes) => bytes ?? 0))),
      figure(state[0] && state[0] / 1024, 0),
      requests.map((count) => figure(count, 0)).join(" / "),
    ];
  };
  return tableOf([["", ...operations, "memory", "state", "requests"], ...orderedContenders(summary).map(row)]);
}

const orderedContenders = (summary: Summary): string[] =>
  contenders.map(({ name }) => name).filter((name) => summary.contenders.includes(name));

const pairs = [
  ["dynamic", "textbook-empty"],
  ["dynamic", "textbook-axios"],
  ["dynamic", "constant-empty"],
  ["plugin", "textbook-empty"],
  ["plugin", "plugin-empty"],
] as const;

function ratios(summary: Summary, size: number, latency: number): string | undefined {
  const rows = pairs
    .filter((pair) => pair.every((name) => summary.contenders.includes(name)))
    .map(([over, under]) => {
      const at = (quantity: Quantity, contender: string, operation: (typeof operations)[number]) =>
        summary.of(quantity, { contender, size, latency, operation });
      const share = (quantity: Quantity, operation: (typeof operations)[number]) =>
        ratio(at(quantity, over, operation), at(quantity, under, operation));
      return [
        `\`${over}\` : \`${under}\``,
        ...operations.map(
          (operation) => `${figure(share("wall", operation), 2)} (${figure(share("cpu", operation), 2)})`,
        ),
        figure(share("state", "up"), 2),
      ];
    });
  return rows.length === 0 ? undefined : tableOf([["ratio", ...operations, "state"], ...rows]);
}

function startsOf(starts: Starts): string {
  const plugin =
    starts.plugin === undefined
      ? ""
      : ` The plugin, to its port: ${figure(starts.plugin, 0)} ms beyond an empty one's.`;
  return (
    `Load of the provider: ${figure(starts.load, 0)} ms beyond a Node that does nothing. ` +
    `Import of the package into a program: ${figure(starts.import, 1)} ms.${plugin}`
  );
}

export const verdictsOf = (verdicts: readonly Verdict[]): string =>
  tableOf([
    ["", "measured", "wanted", ""],
    ...verdicts.map(({ what, measured, wanted, met }) => [what, measured, wanted, met ? "met" : "MISSED"]),
  ]);
