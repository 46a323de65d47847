/** Gives each command to all contenders in turn, so that other load on the machine affects all of them alike. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Contender } from "./contenders.ts";
import { type Usage, watchProcesses } from "./processes.ts";
import { type Setup, setUp, type Workload } from "./setup.ts";

export const operations = ["up", "preview", "refresh", "destroy"] as const;
export type Operation = (typeof operations)[number];

export interface Cost extends Usage {
  seconds: number;
  /** Requests that the emulator received. */
  requests: number;
  /** Bytes of the state after the operation. */
  state: number;
}

export interface Measurement extends Cost {
  contender: string;
  operation: Operation;
}

/** @param given The commands. Those after the first need what it created. @param flags More flags of each. */
export async function compare(
  contenders: readonly Contender[],
  workload: Workload,
  given: readonly Operation[],
  flags: readonly string[],
  notify?: (measurement: Measurement) => void,
): Promise<Measurement[]> {
  const setups: Setup[] = [];
  const measurements: Measurement[] = [];
  try {
    for (const contender of contenders) setups.push(await setUp(contender, workload));
    for (const operation of given) {
      for (const setup of setups) {
        const cost = await measure(setup, operation, flags);
        measurements.push({ contender: setup.contender.name, operation, ...cost });
        notify?.(measurements.at(-1) as Measurement);
      }
      // None is always the first.
      setups.push(...setups.splice(0, 1));
    }
  } finally {
    for (const setup of setups) await setup.end();
  }
  return measurements;
}

async function measure(setup: Setup, operation: Operation, flags: readonly string[]): Promise<Cost> {
  const { stack } = setup;
  const before = setup.requests();
  const usage = watchProcesses(stack);
  const begun = performance.now();
  await stack[operation]([...flags, ...(operation === "preview" ? ["--expect-no-changes"] : [])]).finally(usage);
  const seconds = (performance.now() - begun) / 1000;
  // The emulator's log comes through a pipe, some moments after the response.
  await sleep(500);
  return { seconds, ...usage(), requests: setup.requests() - before, state: setup.stateBytes() };
}
