/** A journal that is never on disk: for tests in which no run is interrupted. */
import type { Clock } from "../../provider/clock.ts";
import type { CreateJournal, TimeRange } from "../../provider/lifecycle/run.ts";

export const openMemoryJournal = ({ now }: Clock): CreateJournal => ({
  begin: () => {
    const foreign = new Set<string>();
    let pending: TimeRange | undefined;
    return {
      get pending() {
        return pending;
      },
      orphaned: [],
      foreignIds: () => foreign,
      hasConcurrentCreate: () => false,
      superseded: () => [],
      discard: () => {},
      markForeign: (ids) => {
        for (const id of ids) foreign.add(id);
      },
      markPending: () => {
        pending = pending
          ? { first: pending.first, last: Math.max(now(), pending.last + 1) }
          : { first: now(), last: now() };
      },
      markRejected: () => {},
      resolve: () => {
        pending = undefined;
      },
    };
  },
  isPendingElsewhere: () => false,
  acknowledge: () => {},
  wasAdopted: () => false,
  flush: () => {},
  engineLost: () => {},
});
