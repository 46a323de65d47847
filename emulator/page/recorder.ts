/** The latest requests, and what each of them changed. */
import type { Values } from "../../provider/fields/field.ts";
import type { Kind, Store } from "../tenant/store.ts";

export interface Change {
  kind: Kind;
  id: string;
  /** Undefined if the request created it. */
  before?: Values;
  /** Undefined if the request deleted it. */
  after?: Values;
}

export interface Answered {
  method: string;
  path: string;
  /** Or how the connection ended without an answer. */
  status: number | "reset" | "hang";
  /** The fault that struck it. */
  fault?: string;
}

export interface Recorded extends Answered {
  /** Counted from 1. */
  number: number;
  /** Milliseconds since the epoch. */
  time: number;
  changes: readonly Change[];
}

export interface Recorder {
  /** The same store, with its changes noted. */
  watch(store: Store): Store;
  /** Runs what carries a request out. @param noted Receives its changes, also if it throws. */
  during<T>(run: () => T, noted: (changes: readonly Change[]) => void): T;
  add(answered: Answered, changes: readonly Change[]): void;
  /** Oldest first. */
  list(): readonly Recorded[];
  clear(): void;
}

const limit = 200;

/** @param now In milliseconds. @param changed Called after each request. */
export function openRecorder(now: () => number, changed: () => void): Recorder {
  let noted = new Map<string, Change>();
  let recorded: Recorded[] = [];
  let count = 0;

  /** Of several changes of one document, the first knows what was before and the last what is after. */
  function note(store: Store, kind: Kind, id: string, after?: Values): void {
    const key = `${kind} ${id}`;
    const known = noted.get(key);
    noted.set(key, { kind, id, before: known ? known.before : store.get(kind, id), after });
  }

  return {
    watch: (store) => ({
      ...store,
      put: (kind, id, document) => {
        note(store, kind, id, document);
        store.put(kind, id, document);
      },
      delete: (kind, id) => {
        note(store, kind, id);
        store.delete(kind, id);
      },
    }),
    during: (run, tell) => {
      noted = new Map();
      try {
        return run();
      } finally {
        tell([...noted.values()].filter(({ before, after }) => before || after));
        noted = new Map();
      }
    },
    add: (answered, changes) => {
      recorded = [...recorded, { ...answered, number: ++count, time: now(), changes }].slice(-limit);
      changed();
    },
    list: () => recorded,
    clear: () => {
      recorded = [];
      changed();
    },
  };
}
