/**
 * Creates that the engine may never hear of, so that the next run takes over what they made instead of making it again:
 * those without a known outcome, and those that were answered just before the engine went away.
 */
import type { Values } from "../fields/field.ts";
import { fileFor, files, type Note, noteIn, write } from "./note.ts";

export interface Entry {
  /** What earlier runs left of the same. */
  readonly left: Note;
  /** Notes ids that it cannot make, since they are there before. @returns All that it is known not to make. */
  exclude(ids: readonly string[]): readonly string[];
  /** The outcome is known. @param id Of what was made, or taken over. */
  close(id?: string): void;
}

/** Milliseconds in which the engine has certainly noted an answer. */
const notedWithin = 15_000;

/** What this process is at, and what it has made, by file. */
const underWay = new Map<string, Note>();
const made = new Map<string, { id: string; at: number }[]>();
let isAlone = false;

/** Writes down that a create is about to be sent. */
export function open(place: string, path: string, body: Values): Entry {
  const file = fileFor(place, path, body);
  const { begun, unheard, others } = noteIn(file) ?? { unheard: [], others: [] };
  const left: Note = { begun, unheard, others: [...others, ...(made.get(file) ?? []).map(({ id }) => id)] };
  underWay.set(file, { ...left, begun: begun ?? Date.now() });
  write(file, underWay.get(file) as Note, true);
  return {
    left,
    exclude: (ids) => {
      const note = underWay.get(file) as Note;
      if (ids.length === 0) return note.others;
      const more = { ...note, others: [...note.others, ...ids] };
      underWay.set(file, more);
      write(file, more, true);
      return more.others;
    },
    close: (id) => {
      underWay.delete(file);
      const takenOver = id === undefined ? -1 : unheard.indexOf(id);
      // Those before it were looked for, and are gone: all of them, if none was taken over.
      const rest = takenOver < 0 ? [] : unheard.slice(takenOver + 1);
      if (id !== undefined) made.set(file, [...(made.get(file) ?? []), { id, at: Date.now() }]);
      if (id !== undefined && isAlone) rest.push(id);
      const known = id === undefined ? left.others : [...left.others, id];
      write(file, { begun: takenOver < 0 ? undefined : begun, unheard: rest, others: known }, false);
    },
  };
}

/** The engine is gone: it will not hear of what is under way, and may not have noted what was made last. */
export function abandon(): void {
  isAlone = true;
  const recently = Date.now() - notedWithin;
  for (const file of new Set([...made.keys(), ...underWay.keys()])) {
    const note = underWay.get(file) ?? { unheard: [], others: [] };
    const recent = (made.get(file) ?? []).filter(({ at }) => at >= recently).map(({ id }) => id);
    write(file, { ...note, unheard: [...note.unheard, ...recent] }, false);
  }
}

/** Files by the ids that they say were not heard of. */
let unheardOf = new Map<string, string>();

const load = () => files().flatMap((file) => (noteIn(file)?.unheard ?? []).map((id): [string, string] => [id, file]));

/** The engine knows of this one: it has its state. */
export function settle(id: string): void {
  if (unheardOf.size === 0) unheardOf = new Map(load());
  const file = unheardOf.get(id);
  if (file === undefined) return;
  unheardOf.delete(id);
  const note = noteIn(file);
  if (!note) return;
  const unheard = note.unheard.filter((one) => one !== id);
  write(file, { ...note, unheard, others: [...note.others, id] }, underWay.has(file));
}
