/** Medians of what was measured. */
import type { Measurement, Operation } from "./race.ts";

export type Quantity = "wall" | "cpu" | "memory" | "requests" | "state";

export interface Where {
  contender: string;
  size: number;
  latency: number;
  operation: Operation;
}

export interface Summary {
  contenders: string[];
  sizes: number[];
  latencies: number[];
  /** Undefined where nothing was measured. */
  of(quantity: Quantity, where: Where): number | undefined;
}

export function summarize(measurements: readonly Measurement[]): Summary {
  const distinct = <K extends keyof Measurement>(key: K) => [...new Set(measurements.map((one) => one[key]))];
  return {
    contenders: distinct("contender"),
    sizes: distinct("size").sort((a, b) => a - b),
    latencies: distinct("latency").sort((a, b) => a - b),
    of: (quantity, { contender, size, latency, operation }) =>
      median(
        measurements
          .filter((one) => one.contender === contender && one.size === size)
          .filter((one) => one.latency === latency && one.operation === operation)
          .map((one) => one[quantity]),
      ),
  };
}

/** Undefined of nothing. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return undefined;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)];
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

export function ratio(over: number | undefined, under: number | undefined): number | undefined {
  return over === undefined || under === undefined || under === 0 ? undefined : over / under;
}
