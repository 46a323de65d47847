/**
 * What one run writes down of creates of one body, in a file of its own that is named by hashes: of where and what is
 * sent, of the stack, and of the run. It holds times, ids and who is at it, and nothing of the body.
 */
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Values } from "../../fields/field.ts";

/** Times in milliseconds since the epoch. */
export interface Span {
  first: number;
  last: number;
  /** All of it was refused, by somebody who may not know. */
  isRefused?: boolean;
}

export interface Note {
  /** When those were sent whose outcome is not known. */
  sent?: Span;
  /** What the run has made, and when: it may not be in any state yet. */
  fresh: { id: string; at: number }[];
  /** Ids of what earlier runs made, which may not be in any state either. */
  inherited: string[];
  /** Ids of what else was made of the same, which is in one. */
  others: string[];
}

/** Whether somebody may come back for it. */
export const isOpen = ({ sent, fresh, inherited }: Note): boolean =>
  sent !== undefined || fresh.length > 0 || inherited.length > 0;

interface Writer {
  pid: number;
  host: string;
  /** When it was last at it. */
  at: number;
  /** The engine that it worked for is gone: the next run takes it up from here. */
  isAbandoned: boolean;
}

export interface FoundNote extends Note {
  file: string;
  key: string;
  stack: string;
  /** Somebody is at it. */
  isAlive: boolean;
  /** On this machine. */
  isHere: boolean;
}

const folder = (): string => join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "transmit", "creates");

const hashOf = (length: number, ...texts: string[]): string =>
  createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, length);

const run = randomBytes(4).toString("hex");

/** What is sent, and where: the same name in other words has the same beginning. */
export const keyOf = (place: string, path: string, title: string, body: Values): string =>
  subjectIn(hashOf(32, place, path, title)) + hashOf(32, place, path, JSON.stringify(body));

export const subjectIn = (key: string): string => key.slice(0, 16);

/** A stack of one name may be in several backends. */
export const stackOf = (name = ""): string => hashOf(8, name, process.env.PULUMI_BACKEND_URL ?? "");

export const fileFor = (key: string, stack: string): string => join(folder(), `${key}.${stack}.${run}`);

/** Milliseconds without a sign of life after which somebody is gone. */
const gone = 20_000;

/** Milliseconds after which nobody comes back for what was left. */
const keptFor = 24 * 3_600_000;

/** All that is noted of what has a key with this beginning, but in a file of our own. */
export function notesBeside(beginning: string, own: string): FoundNote[] {
  return names()
    .filter((name) => name.startsWith(beginning))
    .map((name) => join(folder(), name))
    .filter((file) => file !== own)
    .flatMap((file) => noteIn(file) ?? []);
}

function names(): string[] {
  try {
    return readdirSync(folder());
  } catch {
    return [];
  }
}

function noteIn(file: string): FoundNote | undefined {
  try {
    const { pid, host, at, isAbandoned, ...note } = JSON.parse(readFileSync(file, "utf8")) as Note & Writer;
    if (at < Date.now() - keptFor || ![note.fresh, note.inherited, note.others].every(Array.isArray)) return undefined;
    const isHere = host === hostname();
    const isAtWork = !isAbandoned && !(isHere && !isRunning(pid));
    // What is closed is good for as long as somebody may look for what was made at the same time.
    const isAlive = at > Date.now() - gone && (isAtWork || !isOpen(note));
    const [key = "", stack = ""] = basename(file).split(".");
    return { ...note, file, key, stack, isAlive, isHere };
  } catch {
    // Somebody's that is being removed.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Where nothing can be written, a run has to do without. */
export function write(file: string, note: Note, isAbandoned: boolean): void {
  const writer: Writer = { pid: process.pid, host: hostname(), at: Date.now(), isAbandoned };
  // Whole or not at all, also if the process ends right now.
  const draft = join(dirname(file), `.${run}`);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, JSON.stringify({ ...note, ...writer }), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // The home may be read-only.
  }
}

export function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // As above.
  }
}

/** Removes what nobody comes back for: what is old, and what is closed where nobody looks for the same. */
export function tidy(): void {
  const files = names().map((name) => join(folder(), name));
  for (const file of files.filter(isOld)) remove(file);
  const notes = files.flatMap((file) => noteIn(file) ?? []);
  const sought = new Set(notes.filter(({ sent }) => sent).map(({ key }) => key));
  for (const note of notes) if (!isOpen(note) && !note.isAlive && !sought.has(note.key)) remove(note.file);
}

function isOld(file: string): boolean {
  try {
    return statSync(file).mtimeMs < Date.now() - keptFor;
  } catch {
    // Somebody else has removed it.
    return false;
  }
}
