/**
 * Creates that the engine may never hear of, so that the next run of the stack takes over what they made instead of making
 * it again: those without a known outcome, and those that were answered just before the engine or this process went away.
 * It also tells what others made of the same, on this machine: that is never taken for ours.
 */
import type { Values } from "../fields/field.ts";
import {
  fileFor,
  isOpen,
  keyOf,
  type Note,
  notesBeside,
  remove,
  type Span,
  stackOf,
  subjectIn,
  tidy,
  write,
} from "./note.ts";

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

/** Milliseconds in which the engine has certainly noted an answer. */
const notedWithin = 15_000;
/** Milliseconds in which what was made may look as if it was made by who sent the same just after. */
const lookedForWithin = 10_000;
/** Milliseconds between signs of life. */
const beat = 5_000;

interface Own {
  key: string;
  note: Note;
}

/** What this process has noted, by file. */
const notes = new Map<string, Own>();
/** Ids that the engine knows: it has their states. */
const heard = new Set<string>();
/** Ids of what was taken over from earlier runs. */
const taken = new Set<string>();
let isAbandoned = false;
let timer: NodeJS.Timeout | undefined;

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

export function open({ place, stack, path, title, body }: Undertaking): Entry {
  if (notes.size === 0) tidy();
  const key = keyOf(place, path, title, body);
  const owner = stackOf(stack);
  const file = fileFor(key, owner);
  const left = notesBeside(key, file).filter((note) => note.stack === owner && !note.isAlive);
  const own: Own = { key, note: inherit(notes.get(file)?.note, left) };
  notes.set(file, own);
  if (left.length > 0) save(file, own);
  for (const note of left) remove(note.file);
  const change = (changes: Partial<Note>) => {
    Object.assign(own.note, changes);
    save(file, own);
  };
  return {
    get sent() {
      return own.note.sent;
    },
    inherited: own.note.inherited,
    others: () => new Set([...ownNotes(key), ...notesBeside(key, file)].flatMap(idsIn)),
    isRivalled: () => isRivalled(file, own),
    superseded: () => supersededBy(key, file, owner),
    forget: (superseded) => {
      for (const one of superseded) remove(one.file);
    },
    exclude: (ids) => change({ others: [...new Set([...own.note.others, ...ids])] }),
    sending: () => change({ sent: continued(own.note.sent) }),
    doubt: () => change({ sent: own.note.sent && { ...own.note.sent, isRefused: true } }),
    close: (id) => {
      const { inherited, fresh } = own.note;
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
  const left = notesBeside(subjectIn(key), file).filter((note) => note.stack === owner && !note.isAlive);
  return left
    .filter((note) => note.key !== key)
    .map(({ file: other, sent, fresh, inherited }) => {
      const ids = [...inherited, ...fresh.map(({ id }) => id)].filter((id) => !heard.has(id));
      return { file: other, sent: sent?.isRefused ? undefined : sent, ids };
    })
    .filter(({ sent, ids }) => sent !== undefined || ids.length > 0);
}

/** Whether this run took it over from an earlier one, which may have told the engine of it after all. */
export const isTaken = (id: string): boolean => taken.has(id);

/** Of all stacks. */
const ownNotes = (key: string): Note[] => [...notes.values()].filter((own) => own.key === key).map(({ note }) => note);

const idsIn = ({ fresh, inherited, others }: Note): string[] => [...fresh.map(({ id }) => id), ...inherited, ...others];

const isRivalled = (file: string, { key }: Own): boolean =>
  notesBeside(key, file).some(({ sent }) => sent !== undefined && !sent.isRefused);

/** What earlier runs left becomes this one's; what the engine has heard of by now is not ours to take. */
function inherit(own: Note = { fresh: [], inherited: [], others: [] }, left: readonly Note[]): Note {
  const spans = [own, ...left].flatMap(({ sent }) => sent ?? []);
  const ids = [...own.inherited, ...left.flatMap((note) => [...note.inherited, ...note.fresh.map(({ id }) => id)])];
  return {
    sent: spans.reduce<Span | undefined>((all, span) => joined(all ?? span, span), undefined),
    fresh: own.fresh,
    inherited: ids.filter((id) => !heard.has(id)),
    others: [...[own, ...left].flatMap(({ others }) => others), ...ids.filter((id) => heard.has(id))],
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

/** As long as something is open, with a sign of life from time to time; and as long as others may look for the same. */
function save(file: string, own: Own, isRecent = false): void {
  const { note } = own;
  if (isOpen(note) || (note.others.length > 0 && (isRecent || isRivalled(file, own)))) write(file, note, isAbandoned);
  else remove(file);
  if (!isOpen(note) || isAbandoned || timer) return;
  timer = setTimeout(() => {
    timer = undefined;
    noteAsHeard(Date.now() - notedWithin);
  }, beat).unref();
}

/** What was made before some time is in the engine's state. */
function noteAsHeard(before: number): void {
  for (const [file, own] of notes) {
    const { fresh, others } = own.note;
    const isOld = ({ at }: { at: number }) => at <= before;
    own.note.others = [...others, ...fresh.filter(isOld).map(({ id }) => id)];
    own.note.fresh = fresh.filter((one) => !isOld(one));
    const isRecent = fresh.some(({ at }) => at > Date.now() - lookedForWithin);
    save(file, own, isRecent);
  }
}

/** The engine ends this run, and has noted all that it was told. */
export const conclude = (): void => noteAsHeard(Number.POSITIVE_INFINITY);

/** The engine is gone: it will not hear of what is under way, and may not have noted what was made last. */
export function abandon(): void {
  isAbandoned = true;
  clearTimeout(timer);
  for (const [file, own] of notes) save(file, own);
}

/** The engine knows of this one. */
export const settle = (id: string): void => void heard.add(id);
