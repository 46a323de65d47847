/**
 * What is written down of creates of one body, in a file named by a hash of where and what is sent. It holds times, ids
 * and who is at it, and nothing of the body.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import type { Values } from "../fields/field.ts";

export interface Note {
  /** When one was begun whose outcome is not known, in milliseconds since the epoch. */
  begun?: number;
  /** Ids of what was made, and may not be in any state. */
  unheard: string[];
  /** Ids of what else was made, which is in one, or was there before. */
  others: string[];
}

interface Writer {
  /** Absent if nobody is at it any more. */
  pid?: number;
  host: string;
}

const folder = (): string => join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "transmit", "creates");

export function fileFor(place: string, path: string, body: Values): string {
  const hash = createHash("sha256").update(`${place} ${path} `).update(JSON.stringify(body));
  return join(folder(), hash.digest("hex").slice(0, 32));
}

export function files(): string[] {
  try {
    return readdirSync(folder()).map((name) => join(folder(), name));
  } catch {
    return [];
  }
}

/** Milliseconds after which nobody comes back for what was left. */
const keptFor = 24 * 3_600_000;

/** Undefined if there is none, or if another run is at it: that makes one of its own. */
export function noteIn(file: string): Note | undefined {
  try {
    if (statSync(file).mtimeMs < Date.now() - keptFor) return undefined;
    const { pid, host, ...note } = JSON.parse(readFileSync(file, "utf8")) as Note & Writer;
    if (!Array.isArray(note.unheard) || !Array.isArray(note.others)) return undefined;
    return pid !== undefined && host === hostname() && pid !== process.pid && isAlive(pid) ? undefined : note;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Where nothing can be written, a run has to do without. @param isUnderWay This process is at it. */
export function write(file: string, note: Note, isUnderWay: boolean): void {
  const writer: Writer = { pid: isUnderWay ? process.pid : undefined, host: hostname() };
  try {
    if (!isUnderWay && note.begun === undefined && note.unheard.length === 0) rmSync(file, { force: true });
    else {
      mkdirSync(folder(), { recursive: true, mode: 0o700 });
      writeFileSync(file, JSON.stringify({ ...note, ...writer }), { mode: 0o600 });
    }
  } catch {
    // The home may be read-only.
  }
}
