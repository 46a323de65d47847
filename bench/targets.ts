/** What this provider may cost at most. */
import { availableParallelism } from "node:os";
import { type Operation, operations } from "./compare.ts";
import { costOf, ownOf, peakMemory, ratio, type Situation } from "./situation.ts";
import type { Startup } from "./startup.ts";

/** Parts of the time of the textbook provider that declares all outputs. */
const shares: Record<Operation, number> = { up: 0.8, preview: 0.95, refresh: 1.15, destroy: 0.8 };

/** Parts of the time of an empty provider of the same face. */
const ofEmpty: Record<Operation, number> = { up: 1.05, preview: 1.05, refresh: 1.1, destroy: 1.05 };

/** With fewer clients, the time that every run takes hides the provider's. */
const enoughClients = 200;

/** Cells of a row: what, measured, the limit, and whether it is met. */
export const judge = (situations: readonly Situation[], startup: Startup): string[][] => [
  ...situations.filter(({ clients }) => clients >= enoughClients).flatMap(judgeSituation),
  ...atMost("load of the provider, to its first request", startup.firstRequest, 60, " ms"),
  ...atMost("import of the package into a program", startup.import, 40, " ms"),
];

function judgeSituation(situation: Situation): string[][] {
  const { clients, latency } = situation;
  const at = `${clients} clients, ${latency} ms:`;
  const memoryOf = (contender: string) => peakMemory(situation, "provider", contender);
  return [
    ...operations.flatMap((operation) => {
      const share = ratio(situation, "seconds", "textbook-empty", operation);
      return atMost(`${at} \`${operation}\`, of textbook-empty's time`, share, shares[operation]);
    }),
    ...atMost(`${at} state, of textbook-empty's`, ratio(situation, "state", "textbook-empty", "up"), 0.65),
    ...["constant-empty", "plugin-empty"].flatMap((empty) =>
      operations.flatMap((operation) => {
        const own = costOf(situation, "seconds", ownOf(empty), operation) - waiting(operation, clients, latency);
        const share = own / costOf(situation, "seconds", empty, operation);
        return atMost(`${at} \`${operation}\`, own work, of ${empty}'s time`, share, ofEmpty[operation]);
      }),
    ),
    ...atMost(`${at} memory beyond constant-empty's`, memoryOf("dynamic") - memoryOf("constant-empty"), 40, " MiB"),
  ];
}

/** Resources that the engine handles at the same time by default. */
const parallel = 4 * availableParallelism();

/** Seconds that every provider would wait: for the token, for the application, and then for the clients. */
function waiting(operation: Operation, clients: number, latency: number): number {
  const rounds = { up: 2 + clients / parallel, preview: 0, refresh: 2, destroy: 2 + clients / parallel };
  return (rounds[operation] * latency) / 1000;
}

/** No row for what was not measured. */
function atMost(what: string, value: number, limit: number, unit = ""): string[][] {
  const format = (one: number) => `${one.toFixed(unit === "" ? 2 : 1)}${unit}`;
  return Number.isNaN(value)
    ? []
    : [[what, format(value), `≤ ${format(limit)}`, value <= limit ? "met" : "**missed**"]];
}
