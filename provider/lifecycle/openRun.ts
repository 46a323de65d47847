/** Creates the object that holds what one run knows. Adapters call it where a run starts. */
import { type Clock, systemClock } from "../clock.ts";
import { openJournal } from "./createOnce/journal.ts";
import { openTenants } from "./ownership/tenants.ts";
import type { CreateJournal, Run } from "./run.ts";

export interface RunOptions {
  clock?: Clock;
  /** See Run. Default: the command as it is. */
  shell?(command: string): string;
  /** The process's journal, where several runs share a process. Default: a new one. */
  journal?: CreateJournal;
  /** The run before this one in the same process: its creates and writes may still be under way. */
  former?: Run;
  /** Finds the tenant of the previous run's settings, if they differ from the current ones. */
  formerTenant?(): Promise<string | undefined>;
}

export const openRun = ({
  clock = systemClock,
  shell = (command) => command,
  journal = openJournal(clock),
  former,
  formerTenant,
}: RunOptions = {}): Run => ({
  clock,
  shell,
  journal,
  tenants: openTenants(formerTenant),
  lists: { cached: new Map(), pending: new Map() },
  writes: former?.writes ?? { paths: new Map(), lastAt: 0 },
  parents: new Map(),
  api: {},
  objects: { known: new Set(), created: new Set(), collections: new Map(), refused: new Set() },
  doubts: former?.doubts ?? new Set(),
  creates: former?.creates ?? new Map(),
});
