import { openLog } from "../engine/log.ts";
import { askForStack } from "../engine/stack.ts";
import { openTenants } from "../lifecycle/index.ts";

/** The host was started with it. */
const engine = () => process.argv[2];

export const { inform, warn } = openLog(engine);

/** The host starts one process for each run, with one configuration: what it learns of tenants is the run's. */
export const tenants = openTenants();

let stack: Promise<string | undefined> | undefined;

/** The stack that this process works for: the host starts one for each run. */
export function stackOfRun(): Promise<string | undefined> {
  stack ??= askForStack(engine());
  return stack;
}
