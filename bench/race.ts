/** Contenders side by side: every command is given to all of them in turn, so that what else the machine does hits all. */
import type { Contender } from "./contenders.ts";
import { type Course, type Entrant, enter, processOf } from "./entrant.ts";
import { type Cost, measure } from "./measure.ts";

export const operations = ["up", "preview", "refresh", "destroy"] as const;
export type Operation = (typeof operations)[number];

export interface Measurement extends Cost {
  contender: string;
  size: number;
  latency: number;
  operation: Operation;
  /** Requests that reached the API. */
  requests: number;
  /** Bytes of the state afterwards. */
  state: number;
}

/** @param turn Says who begins: nobody is always first. @param tell Told of each measurement. */
export async function race(
  contenders: readonly Contender[],
  course: Course,
  turn: number,
  tell: (measurement: Measurement) => void,
): Promise<void> {
  const entrants: Entrant[] = [];
  try {
    for (const contender of contenders) entrants.push(await enter(contender, course));
    for (const [index, operation] of operations.entries()) {
      const start = (turn + index) % entrants.length;
      for (const entrant of [...entrants.slice(start), ...entrants.slice(0, start)])
        tell(await measureOne(entrant, operation, course));
    }
  } finally {
    for (const entrant of entrants) await entrant.end();
  }
}

async function measureOne(entrant: Entrant, operation: Operation, { size, latency }: Course): Promise<Measurement> {
  const { contender, stack } = entrant;
  const before = entrant.requests();
  // A preview without changes ends well if that is what it finds.
  const flags = operation === "preview" ? ["--expect-no-changes"] : [];
  const cost = await measure(
    () => stack[operation](flags),
    () => stack.processes(),
    processOf(contender),
  );
  await settle();
  const requests = entrant.requests() - before;
  return { contender: contender.name, size, latency, operation, ...cost, requests, state: entrant.stateBytes() };
}

/** The emulator's log comes through a pipe, some moments after the answer; and disks are to be quiet again. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 500));
