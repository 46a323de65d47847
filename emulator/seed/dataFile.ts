/**
 * The file of an emulator that remembers across restarts: a seed with credentials. It is replaced as a whole, so a crash at
 * any moment leaves either the old or the new content; and one emulator at a time uses it.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

export interface DataFile {
  /** What it held when it was opened; undefined if it did not exist. */
  readonly content: unknown;
  /** Returns when the content is on disk. */
  save(content: unknown): void;
  close(): void;
}

/** @throws Error that names the file, if it cannot be used or another emulator uses it */
export function openDataFile(file: string): DataFile {
  const release = lock(file);
  try {
    return { content: readContent(file), save: (content) => save(file, content), close: release };
  } catch (error) {
    release();
    throw error;
  }
}

const sqlite = "SQLite format 3\0";

function readContent(file: string): unknown {
  const text = readIfExists(file);
  if (text === undefined) return undefined;
  if (text.startsWith(sqlite)) {
    throw new Error(
      `${file} is an SQLite database, which an earlier version of the emulator wrote. This version keeps its data as JSON. ` +
        "Name another file, or delete this one.",
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the file, which has secrets.
    throw new Error(`${file} is not JSON. The emulator did not write it. Name another file.`);
  }
}

function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unusable(file, error);
  }
}

/** Readable by its owner alone: it has secrets. */
const mode = 0o600;

function save(file: string, content: unknown): void {
  const next = `${file}.next`;
  try {
    const descriptor = openSync(next, "w", mode);
    try {
      writeFileSync(descriptor, `${JSON.stringify(content, null, 2)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(next, file);
  } catch (error) {
    throw unusable(file, error);
  }
}

/** Those of this process. */
const inUse = new Set<string>();

/** The lock names its process, so that one of a process that was killed counts no more. */
function lock(file: string): () => void {
  const path = resolve(`${file}.lock`);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      inUse.add(path);
      return () => {
        inUse.delete(path);
        rmSync(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw unusable(file, error);
    }
    const owner = Number(readIfExists(path));
    // In a container, the process that was killed may have had the number that this one has now.
    if (owner === process.pid ? inUse.has(path) : isAlive(owner)) {
      throw new Error(
        `${file} is in use by the emulator of process ${owner}. Use another file, or end that process. ` +
          `If it is no emulator, delete ${path}.`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new Error(`${file} is in use by another emulator.`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const unusable = (file: string, error: unknown) =>
  new Error(`cannot keep data in ${file}: ${(error as Error).message}`, { cause: error });
