/** The stacks in the order in which changes reach them, and how to do something with all of them. */

/** What is in one wave is done at the same time. */
export const waves = [["sandbox"], ["eu", "us"]] as const;

export type StackName = (typeof waves)[number][number];

export type Outcome<T> =
  | { stack: StackName; status: "done"; value: T }
  | { stack: StackName; status: "failed"; reason: string }
  /** A wave before it failed. */
  | { stack: StackName; status: "skipped" };

/**
 * Does something with each stack, wave by wave.
 * @param stopsAtFailure Whether the waves after one with a failure are skipped.
 */
export async function inWaves<T>(
  action: (stack: StackName) => Promise<T>,
  stopsAtFailure: boolean,
): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  for (const wave of waves) {
    if (stopsAtFailure && outcomes.some(({ status }) => status !== "done")) {
      outcomes.push(...wave.map((stack) => ({ stack, status: "skipped" }) as const));
      continue;
    }
    const settled = await Promise.allSettled(wave.map(action));
    for (const [index, result] of settled.entries()) {
      const stack = wave[index] as StackName;
      if (result.status === "fulfilled") outcomes.push({ stack, status: "done", value: result.value });
      else outcomes.push({ stack, status: "failed", reason: messageOf(result.reason) });
    }
  }
  return outcomes;
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));
