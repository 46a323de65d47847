/**
 * The journal on disk: one file for each run and create, named by hashes of what is sent and where, of the stack, and
 * of the run. A file holds times, ids and its writer, and nothing of the body.
 */
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import type { CreateIntent } from "../run.ts";
import { clockToleranceMs } from "./clockTolerance.ts";
import {
  filesIn,
  isDraft,
  type Notify,
  problemOfFolder,
  readOwnFile,
  removeFile,
  replaceFile,
  setAside,
} from "./journalFolder.ts";
import {
  type FoundRecord,
  isOpen,
  type JournalRecord,
  parseRecord,
  retentionMs,
  serializeRecord,
} from "./journalRecord.ts";

/** hash(endpoint, path, name) and hash(endpoint, path, body): creates of one name share the first 16 characters. */
export const journalKey = ({ endpointKey, path, name, body }: Omit<CreateIntent, "stack" | "folder">): string =>
  subjectOf(hash(32, endpointKey, path, name)) + hash(32, endpointKey, path, JSON.stringify(body));

/** Stands for the key in the name of the file with the ids of what a run created in its last moments. */
export const recentKey = "recent";

export const subjectOf = (key: string): string => key.slice(0, 16);

/** Several backends may each have a stack of one name. The backend's credentials may be rotated between two runs. */
export const stackHash = (name = ""): string => hash(8, name, backendOf(process.env.PULUMI_BACKEND_URL ?? ""));

/** The hash of builds before 0.1.0, which depended on the whole text of the backend's address. */
export const formerStackHash = (name = ""): string => hash(8, name, process.env.PULUMI_BACKEND_URL ?? "");

/** Scheme, host and path of a backend's address, without credentials, query and fragment. */
const backendOf = (address: string): string =>
  address
    .replace(/[?#].*$/s, "")
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, "$1")
    .replace(/\/+$/, "");

const hash = (length: number, ...texts: string[]): string =>
  createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, length);

/** The records whose keys begin like this, except the one in our own file. */
export const recordsBeside = (
  folder: string,
  beginning: string,
  own: string,
  now: number,
  notify: Notify,
): FoundRecord[] =>
  filesIn(folder, beginning)
    .filter((file) => file !== own)
    .flatMap((file) => readRecord(file, now, notify) ?? []);

/** @returns Undefined for what is too old, was removed by another run at this moment, or is set aside. */
function readRecord(file: string, now: number, notify: Notify): FoundRecord | undefined {
  const content = readOwnFile(file);
  if (content === undefined) return undefined;
  try {
    if ("problem" in content) throw new Error(content.problem);
    return parseRecord(file, content.text, now);
  } catch (error) {
    setAside(file, (error as Error).message, notify);
    return undefined;
  }
}

/** Without a folder that can be written to, a run does without its journal, and says so. */
export function writeRecord(
  file: string,
  record: JournalRecord,
  isAbandoned: boolean,
  now: number,
  notify: Notify,
): void {
  const problem =
    problemOfFolder(dirname(file)) ?? tryTo(() => replaceFile(file, serializeRecord(record, isAbandoned, now)));
  if (problem === undefined) return;
  notify(
    `The journal of creates cannot be written to ${dirname(file)}: ${problem}. If the response to a create is lost and this run ` +
      "is interrupted, the next run may create a duplicate. Name another folder with transmit:journalFolder.",
  );
}

function tryTo(write: () => void): string | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    const { code = "an unknown error" } = error as NodeJS.ErrnoException;
    return `it fails with ${code}`;
  }
}

/** Removes what no run needs: what is too old, and what is resolved where nobody looks for the same. */
export function purge(folder: string, now: number, notify: Notify): void {
  const files = filesIn(folder);
  for (const file of files.filter((one) => isOld(one, now))) removeFile(file);
  const records = files.filter((file) => !isDraft(file)).flatMap((file) => readRecord(file, now, notify) ?? []);
  const sought = new Set(records.filter(({ pending }) => pending).map(({ key }) => key));
  for (const record of records) {
    const isNeeded =
      record.key === recentKey ? record.at >= now - clockToleranceMs : record.isAlive || sought.has(record.key);
    if (!isOpen(record) && !isNeeded) removeFile(record.file);
  }
}

function isOld(file: string, now: number): boolean {
  const content = readOwnFile(file);
  return content !== undefined && "modifiedAt" in content && content.modifiedAt < now - retentionMs;
}
