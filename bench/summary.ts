/** The results as Markdown. */
import { operations } from "./compare.ts";
import { contenders } from "./contenders.ts";
import { roles } from "./processes.ts";
import { costOf, ownOf, peakMemory, ratio, type Situation } from "./situation.ts";
import type { Startup } from "./startup.ts";
import { judge } from "./targets.ts";

/** @param source When, where and of which commit it was measured. */
export const summaryOf = (source: string, situations: readonly Situation[], startup: Startup): string =>
  [
    "# What the provider costs",
    `One application, and N clients that belong to it. ${source} The API is the emulator, which waits before each ` +
      "response. Each command was given to all contenders in turn. `make bench` measures them again.",
    contenders.map(({ name, what }) => `- \`${name}\`: ${what}`).join("\n"),
    "Times are in seconds. In brackets: the time of this package, of `plugin` beside the plugins and of `dynamic` beside the " +
      "others, as a part of this one. `requests` are those of `up` / `preview` / `refresh` / `destroy`; `provider CPU` is the " +
      "processor time of the provider's process in these, in seconds; `memory` is the most that the processes of the engine / " +
      "the program / the provider needed, in MiB; `state` is its size in the backend after `up`, in KiB.",
    ...situations.flatMap((one) => [`## ${one.clients} clients, ${one.latency} ms`, costsOf(one)]),
    "## Targets",
    tableOf(["", "measured", "limit", ""], judge(situations, startup)),
  ].join("\n\n");

function costsOf(situation: Situation): string {
  const measured = contenders.filter(({ name }) => situation.measurements.some((one) => one.contender === name));
  const rows = measured.map(({ name }) => [
    `\`${name}\``,
    ...operations.map((operation) => {
      const share = ratio(situation, "seconds", name, operation);
      const seconds = format(costOf(situation, "seconds", name, operation), 1);
      return Number.isNaN(share) || name === ownOf(name) ? seconds : `${seconds} (${share.toFixed(2)})`;
    }),
    operations.map((operation) => format(costOf(situation, "requests", name, operation))).join(" / "),
    operations.map((operation) => format(costOf(situation, "providerCpu", name, operation), 1)).join(" / "),
    roles.map((role) => peakMemory(situation, role, name).toFixed(0)).join(" / "),
    (costOf(situation, "state", name, "up") / 1024).toFixed(0),
  ]);
  return tableOf(["", ...operations, "requests", "provider CPU", "memory", "state"], rows);
}

const format = (value: number, digits = 0): string => (Number.isNaN(value) ? "–" : value.toFixed(digits));

/** The first column is aligned to the left, the others to the right. */
function tableOf(header: string[], rows: string[][]): string {
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  const pad = (cell: string, column: number) => cell[column === 0 ? "padEnd" : "padStart"](widths[column] as number);
  return [header, rule, ...rows].map((cells) => `| ${cells.map(pad).join(" | ")} |`).join("\n");
}
