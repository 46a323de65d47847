/** The measurements with one number of clients and one latency. Values of what was not measured are NaN. */
import { type Measurement, type Operation, operations } from "./compare.ts";
import { contenders } from "./contenders.ts";
import type { Role } from "./processes.ts";

export interface Situation {
  clients: number;
  latency: number;
  measurements: readonly Measurement[];
}

type Quantity = "seconds" | "providerCpu" | "requests" | "state";

const measured = ({ measurements }: Situation, contender: string, operation: Operation): Measurement | undefined =>
  measurements.find((one) => one.contender === contender && one.operation === operation);

export const costOf = (...[situation, quantity, contender, operation]: Parameters<typeof ratio>): number =>
  measured(situation, contender, operation)?.[quantity] ?? Number.NaN;

/** The cost of this provider, in the face of the other contender, as a part of that one's. */
export function ratio(situation: Situation, quantity: Quantity, contender: string, operation: Operation): number {
  const ours = ownOf(contender);
  return costOf(situation, quantity, ours, operation) / costOf(situation, quantity, contender, operation);
}

/** The contender of this package that is compared with another one. */
export const ownOf = (contender: string): "dynamic" | "plugin" =>
  contenders.some((one) => one.name === contender && "plugin" in one) ? "plugin" : "dynamic";

/** Mebibytes, the most in any operation. */
export const peakMemory = (situation: Situation, role: Role, contender: string): number =>
  Math.max(...operations.map((operation) => measured(situation, contender, operation)?.memory[role] ?? 0)) / 2 ** 20;
