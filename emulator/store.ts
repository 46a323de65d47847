/** What the emulator remembers, as JSON documents in SQLite: in a file if one is given, else in memory. */
import { DatabaseSync } from "node:sqlite";
import type { Values } from "../provider/fields/field.ts";

/** `application`, `client` …: the resource's name as a variable; or `setting`. */
export type Kind = string;

export interface Store {
  get(kind: Kind, id: string): Values | undefined;
  put(kind: Kind, id: string, document: Values): void;
  delete(kind: Kind, id: string): void;
  /** Oldest first. */
  list(kind: Kind): Values[];
  /** The same, with their ids. */
  entries(kind: Kind): [id: string, document: Values][];
  close(): void;
}

/** @throws Error that names the file, if it cannot be opened or is not a database */
export function openStore(file = ":memory:"): Store {
  const database = openDatabase(file);
  const one = database.prepare("SELECT document FROM documents WHERE kind = ? AND id = ?");
  const all = database.prepare("SELECT id, document FROM documents WHERE kind = ? ORDER BY rowid");
  const upsert = database.prepare(
    "INSERT INTO documents (kind, id, document) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET document = excluded.document",
  );
  const drop = database.prepare("DELETE FROM documents WHERE kind = ? AND id = ?");
  const parse = (row: unknown): Values => JSON.parse((row as { document: string }).document);
  return {
    get: (kind, id) => {
      const row = one.get(kind, id);
      return row && parse(row);
    },
    put: (kind, id, document) => void upsert.run(kind, id, JSON.stringify(document)),
    delete: (kind, id) => void drop.run(kind, id),
    list: (kind) => all.all(kind).map(parse),
    entries: (kind) => all.all(kind).map((row) => [String(row.id), parse(row)]),
    close: () => database.close(),
  };
}

function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    database.exec(`CREATE TABLE IF NOT EXISTS documents (
      kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, UNIQUE (kind, id)
    )`);
    return database;
  } catch (error) {
    throw new Error(`cannot keep data in ${file}: ${(error as Error).message}`, { cause: error });
  }
}
