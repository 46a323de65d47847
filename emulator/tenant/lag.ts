/** A store that can be seen as it was a while ago. */
import type { Values } from "../../provider/fields/field.ts";
import type { Kind, Store } from "./store.ts";

interface Version {
  /** Milliseconds since the epoch, from when on it held. */
  from: number;
  /** Undefined where there was none. */
  document: Values | undefined;
}

export interface Versions {
  store: Store;
  asOf(time: number): Store;
  /** What is there now counts as written long ago. */
  settle(): void;
}

export function rememberVersions(store: Store, now: () => number): Versions {
  const versions = new Map<string, Version[]>();
  const keyOf = (kind: Kind, id: string) => `${kind} ${id}`;

  function remember(kind: Kind, id: string, document: Values | undefined): void {
    const key = keyOf(kind, id);
    const before = versions.get(key) ?? [{ from: 0, document: store.get(kind, id) }];
    versions.set(key, [...before, { from: now(), document }].slice(-20));
  }

  function seen(kind: Kind, id: string, time: number): Values | undefined {
    const known = versions.get(keyOf(kind, id));
    return known ? known.findLast(({ from }) => from <= time)?.document : store.get(kind, id);
  }

  return {
    store: {
      ...store,
      put: (kind, id, document) => {
        remember(kind, id, document);
        store.put(kind, id, document);
      },
      delete: (kind, id) => {
        remember(kind, id, undefined);
        store.delete(kind, id);
      },
    },
    settle: () => versions.clear(),
    asOf: (time) => {
      const entries = (kind: Kind): [string, Values][] => {
        const ids = [...versions.keys()]
          .filter((key) => key.startsWith(`${kind} `))
          .map((key) => key.slice(kind.length + 1));
        const changed = new Set(ids);
        const untouched = store.entries(kind).filter(([id]) => !changed.has(id));
        return [
          ...untouched,
          ...ids.flatMap((id): [string, Values][] => {
            const document = seen(kind, id, time);
            return document ? [[id, document]] : [];
          }),
        ];
      };
      return {
        ...store,
        get: (kind, id) => seen(kind, id, time),
        list: (kind) => entries(kind).map(([, document]) => document),
        entries,
      };
    },
  };
}
