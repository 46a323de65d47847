/** What this process has in its journal: kept on disk, with heartbeats, until the engine is known to have saved it. */
import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { Clock } from "../../clock.ts";
import { clockToleranceMs } from "./clockTolerance.ts";
import { recentKey, recordsBeside, writeRecord } from "./journalFile.ts";
import { type Notify, removeFile } from "./journalFolder.ts";
import { type FoundRecord, isOpen, type JournalRecord } from "./journalRecord.ts";

interface Kept {
  key: string;
  record: JournalRecord;
  isOnDisk: boolean;
}

export interface JournalSession {
  readonly isEmpty: boolean;
  /** The file of a create of this run. */
  fileFor(folder: string, key: string, stack: string): string;
  recordIn(file: string): JournalRecord | undefined;
  /** What this process has of a key, for all stacks. */
  recordsOf(key: string): JournalRecord[];
  /** What other runs have of keys with this beginning. */
  recordsBeside(beginning: string, file: string): FoundRecord[];
  save(file: string, key: string, record: JournalRecord): void;
  hasConcurrentCreate(file: string, key: string): boolean;
  acknowledge(id: string): void;
  isAcknowledged(id: string): boolean;
  flush(): void;
  engineLost(): void;
}

/** Milliseconds within which the engine has saved a response. */
const engineSavesWithinMs = 15_000;
const heartbeatMs = 5_000;

export function openJournalSession(clock: Clock, notify: Notify): JournalSession {
  const runId = randomBytes(4).toString("hex");
  /** By file. */
  const kept = new Map<string, Kept>();
  const acknowledged = new Set<string>();
  let isAbandoned = false;
  let timer: NodeJS.Timeout | undefined;

  const others = (beginning: string, file: string) =>
    recordsBeside(dirname(file), beginning, file, clock.now(), notify);
  const hasConcurrentCreate = (file: string, key: string) =>
    others(key, file).some(({ pending }) => pending !== undefined && !pending.isRejected);

  /** On disk while it is open, with a heartbeat; and while others look for the same. */
  function store(file: string, one: Kept): void {
    const { key, record } = one;
    one.isOnDisk = isOpen(record) || (record.foreign.length > 0 && hasConcurrentCreate(file, key));
    if (one.isOnDisk) writeRecord(file, record, isAbandoned, clock.now(), notify);
    else removeFile(file);
    if (!isOpen(record) || isAbandoned || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      resolveCreatedBefore(clock.now() - engineSavesWithinMs);
    }, heartbeatMs).unref();
  }

  /** The engine has saved what was created before this time. */
  function resolveCreatedBefore(time: number): void {
    for (const [file, one] of kept) {
      if (!one.isOnDisk) continue;
      const { created, foreign } = one.record;
      const isSaved = ({ at }: { at: number }) => at <= time;
      one.record.foreign = [...foreign, ...created.filter(isSaved).map(({ id }) => id)];
      one.record.created = created.filter((item) => !isSaved(item));
      store(file, one);
    }
  }

  /**
   * What was created in the last moments, in one file, so that another run does not take it for the result of its own identical
   * create, which is sent a moment later and gets no response.
   */
  function keepRecent(): void {
    const since = clock.now() - clockToleranceMs;
    const recent = new Map<string, string[]>();
    for (const [file, { record }] of kept) {
      const ids = record.created.filter(({ at }) => at > since).map(({ id }) => id);
      const place = join(dirname(file), `${recentKey}.${recentKey}.${runId}`);
      if (ids.length > 0) recent.set(place, [...(recent.get(place) ?? []), ...ids]);
    }
    for (const [file, foreign] of recent) {
      writeRecord(file, { created: [], orphaned: [], foreign }, isAbandoned, clock.now(), notify);
    }
  }

  return {
    get isEmpty() {
      return kept.size === 0;
    },
    fileFor: (folder, key, stack) => join(folder, `${key}.${stack}.${runId}`),
    recordIn: (file) => kept.get(file)?.record,
    recordsOf: (key) => [...kept.values()].filter((one) => one.key === key).map(({ record }) => record),
    recordsBeside: others,
    save: (file, key, record) => {
      const one = { key, record, isOnDisk: false };
      kept.set(file, one);
      store(file, one);
    },
    hasConcurrentCreate,
    acknowledge: (id) => void acknowledged.add(id),
    isAcknowledged: (id) => acknowledged.has(id),
    flush: () => {
      keepRecent();
      resolveCreatedBefore(Number.POSITIVE_INFINITY);
    },
    engineLost: () => {
      isAbandoned = true;
      clearTimeout(timer);
      for (const [file, one] of kept) store(file, one);
    },
  };
}
