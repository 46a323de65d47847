/** How a run ends for a provider: the engine ends it by a signal, or is suddenly gone. */
import { fstatSync } from "node:fs";

/** The part of the lifecycle's CreateJournal that the end of a run concerns. */
interface Journal {
  flush(): void;
  engineLost(): void;
}

/** @param onGone Called when the engine is gone: it held the other end of this process's standard input. */
export function onEngineExit(journal: Journal, onGone: () => void): void {
  // The engine saves every response before it ends its providers. Then the signal does what it does by default.
  process.once("SIGINT", () => {
    journal.flush();
    process.kill(process.pid, "SIGINT");
  });
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  process.stdin.on("end", () => {
    journal.engineLost();
    onGone();
  });
  process.stdin.resume();
  // Listening must not keep the process alive.
  (process.stdin as { unref?(): void }).unref?.();
}
