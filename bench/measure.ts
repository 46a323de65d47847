/** What a command costs, with all the processes that it starts. */
import { readFileSync } from "node:fs";

export interface Cost {
  /** Seconds on the clock. */
  wall: number;
  /** Seconds of processors, user and system. */
  cpu: number;
  /** Most memory that the provider's process had resident, in bytes. */
  memory: number;
}

/** Milliseconds between looks at the provider's process. */
const lookEvery = 100;

/** @param processes The ids of what runs. @param isProvider Part of the command line of the provider's process. */
export async function measure(
  run: () => Promise<unknown>,
  processes: () => number[],
  isProvider: string,
): Promise<Cost> {
  let provider: number | undefined;
  let memory = 0;
  const timer = setInterval(() => {
    if (provider !== undefined && commandOf(provider) === "") provider = undefined;
    provider ??= processes().find((id) => commandOf(id).includes(isProvider));
    if (provider !== undefined) memory = Math.max(memory, peakOf(provider));
  }, lookEvery);
  try {
    const cpu = cpuOfChildren();
    const begun = performance.now();
    await run();
    return { wall: (performance.now() - begun) / 1000, cpu: cpuOfChildren() - cpu, memory };
  } finally {
    clearInterval(timer);
  }
}

const ticksPerSecond = 100;

/** Of the processes that have ended and were waited for, and of theirs. Plugins are waited for by the engine. */
function cpuOfChildren(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

function peakOf(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

/** Empty if the process has ended. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
