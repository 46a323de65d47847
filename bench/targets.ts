/** What is wanted, and whether it is so. */
import { availableParallelism } from "node:os";
import { type Operation, operations } from "./race.ts";
import type { Starts } from "./starts.ts";
import { ratio, type Summary } from "./summary.ts";

export interface Verdict {
  what: string;
  /** With its unit. */
  measured: string;
  wanted: string;
  met: boolean;
}

export interface Findings {
  summary: Summary;
  starts?: Starts;
  /** Bytes of the provider at 1,000 clients, beyond an empty one's. */
  memory?: number;
}

const size = 200;
const latency = 50;

/** Of the time that the same takes with the textbook's empty methods. */
const shares: Record<Operation, number> = { up: 0.8, preview: 0.95, refresh: 1.15, destroy: 0.8 };
const shareOfState = 0.6;
/** What our own work may add to the time with empty methods, beside waiting for the API. */
const ownWork = 0.15;
const mostLoad = 60;
const mostImport = 40;
const mostMemory = 40;

/** Only of what was measured. */
export function judge({ summary, starts, memory }: Findings): Verdict[] {
  const verdicts: (Verdict | undefined)[] = [
    ...operations.map((operation) => comparedWithTextbook(summary, operation)),
    stateComparedWithTextbook(summary),
    ...operations.map((operation) => work(summary, operation)),
    starts && atMost("load of the provider", starts.load, mostLoad, "ms"),
    starts && atMost("import of the package", starts.import, mostImport, "ms"),
    memory === undefined ? undefined : atMost("memory beyond an empty provider's", memory / 2 ** 20, mostMemory, "MiB"),
  ];
  return verdicts.filter((verdict) => verdict !== undefined);
}

function comparedWithTextbook(summary: Summary, operation: Operation): Verdict | undefined {
  const time = (contender: string) => summary.of("wall", { contender, size, latency, operation });
  const share = ratio(time("dynamic"), time("textbook-empty"));
  return share === undefined ? undefined : atMost(`${operation}, of textbook-empty's time`, share, shares[operation]);
}

function stateComparedWithTextbook(summary: Summary): Verdict | undefined {
  const bytes = (contender: string) => summary.of("state", { contender, size, latency, operation: "up" });
  const share = ratio(bytes("dynamic"), bytes("textbook-empty"));
  return share === undefined ? undefined : atMost("bytes of state, of textbook-empty's", share, shareOfState);
}

/** Ours against empty methods that are found the same way, plus the waiting that nobody could spare. */
function work(summary: Summary, operation: Operation): Verdict | undefined {
  const time = (contender: string) => summary.of("wall", { contender, size, latency, operation });
  const [ours, empty] = [time("dynamic"), time("constant-empty")];
  const requests = summary.of("requests", { contender: "dynamic", size, latency, operation });
  if (ours === undefined || empty === undefined || requests === undefined) return undefined;
  const share = (ours - unavoidable(requests)) / empty - 1;
  const what = `${operation}, work beyond constant-empty's time without waiting`;
  return { what, measured: percent(share), wanted: `≤ ${percent(ownWork)}`, met: share <= ownWork };
}

/** Resources that the engine has under way at the same time, unless it is told otherwise. */
const width = 4 * availableParallelism();

/** Seconds: a token, then the application, then everything else as many at a time as the engine begins. */
export function unavoidable(requests: number): number {
  const rounds = Math.min(requests, 2) + Math.ceil(Math.max(0, requests - 2) / width);
  return (rounds * latency) / 1000;
}

function atMost(what: string, value: number, limit: number, unit = ""): Verdict {
  const digits = unit === "" ? 2 : 1;
  const text = (number: number, places: number) => `${number.toFixed(places)}${unit && ` ${unit}`}`;
  return { what, measured: text(value, digits), wanted: `≤ ${text(limit, unit === "" ? 2 : 0)}`, met: value <= limit };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
