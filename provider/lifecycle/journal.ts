/**
 * Creates whose outcome is not known yet, so that one that was cut short, even by the end of this process, is looked for
 * before it is sent again. A file for each, named by a hash of what was sent: it holds a time and nothing else.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Values } from "../fields/field.ts";

const folder = (): string => join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "transmit", "creates");

export interface Entry {
  /** When the same create was begun before without a known outcome, in milliseconds since the epoch. */
  readonly before: number | undefined;
  /** Its outcome is known: nothing has to be looked for. */
  close(): void;
}

/** Writes down that a create is about to be sent. Where nothing can be written, a run has to do without. */
export function open(path: string, body: Values): Entry {
  const file = join(
    folder(),
    createHash("sha256").update(path).update(JSON.stringify(body)).digest("hex").slice(0, 32),
  );
  const before = timeIn(file);
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    if (before === undefined) writeFileSync(file, String(Date.now()), { mode: 0o600 });
  } catch {
    // The home may be read-only.
  }
  return { before, close: () => rmSync(file, { force: true }) };
}

function timeIn(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}
