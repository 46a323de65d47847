/** Medians of what was measured, and what they are to each other. */
import type { Name } from "./contenders.ts";
import type { Measurement, Operation } from "./race.ts";

export type Quantity = "wall" | "cpu" | "memory" | "requests" | "state";

/** What was measured at one size and latency. */
export interface Situation {
  size: number;
  latency: number;
  /** Undefined if it was not measured. */
  of(quantity: Quantity, contender: Name, operation: Operation): number | undefined;
}

/** One for each size and latency, the smallest first. */
export function summarize(measurements: readonly Measurement[]): Situation[] {
  const places = new Map(measurements.map(({ size, latency }) => [`${size} ${latency}`, { size, latency }]));
  const situations = [...places.values()].map(({ size, latency }): Situation => {
    const here = measurements.filter((one) => one.size === size && one.latency === latency);
    const of = (quantity: Quantity, contender: Name, operation: Operation) =>
      median(
        here.filter((one) => one.contender === contender && one.operation === operation).map((one) => one[quantity]),
      );
    return { size, latency, of };
  });
  return situations.sort((a, b) => a.size - b.size || a.latency - b.latency);
}

/** Undefined of nothing. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1 || sorted.length === 0) return sorted[middle];
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

export const ratio = (over: number | undefined, under: number | undefined): number | undefined =>
  over === undefined || !under ? undefined : over / under;
