/** Processes by their ids: what a run started, so that all of it can be ended. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** A process's children, their children, and so on. Plugins lead process groups of their own, so groups would not do. */
export function descendantsOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const [id, parent] of parents()) children.set(parent, [...(children.get(parent) ?? []), id]);
  const found: number[] = [];
  for (let next = children.get(pid) ?? []; next.length > 0; next = next.flatMap((id) => children.get(id) ?? [])) {
    found.push(...next);
  }
  return found;
}

/**
 * The processes whose environment names a folder, which finds those too whose parents have ended before them.
 * Only where the system shows environments, as Linux does: elsewhere none.
 */
export function processesOf(folder: string): number[] {
  return listed().filter((pid) => read(pid, "environ")?.includes(folder));
}

export function end(pids: readonly number[], signal: NodeJS.Signals = "SIGKILL"): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
}

/** Each process with its parent. */
function parents(): (readonly [number, number])[] {
  if (!existsSync("/proc/self/stat")) return parentsByCommand();
  return listed().flatMap((pid) => {
    const stat = read(pid, "stat");
    // The name before it is in parentheses, and may hold any character.
    return stat === undefined ? [] : [[pid, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])] as const];
  });
}

/** For systems without /proc, such as macOS. */
function parentsByCommand(): (readonly [number, number])[] {
  const { pid: itself, stdout, error } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  if (error) throw new Error(`ps, asked for the processes that a run has started, failed: ${error.message}`);
  const lines = stdout.trim().split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  return pairs.filter(([pid]) => pid !== itself);
}

const listed = (): number[] =>
  existsSync("/proc/self/stat")
    ? readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .map(Number)
    : [];

/** Undefined if the process has ended in between, or is somebody else's. */
function read(pid: number, file: "stat" | "environ"): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
