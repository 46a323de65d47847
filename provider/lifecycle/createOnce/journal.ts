/**
 * The write-ahead journal of creates. It holds those whose outcome is not known, and those whose response arrived just
 * before the engine or this process ended: the next run of the stack adopts what they created.
 */
import { type Clock, systemClock } from "../../clock.ts";
import type { CreateIntent, CreateJournal, JournalEntry, SupersededCreate, TimeRange } from "../run.ts";
import { formerStackHash, journalKey, purge, recentKey, stackHash, subjectOf } from "./journalFile.ts";
import { defaultJournalFolder, type Notify, removeFile } from "./journalFolder.ts";
import type { FoundRecord, JournalRecord } from "./journalRecord.ts";
import { type JournalSession, openJournalSession } from "./journalSession.ts";

/** @param folder Where an intent names no folder. Called at each create, since tests change it. */
export function openJournal(clock: Clock = systemClock, folder = defaultJournalFolder): CreateJournal {
  const adopted = new Set<string>();
  const told = new Set<string>();
  let show: Notify = () => undefined;
  let lastFolder: string | undefined;
  const notify = (message: string) => {
    if (!told.has(message)) show(message);
    told.add(message);
  };
  const session = openJournalSession(clock, notify);
  const placeOf = (intent: CreateIntent): Place => {
    show = intent.notify ?? show;
    const key = journalKey(intent);
    const stacks = [stackHash(intent.stack), formerStackHash(intent.stack)];
    const place = intent.folder ?? folder();
    lastFolder = place;
    return { key, stacks, folder: place, file: session.fileFor(place, key, stacks[0] as string) };
  };
  return {
    begin: (intent) => {
      const place = placeOf(intent);
      if (session.isEmpty) purge(place.folder, clock.now(), notify);
      return openEntry(session, clock, place, adopted);
    },
    isPendingElsewhere: (intent) => {
      const { key, stacks, file } = placeOf(intent);
      const isPending = (record: FoundRecord) =>
        stacks.includes(record.stack) && record.isAlive && !record.isHere && record.pending !== undefined;
      return session.recordsBeside(key, file).some(isPending);
    },
    acknowledge: session.acknowledge,
    wasAdopted: (id) => adopted.has(id),
    flush: () => {
      session.flush();
      purge(lastFolder ?? folder(), clock.now(), notify);
    },
    engineLost: session.engineLost,
  };
}

/** Where a create is recorded. */
interface Place {
  folder: string;
  file: string;
  key: string;
  /** Hashes of the stack: today's, and that of earlier builds. */
  stacks: readonly string[];
}

function openEntry(session: JournalSession, clock: Clock, place: Place, adopted: Set<string>): JournalEntry {
  const { key, stacks, file } = place;
  const left = session.recordsBeside(key, file).filter((record) => stacks.includes(record.stack) && !record.isAlive);
  const record = takeOver(session, session.recordIn(file), left);
  const change = (changes: Partial<JournalRecord>) => session.save(file, key, Object.assign(record, changes));
  if (left.length > 0) change({});
  for (const one of left) removeFile(one.file);
  return {
    get pending() {
      return record.pending;
    },
    get orphaned() {
      return record.orphaned;
    },
    foreignIds: () => {
      const others = [key, recentKey].flatMap((beginning) => session.recordsBeside(beginning, file));
      return new Set([record, ...session.recordsOf(key), ...others].flatMap(idsIn));
    },
    hasConcurrentCreate: () => session.hasConcurrentCreate(file, key),
    superseded: () => supersededBy(session, place),
    discard: (superseded) => {
      for (const one of superseded) removeFile(one.file);
    },
    markForeign: (ids) => change({ foreign: [...new Set([...record.foreign, ...ids])] }),
    markPending: () => change({ pending: extended(record.pending, clock.now()) }),
    markRejected: () => change({ pending: record.pending && { ...record.pending, isRejected: true } }),
    resolve: (id) => {
      const { orphaned, created } = record;
      const isOrphan = id !== undefined && orphaned.includes(id);
      if (isOrphan) adopted.add(id);
      change({
        pending: undefined,
        // Orphans are looked up in order: those before this one are gone. If this id is not an orphan, all of them are.
        orphaned: isOrphan ? orphaned.slice(orphaned.indexOf(id) + 1) : [],
        created: id === undefined ? created : [...created.filter((one) => one.id !== id), { id, at: clock.now() }],
      });
    },
  };
}

/**
 * Merges the records that ended runs left into this run's. What the engine has in its state by now must not be adopted.
 */
function takeOver(
  { isAcknowledged }: JournalSession,
  own: JournalRecord = { created: [], orphaned: [], foreign: [] },
  left: readonly JournalRecord[],
): JournalRecord {
  const ranges = [own, ...left].flatMap(({ pending }) => pending ?? []);
  const ids = [
    ...own.orphaned,
    ...left.flatMap(({ orphaned, created }) => [...orphaned, ...created.map(({ id }) => id)]),
  ];
  return {
    pending: ranges.reduce<TimeRange | undefined>((all, range) => joined(all ?? range, range), undefined),
    created: own.created,
    orphaned: ids.filter((id) => !isAcknowledged(id)),
    foreign: [...[own, ...left].flatMap(({ foreign }) => foreign), ...ids.filter(isAcknowledged)],
  };
}

function supersededBy(session: JournalSession, { key, file, stacks }: Place): SupersededCreate[] {
  return session
    .recordsBeside(subjectOf(key), file)
    .filter((record) => stacks.includes(record.stack) && !record.isAlive && record.key !== key)
    .map(({ file: other, pending, created, orphaned }) => {
      const ids = [...orphaned, ...created.map(({ id }) => id)].filter((id) => !session.isAcknowledged(id));
      return { file: other, pending: pending?.isRejected ? undefined : pending, ids };
    })
    .filter(({ pending, ids }) => pending !== undefined || ids.length > 0);
}

const idsIn = ({ created, orphaned, foreign }: JournalRecord): string[] => [
  ...created.map(({ id }) => id),
  ...orphaned,
  ...foreign,
];

/**
 * A retry always has a later time than the first request, also within a millisecond: `first < last` marks a create sent
 * twice.
 */
const extended = (pending: TimeRange | undefined, now: number): TimeRange =>
  pending ? { first: pending.first, last: Math.max(now, pending.last + 1) } : { first: now, last: now };

const joined = (a: TimeRange, b: TimeRange): TimeRange => ({
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
  isRejected: a.isRejected && b.isRejected,
});
