/** A store that can be seen as it was a while ago. */
import type { Values } from "../provider/fields/field.ts";
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
    asOf: (time) => ({
      ...store,
      get: (kind, id) => seen(kind, id, time),
      list: (kind) => {
        const ids = [...versions.keys()]
          .filter((key) => key.startsWith(`${kind} `))
          .map((key) => key.slice(kind.length + 1));
        const changed = new Set(ids);
        const untouched = store.list(kind).filter((document) => !changed.has(idOf(kind, document)));
        return [...untouched, ...ids.map((id) => seen(kind, id, time)).filter((document) => document !== undefined)];
      },
    }),
  };
}

const idNames: Record<Kind, string> = {
  application: "app_id",
  client: "client_id",
  signingKey: "id",
  setting: "name",
};

const idOf = (kind: Kind, document: Values): string => String(document[idNames[kind]]);
