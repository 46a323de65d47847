/** Whether the engine is still there. It holds the other end of this process's standard input. */
import { fstatSync } from "node:fs";
import { abandon } from "../lifecycle/index.ts";

let controller: AbortController | undefined;

/** Aborted when the engine is gone: nobody hears of what is done from then on. */
export function engineSignal(): AbortSignal {
  controller ??= watch(new AbortController());
  return controller.signal;
}

function watch(gone: AbortController): AbortController {
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return gone;
  process.stdin.on("end", () => {
    abandon();
    gone.abort();
  });
  process.stdin.resume();
  // To be listened to is no reason for a process to stay.
  (process.stdin as { unref?(): void }).unref?.();
  return gone;
}
