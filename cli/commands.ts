/**
 * The commands, a line each. The file of a command describes its arguments and options to commander. It is imported only
 * if the command line names the command, so that no command slows down another one.
 */
import type { Command } from "commander";

interface CommandFile {
  define(command: Command): void;
}

export const commands: Record<string, [summary: string, load: () => Promise<CommandFile>]> = {
  adopt: ["take what exists into the stack of its program", () => import("./commands/adopt.ts")],
  doctor: ["examine what a run needs, and say what to do", () => import("./commands/doctor.ts")],
  drift: ["show what was changed outside of Pulumi", () => import("./commands/drift.ts")],
  export: ["write a tenant's applications as a project of Pulumi", () => import("./commands/export.ts")],
  emulator: ["emulate the API, to try and test programs offline", () => import("./commands/emulator.ts")],
  recover: ["settle what an interrupted run left pending in the state", () => import("./commands/recover.ts")],
  risk: ["show what a planned change breaks, weakens or deletes", () => import("./commands/risk.ts")],
};
