/** Whether the engine is still there. */
import { onEngineExit } from "../engine/shutdown.ts";

let controller: AbortController | undefined;

/** Aborted when the engine is gone: nobody hears of what is done from then on. */
export function engineSignal(): AbortSignal {
  controller ??= watch(new AbortController());
  return controller.signal;
}

/** Milliseconds that the providers of others, which run in the same process, have for what they are at. */
const grace = 10_000;

function watch(gone: AbortController): AbortController {
  onEngineExit(() => {
    gone.abort();
    // The host itself would stay for ever.
    setTimeout(() => process.exit(1), grace);
  });
  return gone;
}
