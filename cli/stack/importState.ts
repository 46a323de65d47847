/** Writes a state into the backend. */
import { hostname } from "node:os";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { type Deployment, type Stack, stackOption } from "./deployment.ts";
import { failureOf, saidIn, startPulumi } from "./pulumi.ts";

/** Pulumi takes the stack's lock for it. @throws CommandError */
export async function importState(stack: Stack, deployment: Deployment): Promise<void> {
  const args = ["stack", "import", ...stackOption(stack)];
  const { code, stderr } = await startPulumi(args, { cwd: stack.cwd, input: JSON.stringify(deployment) });
  if (code === 0) return;
  throw lockedBy(stderr, stack) ?? failureOf(args, stderr);
}

/** Of the backends in files and buckets, and of Pulumi Cloud. */
const refusals = /currently locked by|another update is currently in progress/i;

function lockedBy(stderr: string, stack: Stack): CommandError | undefined {
  if (!refusals.test(stderr)) return undefined;
  const cancel = ["pulumi cancel", ...stackOption(stack)].join(" ");
  const holders = [...stderr.matchAll(/created by (\S+)@(\S+) \(pid (\d+)\) at (\S+)/g)].map(
    ([, user = "", host = "", pid = "", at = ""]) =>
      `${user} on ${host}, process ${pid}, since ${at}${isOver(host, Number(pid)) ? ", which has ended" : ""}`,
  );
  const by = holders.length > 0 ? holders.join(", and by ") : `another run: ${saidIn(stderr)}`;
  return new CommandError(
    `The stack is locked by ${by}. Nothing was changed.`,
    exitCodes.failed,
    `If that run is alive, wait until it ends. If it is dead for certain, run ${cancel}. Then run this command again.`,
  );
}

/** Whether a process of this machine has ended. */
function isOver(host: string, pid: number): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
