/** What is wanted, and whether it is so. */
import { availableParallelism } from "node:os";
import { type Operation, operations } from "./race.ts";
import type { Starts } from "./starts.ts";
import { ratio, type Situation } from "./summary.ts";

export interface Verdict {
  what: string;
  /** With its unit. */
  measured: string;
  wanted: string;
  met: boolean;
}

const latency = 50;
const sizes = [200, 600];

/** Of what the same takes with the textbook's empty methods. */
const shares: Record<Operation, number> = { up: 0.8, preview: 0.95, refresh: 1.15, destroy: 0.8 };
const shareOfState = 0.6;
/** What our provider may add to the time with empty methods, beside the waiting for the API that nobody could spare. */
const ownWork = 0.15;
const mostLoad = 60;
const mostImport = 40;
const mostMemory = 40;

/** @param memory Bytes of the provider at 1,000 clients, beyond an empty one's. */
export const judge = (situations: readonly Situation[], starts: Starts, memory: number | undefined): Verdict[] => [
  ...situations.filter((one) => one.latency === latency && sizes.includes(one.size)).flatMap(judgeSituation),
  ...atMost("load of the provider, to its first request", starts.loadToAsk, mostLoad, milliseconds),
  ...atMost("import of the package into a program", starts.import, mostImport, milliseconds),
  ...atMost("memory at 1,000 clients beyond an empty provider's", memory, mostMemory * 2 ** 20, mebibytes),
];

function judgeSituation({ size, of }: Situation): Verdict[] {
  const against = (operation: Operation) =>
    ratio(of("wall", "dynamic", operation), of("wall", "textbook-empty", operation));
  const state = ratio(of("state", "dynamic", "up"), of("state", "textbook-empty", "up"));
  const at = `${size} clients: `;
  return [
    ...operations.flatMap((operation) =>
      atMost(`${at}\`${operation}\`, of textbook-empty's time`, against(operation), shares[operation], plain),
    ),
    ...atMost(`${at}state, of textbook-empty's`, state, shareOfState, plain),
    ...operations.flatMap((operation) => {
      const [ours, empty] = [of("wall", "dynamic", operation), of("wall", "constant-empty", operation)];
      const share = ratio(ours && ours - unavoidable(operation, size), empty);
      return atMost(`${at}\`${operation}\`, work beyond constant-empty's`, share && share - 1, ownWork, percent);
    }),
  ];
}

/** Resources that the engine has under way at the same time, unless it is told otherwise. */
const width = 4 * availableParallelism();

/** Seconds of waiting: for a token; for the application, and then for the clients, as many at a time as there may be. */
function unavoidable(operation: Operation, size: number): number {
  const rounds = { up: 2 + size / width, preview: 0, refresh: 2, destroy: 2 + size / width };
  return (rounds[operation] * latency) / 1000;
}

const plain = (value: number) => value.toFixed(2);
const percent = (value: number) => `${Math.round(value * 100)} %`;
const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
const mebibytes = (value: number) => `${Math.round(value / 2 ** 20)} MiB`;

/** Nothing of what was not measured. */
const atMost = (what: string, value: number | undefined, limit: number, format: typeof plain): Verdict[] =>
  value === undefined ? [] : [{ what, measured: format(value), wanted: `≤ ${format(limit)}`, met: value <= limit }];
