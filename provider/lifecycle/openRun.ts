/** Creates the object that holds what one run knows. Adapters call it where a run starts. */
import { type Clock, systemClock } from "../clock.ts";
import { openJournal } from "./createOnce/journal.ts";
import { openTenants } from "./ownership/tenants.ts";
import type { CreateJournal, Run } from "./run.ts";

export interface RunOptions {
  clock?: Clock;
  /** The process's journal, where several runs share a process. Default: a new one. */
  journal?: CreateJournal;
  /** Finds the tenant of the previous run's settings, if they differ from the current ones. */
  formerTenant?(): Promise<string | undefined>;
}

export const openRun = ({ clock = systemClock, journal = openJournal(clock), formerTenant }: RunOptions = {}): Run => ({
  clock,
  journal,
  tenants: openTenants(formerTenant),
  lists: { cached: new Map(), pending: new Map() },
  writes: { paths: new Map(), lastAt: 0 },
  api: {},
  creates: new Map(),
});
