/**
 * The folder of the journal. What lies in it is untrusted input: a home folder may be shared, restored from a cache, or
 * prepared by somebody else. Only regular files of our own user with the name of a record are opened, never a link or a pipe,
 * and only they are removed. A record that is not understood is set aside, and a warning says where.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";

/** Shows the user a message. */
export type Notify = (message: string) => void;

/** A record has 1 KiB; with the ids of many signing keys that existed before, some more. */
const maxBytes = 1024 * 1024;
/** Records beyond this number are left alone. */
const maxFiles = 10_000;

/** `<key>.<stack>.<run>`, and the draft of a record, `.<run>`. */
const recordName = /^[a-z0-9]{1,64}\.[a-z0-9]{1,16}\.[a-z0-9]{1,16}$/;
const draftName = /^\.[a-z0-9]{1,16}$/;

export const defaultJournalFolder = (): string =>
  join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "transmit", "creates");

/** Why the folder is not used; undefined if it is. A folder that does not exist is created by the first record. */
export function problemOfFolder(folder: string): string | undefined {
  const found = statOf(folder);
  if (found === undefined || found.isDirectory()) return undefined;
  return found.isSymbolicLink() ? "it is a symbolic link" : "it is not a folder";
}

/**
 * Paths of the records and drafts in the folder.
 * @param beginning Of their names. It is compared first: each create looks for a few files among those of all creates.
 */
export function filesIn(folder: string, beginning = ""): string[] {
  if (problemOfFolder(folder) !== undefined) return [];
  try {
    const names = readdirSync(folder).filter(
      (name) => name.startsWith(beginning) && (recordName.test(name) || draftName.test(name)),
    );
    return names.slice(0, maxFiles).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

export const isDraft = (file: string): boolean => draftName.test(basename(file));

export interface Content {
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  text: string;
}

/** @returns The content of a record, or why it is not read; undefined if it is gone by now. */
export function readOwnFile(file: string): Content | { problem: string } | undefined {
  let descriptor: number | undefined;
  try {
    // Without blocking: to open a pipe would wait for a writer. A link is not followed.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(descriptor);
    const problem = problemOf(found);
    if (problem !== undefined) return { problem };
    const bytes = Buffer.alloc(found.size);
    return {
      modifiedAt: found.mtimeMs,
      text: bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, found.size, 0)),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT"
      ? undefined
      : { problem: code === "ELOOP" ? "it is a symbolic link" : `reading it fails with ${code}` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function problemOf(found: Stats): string | undefined {
  if (!found.isFile()) return "it is not a regular file";
  if (process.getuid && found.uid !== process.getuid()) return "it belongs to another user";
  return found.size > maxBytes ? `it has ${found.size} bytes, and a record has at most ${maxBytes}` : undefined;
}

/** Moves a file that is not understood into the folder `set-aside`. */
export function setAside(file: string, problem: string, notify: Notify): void {
  const folder = join(dirname(file), "set-aside");
  const target = join(folder, basename(file));
  let place = `It was moved to ${target}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (problemOfFolder(folder) !== undefined) throw new Error(`${folder} is no folder`);
    renameSync(file, target);
  } catch {
    place = `It stays at ${file}`;
  }
  notify(
    `The journal of creates has a file that is ignored: ${problem}. ${place}. If another run was interrupted, look in the API ` +
      "for what that run may have created.",
  );
}

/** @throws NodeJS.ErrnoException. The file is replaced whole, also if the process ends at this moment. */
export function replaceFile(file: string, text: string): void {
  const folder = dirname(file);
  const draft = join(folder, `.${basename(file).split(".").at(-1)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600, flag: "wx" });
  renameSync(draft, file);
}

export function removeFile(file: string): void {
  if (problemOfFolder(dirname(file)) !== undefined) return;
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder may be read-only.
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
