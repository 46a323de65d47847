/** The measurements with one number of clients and one latency. Values of what was not measured are NaN. */
import { type Cost, type Measurement, type Operation, operations } from "./compare.ts";

export interface Situation {
  clients: number;
  latency: number;
  measurements: readonly Measurement[];
}

export const costOf = (
  { measurements }: Situation,
  quantity: keyof Cost,
  contender: string,
  operation: Operation,
): number =>
  measurements.find((one) => one.contender === contender && one.operation === operation)?.[quantity] ?? Number.NaN;

/** The cost of `dynamic` as a part of another contender's. */
export const ratio = (...[situation, quantity, contender, operation]: Parameters<typeof costOf>): number =>
  costOf(situation, quantity, "dynamic", operation) / costOf(situation, quantity, contender, operation);

/** Mebibytes. */
export const peakMemory = (situation: Situation, contender: string): number =>
  Math.max(...operations.map((operation) => costOf(situation, "memory", contender, operation))) / 2 ** 20;
