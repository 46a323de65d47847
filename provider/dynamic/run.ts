/**
 * The run that this process works for. The engine starts one host process for each run, so this adapter's entry point holds
 * it: the connections, what the run knows, and whether the engine is still there.
 */
import { openConnections } from "../api/index.ts";
import { openLog } from "../engine/log.ts";
import { onEngineExit } from "../engine/shutdown.ts";
import { askForStack } from "../engine/stack.ts";
import { openRun } from "../lifecycle/index.ts";

/** The engine's address is the host's first argument. */
const engineAddress = () => process.argv[2];

export const { inform, warn } = openLog(engineAddress);

const told = new Set<string>();

/** Whether this is the first time in the run. */
export function isFirst(message: string): boolean {
  if (told.has(message)) return false;
  told.add(message);
  return true;
}

export const connect = openConnections();

/** Without the plugin, only an import that runs the program finds this provider: npx puts its command on the path. */
export const run = openRun({ shell: (command) => `npx --call "${command}"` });

let stack: Promise<string | undefined> | undefined;

/** The stack of the run, as `stack::project`. */
export function stackOfRun(): Promise<string | undefined> {
  stack ??= askForStack(engineAddress());
  return stack;
}

let controller: AbortController | undefined;

/** Aborts when the engine is gone: nobody hears of what is done from then on. */
export function engineSignal(): AbortSignal {
  controller ??= abortOnEngineExit(new AbortController());
  return controller.signal;
}

/** Milliseconds that other providers in the same process have for their last requests. */
const gracePeriodMs = 10_000;

function abortOnEngineExit(engineGone: AbortController): AbortController {
  onEngineExit(run.journal, () => {
    engineGone.abort();
    // The host itself would never end.
    setTimeout(() => process.exit(1), gracePeriodMs);
  });
  return engineGone;
}
