/** How a run ends for a provider: the engine ends it by a signal, or is suddenly not there any more. */
import { fstatSync } from "node:fs";
import { abandon, conclude } from "../lifecycle/index.ts";

/** @param gone Called when the engine is gone. It holds the other end of this process's standard input. */
export function onEngineExit(gone: () => void): void {
  // What it is told has been noted before it ends its providers. The signal then does what it does without us.
  process.once("SIGINT", () => {
    conclude();
    process.kill(process.pid, "SIGINT");
  });
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  process.stdin.on("end", () => {
    abandon();
    gone();
  });
  process.stdin.resume();
  // To be listened to is no reason for a process to stay.
  (process.stdin as { unref?(): void }).unref?.();
}
