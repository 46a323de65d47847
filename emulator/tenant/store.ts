/** What the emulator remembers: JSON documents, in memory. */
import type { Values } from "../../provider/fields/field.ts";

/** `application`, `client` …: the resource's name as a variable. */
export type Kind = string;

export interface Store {
  get(kind: Kind, id: string): Values | undefined;
  put(kind: Kind, id: string, document: Values): void;
  delete(kind: Kind, id: string): void;
  /** Oldest first. */
  list(kind: Kind): Values[];
  /** The same, with their ids. */
  entries(kind: Kind): [id: string, document: Values][];
  clear(): void;
}

/** Documents are kept as text, so that no reader can change what is remembered. */
export function openStore(): Store {
  const kinds = new Map<Kind, Map<string, string>>();
  const of = (kind: Kind) => {
    const known = kinds.get(kind) ?? new Map<string, string>();
    kinds.set(kind, known);
    return known;
  };
  const parse = (text: string): Values => JSON.parse(text);
  return {
    get: (kind, id) => {
      const text = of(kind).get(id);
      return text === undefined ? undefined : parse(text);
    },
    put: (kind, id, document) => void of(kind).set(id, JSON.stringify(document)),
    delete: (kind, id) => void of(kind).delete(id),
    list: (kind) => [...of(kind).values()].map(parse),
    entries: (kind) => [...of(kind)].map(([id, text]) => [id, parse(text)]),
    clear: () => kinds.clear(),
  };
}
