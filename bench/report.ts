/** The results, as Markdown. */
import { contenders, type Name } from "./contenders.ts";
import { type Measurement, operations } from "./race.ts";
import type { Starts } from "./starts.ts";
import { ratio, type Situation, summarize } from "./summary.ts";
import { judge, type Verdict } from "./targets.ts";
import { type WayTimes, latency as wayLatency, size as waySize } from "./ways.ts";

export interface Results {
  machine: string;
  /** How often each was measured. */
  runs: number;
  measurements: readonly Measurement[];
  starts: Starts;
  /** Bytes of the provider at 1,000 clients, beyond an empty one's. */
  memory?: number;
  ways?: readonly WayTimes[];
}

/** @param plots Names of files. */
export function markdownOf({ machine, runs, measurements, starts, memory, ways }: Results, plots: string[]): string {
  const situations = summarize(measurements);
  const sections = [
    "# What it costs",
    `One application and N clients under it. ${machine}. The API is the emulator, with a pause before each answer. ` +
      `Every command was given to all in turn; ${runs === 1 ? "one run" : `medians of ${runs} runs`}. ` +
      "`make bench` measures it anew.",
    contenders.map(({ name, what }) => `- \`${name}\`: ${what}`).join("\n"),
    "Times are seconds on the clock, and in brackets seconds of processors, of all processes that a command starts. " +
      "`memory` is the most that the provider's process had resident, in MiB; `state` is KiB in the backend after `up`; " +
      "`requests` are those of `up` / `preview` / `refresh` / `destroy`.",
    "## What is wanted",
    verdictsOf(judge(situations, starts, memory)),
    `The provider loads in ${figure(starts.load, 0)} ms, and in ${figure(starts.loadToAsk, 0)} ms to its first request; ` +
      `the package in ${figure(starts.import, 1)} ms; the plugin is ready ${figure(starts.plugin, 0)} ms after an empty one.`,
    ...plots.map((plot) => `![Time against the number of clients](${plot})`),
    ...situations.flatMap((situation) => [
      `## ${situation.size} clients, ${situation.latency} ms`,
      costs(situation),
      ratios(situation),
    ]),
    ...(ways ? [`## Ways to run ${waySize} clients, ${wayLatency} ms`, waysOf(ways)] : []),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

const waysOf = (ways: readonly WayTimes[]): string =>
  tableOf(
    ["seconds", "up of all", "up of one changed client"],
    ways.map(({ name, up, change }) => [name, figure(up, 1), figure(change, 1)]),
  );

function costs({ of }: Situation): string {
  const rows = contenders.map(({ name }) => {
    const [wall = [], cpu = [], memory = [], requests = [], state = []] = (
      ["wall", "cpu", "memory", "requests", "state"] as const
    ).map((quantity) => operations.map((operation) => of(quantity, name, operation)));
    if (wall[0] === undefined) return [];
    return [
      `\`${name}\``,
      ...wall.map((seconds, index) => `${figure(seconds, 1)} (${figure(cpu[index], 1)})`),
      figure(Math.max(...memory.map((bytes = 0) => bytes)) / 2 ** 20, 0),
      figure(state[0] && state[0] / 1024, 0),
      requests.map((count) => figure(count, 0)).join(" / "),
    ];
  });
  return tableOf(["", ...operations, "memory", "state", "requests"], rows);
}

const pairs: readonly [Name, Name][] = [
  ["dynamic", "textbook-empty"],
  ["dynamic", "textbook-axios"],
  ["dynamic", "constant-empty"],
  ["dynamic", "dynamic-empty"],
  ["plugin", "textbook-empty"],
  ["plugin", "plugin-empty"],
];

function ratios({ of }: Situation): string {
  const rows = pairs.map(([over, under]) => {
    const shares = operations.map((operation) =>
      (["wall", "cpu"] as const).map((quantity) =>
        ratio(of(quantity, over, operation), of(quantity, under, operation)),
      ),
    );
    if (shares[0]?.[0] === undefined) return [];
    return [
      `\`${over}\` : \`${under}\``,
      ...shares.map(([wall, cpu]) => `${figure(wall, 2)} (${figure(cpu, 2)})`),
      figure(ratio(of("state", over, "up"), of("state", under, "up")), 2),
    ];
  });
  return tableOf(["ratio", ...operations, "state"], rows);
}

export const verdictsOf = (verdicts: readonly Verdict[]): string =>
  tableOf(
    ["", "measured", "wanted", ""],
    verdicts.map(({ what, measured, wanted, met }) => [what, measured, wanted, met ? "met" : "**missed**"]),
  );

/** The first column is to the left, all others to the right. Rows without cells are left out; nothing, if all are. */
function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const filled = [header, ...rows.filter((cells) => cells.length > 0)];
  if (filled.length === 1) return "";
  const widths = header.map((_, column) => Math.max(4, ...filled.map((cells) => (cells[column] ?? "").length)));
  const lines = filled.map((cells) =>
    cells.map((cell, column) => cell[column === 0 ? "padEnd" : "padStart"](widths[column] as number)),
  );
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [lines[0] as string[], rule, ...lines.slice(1)].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A dash where nothing was measured. */
const figure = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? "–";
