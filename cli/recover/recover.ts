/** Settles what an interrupted run left pending in the state of a stack. */
import { isDeepStrictEqual } from "node:util";
import { ApiError, redact } from "../../provider/errors.ts";
import { settleInJournal } from "../../provider/lifecycle/index.ts";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { exportDeployment, nameOf, type Stack } from "../stack/deployment.ts";
import { importState } from "../stack/importState.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type Choices, checkChoices } from "./choices.ts";
import { edited } from "./edit.ts";
import { type InterruptedStack, openInterrupted } from "./interruptedStack.ts";
import { type Recovered, recoverCreates } from "./pendingCreates.ts";
import { recoverOthers } from "./pendingOthers.ts";
import type { RecoverReport } from "./report.ts";
import { exportReadable } from "./unreadableState.ts";

export interface Recovery extends Choices {
  stack: Stack;
  terminal: Terminal;
  /** Whether the state may be changed. @param report What would be done. */
  confirm(report: RecoverReport): Promise<boolean>;
  /** Whether a file that keeps the state from being read may be removed. */
  confirmRepair(question: string): Promise<boolean>;
}

const maxAttempts = 3;

/** @throws CommandError; then nothing was changed */
export async function recover({
  stack,
  terminal,
  confirm,
  confirmRepair,
  ...choices
}: Recovery): Promise<RecoverReport> {
  terminal.progress("Reading the state");
  let deployment = await exportReadable(stack, confirmRepair, terminal.warn);
  for (let attempt = 1; ; attempt++) {
    const name = await nameOf(stack, deployment);
    const operations = deployment.deployment.pending_operations ?? [];
    if (operations.length === 0) return { stack: name, operations: [], changed: false };
    checkChoices(choices, operations);
    const opened = await openInterrupted(stack, deployment, terminal);
    const recovered = await settle(opened, choices, terminal).catch((error: unknown) => {
      throw failureOf(error, opened);
    });
    const report = { stack: name, operations: recovered.map(({ settled }) => settled), changed: false };
    if (report.operations.some(({ outcome }) => outcome === "undecided") || !(await confirm(report))) return report;
    terminal.progress("Reading the state again");
    const now = await exportDeployment(stack);
    if (isDeepStrictEqual(now, deployment)) return apply(stack, opened, recovered, report, terminal);
    if (attempt === maxAttempts) throw changedMeanwhile();
    terminal.warn("The state was changed meanwhile, so everything is looked at again.");
    deployment = now;
  }
}

async function settle(stack: InterruptedStack, choices: Choices, terminal: Terminal): Promise<Recovered[]> {
  const begunAt = Date.now();
  const creates = await recoverCreates(stack, choices, begunAt, terminal);
  return [...creates, ...(await recoverOthers(stack, begunAt, terminal))];
}

async function apply(
  stack: Stack,
  opened: InterruptedStack,
  recovered: readonly Recovered[],
  report: RecoverReport,
  terminal: Terminal,
): Promise<RecoverReport> {
  terminal.progress("Writing the state");
  await importState(
    stack,
    edited(
      opened.deployment,
      recovered.flatMap(({ edit }) => edit ?? []),
    ),
  );
  await settleJournals(opened, recovered, terminal);
  return { ...report, changed: true };
}

/** Only now: until the state says what became of a create, the note on this machine must stay. */
async function settleJournals(
  stack: InterruptedStack,
  recovered: readonly Recovered[],
  { warn }: Terminal,
): Promise<void> {
  const taken = recovered.flatMap(({ settled: { id } }) => id ?? []);
  for (const { create } of recovered) {
    if (!create) continue;
    const { definition, inputs } = create;
    const { ids } = stack.known(definition, taken);
    const others = await settleInJournal(definition, stack.begin(create), inputs, ids);
    for (const id of others)
      warn(
        `The journal of creates on this machine names the ${definition.name} ${id} as well, which is in no state. Delete it ` +
          "in the tenant if nobody needs it.",
      );
    stack.tenantOf(create).run.journal.flush();
  }
}

function failureOf(error: unknown, stack: InterruptedStack): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const isUnreachable =
    error instanceof ApiError &&
    (error.status === undefined || [401, 403, 429].includes(error.status) || error.status >= 500);
  return new CommandError(
    redact(error.message, stack.secrets()),
    isUnreachable ? exitCodes.unreachable : exitCodes.failed,
    "Nothing was changed: neither the state nor the tenant.",
  );
}

const changedMeanwhile = (): CommandError =>
  new CommandError(
    "The state of the stack changes all the time: another run is at work. Nothing was changed.",
    exitCodes.failed,
    "Run this command again once that run has ended.",
  );
