/** What this process has noted so far, kept on disk with signs of life until the engine is known to know of it. */
import type { Resource, Values } from "../../fields/field.ts";
import { hasId, idOf } from "../wire/resourceId.ts";
import { isOpen, type Note, notesBeside, remove, write } from "./journalFile.ts";

export interface Own {
  key: string;
  note: Note;
  /** There is a file of it. */
  isOnDisk?: boolean;
}

/** Milliseconds in which the engine has certainly noted an answer. */
const notedWithin = 15_000;
/** Milliseconds in which what was made may look as if it was made by who sent the same just after. */
const lookedForWithin = 10_000;
/** Milliseconds between signs of life. */
const beat = 5_000;

/** By file. */
const notes = new Map<string, Own>();
/** Ids that the engine knows: it has their states. */
const heard = new Set<string>();
let isAbandoned = false;
let timer: NodeJS.Timeout | undefined;

export const isEmptyRecord = (): boolean => notes.size === 0;

export const recorded = (file: string): Note | undefined => notes.get(file)?.note;

/** What is noted of a key, for all stacks. */
export const recordedOf = (key: string): Note[] =>
  [...notes.values()].filter((own) => own.key === key).map(({ note }) => note);

export function record(file: string, own: Own): void {
  notes.set(file, own);
  save(file, own);
}

/** The engine knows of this resource, since it has its state. */
export function acknowledge(resource: Resource, state: Values): void {
  if (hasId(resource, state)) heard.add(idOf(resource, state));
}

export const isHeard = (id: string): boolean => heard.has(id);

/** Whether somebody else sent the same and does not know what became of it. */
export const isRivalled = (file: string, key: string): boolean =>
  notesBeside(key, file).some(({ sent }) => sent !== undefined && !sent.isRefused);

/** As long as something is open, with a sign of life from time to time; and as long as others may look for the same. */
function save(file: string, own: Own, isRecent = false): void {
  const { key, note } = own;
  own.isOnDisk = isOpen(note) || (note.others.length > 0 && (isRecent || isRivalled(file, key)));
  if (own.isOnDisk) write(file, note, isAbandoned);
  else remove(file);
  if (!isOpen(note) || isAbandoned || timer) return;
  timer = setTimeout(() => {
    timer = undefined;
    noteAsHeard(Date.now() - notedWithin);
  }, beat).unref();
}

/** What was made before some time is in the engine's state. What is no longer on disk stays as it is. */
function noteAsHeard(before: number): void {
  for (const [file, own] of notes) {
    if (!own.isOnDisk) continue;
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
