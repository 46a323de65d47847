/**
 * Creates that the engine may never hear of, so that the next run of the stack takes over what they made instead of making
 * it again: those without a known outcome, and those that were answered just before the engine or this process went away.
 * It also tells what others made of the same, on this machine: that is never taken for ours.
 */
import type { Values } from "../../fields/field.ts";
import { fileFor, keyOf, type Note, notesBeside, remove, type Span, stackOf, subjectIn, tidy } from "./journalFile.ts";
import { isEmptyRecord, isHeard, isRivalled, record, recorded, recordedOf } from "./journalSession.ts";

export interface Entry {
  /** When those were sent, by this run or those before it, whose outcome is not known. */
  readonly sent: Span | undefined;
  /** Ids of what earlier runs made that may not be in any state. */
  readonly inherited: readonly string[];
  /** Ids of what was made of the same and is somebody's already. */
  others(): ReadonlySet<string>;
  /** Whether somebody else sent the same and does not know what became of it. */
  isRivalled(): boolean;
  /** What earlier runs of the stack left of the same name, sent in other words. */
  superseded(): Superseded[];
  /** It is known what became of it. */
  forget(superseded: readonly Superseded[]): void;
  /** Notes ids that it cannot make, since they are there before. */
  exclude(ids: readonly string[]): void;
  /** It is about to be sent. */
  sending(): void;
  /** All that was sent has come to nothing, or to what has this id. */
  close(id?: string): void;
  /** It is said to have come to nothing: who comes later has a look. */
  doubt(): void;
}

export interface Superseded {
  file: string;
  sent: Span | undefined;
  /** What was made, and may not be in any state. */
  ids: readonly string[];
}

export interface Undertaking {
  /** Whose API it is. */
  place: string;
  /** Of which stack, if that is known. */
  stack: string | undefined;
  path: string;
  /** What people know it by. */
  title: string;
  body: Values;
}

/** Ids of what was taken over from earlier runs. */
const taken = new Set<string>();

/** Whether this run took it over from an earlier one, which may have told the engine of it after all. */
export const isTaken = (id: string): boolean => taken.has(id);

/** Whether the stack's run on another machine shows signs of life: it was killed, or will say soon what came of it. */
export function isUnderWayElsewhere({ place, stack, path, title, body }: Undertaking): boolean {
  const key = keyOf(place, path, title, body);
  const owner = stackOf(stack);
  const isUnderWay = ({ sent, ...note }: ReturnType<typeof notesBeside>[number]) =>
    note.stack === owner && note.isAlive && !note.isHere && sent !== undefined;
  return notesBeside(key, fileFor(key, owner)).some(isUnderWay);
}

export function open({ place, stack, path, title, body }: Undertaking): Entry {
  if (isEmptyRecord()) tidy();
  const key = keyOf(place, path, title, body);
  const owner = stackOf(stack);
  const file = fileFor(key, owner);
  const left = notesBeside(key, file).filter((note) => note.stack === owner && !note.isAlive);
  const note = inherit(recorded(file), left);
  const change = (changes: Partial<Note>) => record(file, { key, note: Object.assign(note, changes) });
  if (left.length > 0) change({});
  for (const one of left) remove(one.file);
  return {
    get sent() {
      return note.sent;
    },
    inherited: note.inherited,
    others: () => new Set([note, ...recordedOf(key), ...notesBeside(key, file)].flatMap(idsIn)),
    isRivalled: () => isRivalled(file, key),
    superseded: () => supersededBy(key, file, owner),
    forget: (superseded) => {
      for (const one of superseded) remove(one.file);
    },
    exclude: (ids) => change({ others: [...new Set([...note.others, ...ids])] }),
    sending: () => change({ sent: continued(note.sent) }),
    doubt: () => change({ sent: note.sent && { ...note.sent, isRefused: true } }),
    close: (id) => {
      const { inherited, fresh } = note;
      const isInherited = id !== undefined && inherited.includes(id);
      if (isInherited) taken.add(id);
      change({
        sent: undefined,
        // Those before it were looked for, and are gone: all of them, if it is none of them.
        inherited: isInherited ? inherited.slice(inherited.indexOf(id) + 1) : [],
        fresh: id === undefined ? fresh : [...fresh.filter((one) => one.id !== id), { id, at: Date.now() }],
      });
    },
  };
}

function supersededBy(key: string, file: string, owner: string): Superseded[] {
  return notesBeside(subjectIn(key), file)
    .filter((note) => note.stack === owner && !note.isAlive && note.key !== key)
    .map(({ file: other, sent, fresh, inherited }) => {
      const ids = [...inherited, ...fresh.map(({ id }) => id)].filter((id) => !isHeard(id));
      return { file: other, sent: sent?.isRefused ? undefined : sent, ids };
    })
    .filter(({ sent, ids }) => sent !== undefined || ids.length > 0);
}

const idsIn = ({ fresh, inherited, others }: Note): string[] => [...fresh.map(({ id }) => id), ...inherited, ...others];

/** What earlier runs left becomes this one's; what the engine has heard of by now is not ours to take. */
function inherit(own: Note = { fresh: [], inherited: [], others: [] }, left: readonly Note[]): Note {
  const spans = [own, ...left].flatMap(({ sent }) => sent ?? []);
  const ids = [...own.inherited, ...left.flatMap((note) => [...note.inherited, ...note.fresh.map(({ id }) => id)])];
  return {
    sent: spans.reduce<Span | undefined>((all, span) => joined(all ?? span, span), undefined),
    fresh: own.fresh,
    inherited: ids.filter((id) => !isHeard(id)),
    others: [...[own, ...left].flatMap(({ others }) => others), ...ids.filter(isHeard)],
  };
}

/** One that is sent again is sent later. */
function continued(sent: Span | undefined, now = Date.now()): Span {
  return sent ? { first: sent.first, last: Math.max(now, sent.last + 1) } : { first: now, last: now };
}

const joined = (a: Span, b: Span): Span => ({
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
  isRefused: a.isRefused && b.isRefused,
});
