/** Whether Go is there to build with. */
import { spawnSync } from "node:child_process";

/** Why there is no building with Go; undefined if there is. */
export function lackOfGo(): string | undefined {
  const { status, stdout } = spawnSync("go", ["version"], { encoding: "utf8" });
  if (status !== 0) return "there is no go";
  const [, major = 0, minor = 0] = stdout.match(/go(\d+)\.(\d+)/)?.map(Number) ?? [];
  return major > 1 || minor >= 26 ? undefined : `go is ${major}.${minor}`;
}
