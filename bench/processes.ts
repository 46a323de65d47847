/** What the processes of a run need: their memory and processor time, read from /proc while they run. */
import { readFileSync } from "node:fs";
import type { Stack } from "../tools/engine/stack.ts";

/** The engine, the program in its language host, and the provider. */
export const roles = ["engine", "program", "provider"] as const;
export type Role = (typeof roles)[number];

export interface Usage {
  /** The highest resident memory, in bytes; 0 for a process that did not run. */
  memory: Record<Role, number>;
  /** Processor time of the provider, in seconds. */
  providerCpu: number;
}

/** Part of a command line. The first that fits gives the process its role. */
const commands: readonly [Role, RegExp][] = [
  ["provider", /cmd\/dynamic-provider|pulumi-resource-transmit/],
  ["program", /@pulumi\/pulumi\/cmd\/run/],
  ["engine", /^(\S*\/)?pulumi /],
];

const intervalMs = 100;
/** New processes are looked for once in so many intervals, since that reads something of every process there is. */
const lookEvery = 3;
/** Of `/proc/<pid>/stat`. It is 100 on every Linux that Node.js runs on. */
const ticksPerSecond = 100;

/** @returns Ends the watch, and returns what it has seen. */
export function watchProcesses(stack: Stack): () => Usage {
  const known = new Map<number, Role>();
  const usage: Usage = { memory: { engine: 0, program: 0, provider: 0 }, providerCpu: 0 };
  let intervals = 0;
  const measure = () => {
    if (intervals++ % lookEvery === 0) for (const pid of stack.processes()) note(known, pid);
    for (const [pid, role] of known) {
      usage.memory[role] = Math.max(usage.memory[role], peakMemory(pid));
      if (role === "provider") usage.providerCpu = Math.max(usage.providerCpu, cpuSeconds(pid));
    }
  };
  const timer = setInterval(measure, intervalMs);
  return () => {
    clearInterval(timer);
    return usage;
  };
}

/** A process may have another command line before it has begun its own. */
function note(known: Map<number, Role>, pid: number): void {
  const role = known.get(pid) ?? roleOf(pid);
  if (role) known.set(pid, role);
}

function roleOf(pid: number): Role | undefined {
  const command = read(pid, "cmdline").replaceAll("\0", " ");
  return commands.find(([, pattern]) => pattern.test(command))?.[0];
}

const peakMemory = (pid: number): number => Number(/^VmHWM:\s+(\d+) kB/m.exec(read(pid, "status"))?.[1] ?? 0) * 1024;

function cpuSeconds(pid: number): number {
  const stat = read(pid, "stat");
  // The name before them is in parentheses, and may hold any character. Then come the state and ten numbers.
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return (user + system) / ticksPerSecond;
}

/** Empty if there is no such process. */
function read(pid: number, file: "cmdline" | "status" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
