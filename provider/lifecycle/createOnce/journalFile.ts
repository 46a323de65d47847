/**
 * The journal on disk: one file for each run and create, named by hashes of what is sent and where, of the stack, and
 * of the run. A file holds times, ids and its writer, and nothing of the body.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import type { CreateIntent, TimeRange } from "../run.ts";

export interface JournalRecord {
  /** When the requests were sent whose outcome is not known. */
  pending?: TimeRange;
  /** What the run created, and when: the engine may not have saved it yet. */
  created: { id: string; at: number }[];
  /** Ids of what earlier runs created, and the engine may not have saved either. */
  orphaned: string[];
  /** Ids of what else was created with the same body, and is in a state, or was there before. */
  foreign: string[];
}

interface Writer {
  pid: number;
  host: string;
  /** Milliseconds since the epoch: its last heartbeat. */
  at: number;
  /** Its engine is gone: the next run takes over. */
  isAbandoned: boolean;
}

export interface FoundRecord extends JournalRecord {
  file: string;
  key: string;
  stack: string;
  /** Its writer is at work. */
  isAlive: boolean;
  /** Its writer is on this machine. */
  isHere: boolean;
}

/** Milliseconds without a heartbeat after which a writer counts as dead. */
const heartbeatTimeoutMs = 20_000;

/** Milliseconds after which a file is of no use. */
const retentionMs = 24 * 3_600_000;

export const journalFolder = (): string =>
  join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "transmit", "creates");

/** Whether the next run needs the record. */
export const isOpen = ({ pending, created, orphaned }: JournalRecord): boolean =>
  pending !== undefined || created.length > 0 || orphaned.length > 0;

/** hash(endpoint, path, name) and hash(endpoint, path, body): creates of one name share the first 16 characters. */
export const journalKey = ({ endpointKey, path, name, body }: Omit<CreateIntent, "stack">): string =>
  subjectOf(hash(32, endpointKey, path, name)) + hash(32, endpointKey, path, JSON.stringify(body));

export const subjectOf = (key: string): string => key.slice(0, 16);

/** Several backends may each have a stack of one name. */
export const stackHash = (name = ""): string => hash(8, name, process.env.PULUMI_BACKEND_URL ?? "");

const hash = (length: number, ...texts: string[]): string =>
  createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, length);

/** The records whose keys begin like this, except the one in our own file. */
export function recordsBeside(folder: string, beginning: string, own: string, now: number): FoundRecord[] {
  return namesIn(folder)
    .filter((name) => name.startsWith(beginning))
    .map((name) => join(folder, name))
    .filter((file) => file !== own)
    .flatMap((file) => readRecord(file, now) ?? []);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readRecord(file: string, now: number): FoundRecord | undefined {
  try {
    return parseRecord(file, readFileSync(file, "utf8"), now);
  } catch {
    // Another run has removed it in this moment.
    return undefined;
  }
}

/** @returns Undefined for what is too old, or no record. */
export function parseRecord(file: string, text: string, now: number): FoundRecord | undefined {
  const content = parseJson(text);
  if (!content) return undefined;
  const { pid, host, at, isAbandoned, ...record } = withNewNames(content) as JournalRecord & Writer;
  if (at < now - retentionMs || ![record.created, record.orphaned, record.foreign].every(Array.isArray))
    return undefined;
  const isHere = host === hostname();
  const isAtWork = !isAbandoned && !(isHere && !isRunning(pid));
  // A resolved record counts for as long as another run may still be reconciling the same create.
  const isAlive = at > now - heartbeatTimeoutMs && (isAtWork || !isOpen(record));
  const [key = "", stack = ""] = basename(file).split(".");
  return { ...record, file, key, stack, isAlive, isHere };
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Builds before 0.1.0 wrote other names. A run that they left must be recovered as well. */
function withNewNames({ sent, fresh, inherited, others, ...rest }: Record<string, unknown>): object {
  const { isRefused, ...range } = (sent ?? {}) as TimeRange & { isRefused?: boolean };
  return {
    ...(sent !== undefined && { pending: { ...range, ...(isRefused && { isRejected: true }) } }),
    ...(fresh !== undefined && { created: fresh }),
    ...(inherited !== undefined && { orphaned: inherited }),
    ...(others !== undefined && { foreign: others }),
    ...rest,
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Where the home is read-only, a run does without its journal. */
export function writeRecord(file: string, record: JournalRecord, isAbandoned: boolean, now: number): void {
  const writer: Writer = { pid: process.pid, host: hostname(), at: now, isAbandoned };
  // A rename replaces the file whole, also if the process ends right now.
  const draft = join(dirname(file), `.${basename(file).split(".").at(-1)}`);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, JSON.stringify({ ...record, ...writer }), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // See above.
  }
}

export function removeRecord(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The home may be read-only.
  }
}

/** Removes what no run needs: what is too old, and what is resolved where nobody looks for the same. */
export function purge(folder: string, now: number): void {
  const files = namesIn(folder).map((name) => join(folder, name));
  for (const file of files.filter((one) => isOld(one, now))) removeRecord(file);
  const records = files.flatMap((file) => readRecord(file, now) ?? []);
  const sought = new Set(records.filter(({ pending }) => pending).map(({ key }) => key));
  for (const record of records) {
    if (!isOpen(record) && !record.isAlive && !sought.has(record.key)) removeRecord(record.file);
  }
}

function isOld(file: string, now: number): boolean {
  try {
    return statSync(file).mtimeMs < now - retentionMs;
  } catch {
    // Another run has removed it.
    return false;
  }
}
