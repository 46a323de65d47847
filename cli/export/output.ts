/** Writes a project into a folder. It touches nothing there that it did not write itself. */
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isObject } from "../../provider/fields/shape.ts";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { UsageError } from "../usageError.ts";
import type { Files } from "./languages/language.ts";

/** What the files of the last export are, by path: the SHA-256 of each. */
const record = ".pulumi-transmit-export.json";

/** Before anything is read. @throws UsageError if the folder has something in it */
export function expectFree(folder: string, force: boolean): void {
  if (!existsSync(folder)) return;
  if (!lstatSync(folder).isDirectory()) throw new UsageError(`--out is "${folder}", which is no folder.`);
  if (force || readdirSync(folder).length === 0) return;
  throw new UsageError(
    `--out is "${folder}", which is not empty. Name another folder, or add --force, which replaces the files that an ` +
      "earlier export wrote there, and no others.",
  );
}

/** @throws CommandError that names the files that are somebody else's; then nothing was written */
export function writeFiles(folder: string, files: Files): void {
  const known = readRecord(folder);
  const old = Object.keys(known).filter((path) => !files.has(path) && isOurs(folder, path, known));
  const foreign = [...files.keys()].filter(
    (path) => isAstray(folder, path) || (exists(join(folder, path)) && !isOurs(folder, path, known)),
  );
  if (foreign.length > 0) {
    throw new CommandError(
      `${foreign.join(", ")}: in ${folder} already, and not as this command wrote it. Nothing was written.`,
      exitCodes.failed,
      "Move these files away, or export into another folder and compare.",
    );
  }
  try {
    for (const [path, text] of files) {
      const file = join(folder, path);
      makeFolder(dirname(file));
      writeFileSync(file, text);
    }
  } catch (error) {
    throw new CommandError(
      `The project could not be written into ${folder}: ${(error as Error).message}.`,
      exitCodes.failed,
      "Name another folder with --out, or make room for it.",
    );
  }
  for (const path of old) rmSync(join(folder, path));
  const hashes = Object.fromEntries([...files].map(([path, text]) => [path, hashOf(text)]));
  writeFileSync(join(folder, record), `${JSON.stringify({ files: hashes }, undefined, 2)}\n`);
}

/** Folder by folder: Node's own recursion does not end where a file system takes no folders, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const exists = (file: string): boolean => statusOf(file) !== undefined;

/** Of a link, that of the link. Undefined if nothing is there, also since a file is in the place of a folder above. */
function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Whether the path leads through a link, or through a file. */
const isAstray = (folder: string, path: string): boolean =>
  path
    .split("/")
    .slice(0, -1)
    .map((_, index, parts) => join(folder, ...parts.slice(0, index + 1)))
    .some((above) => statusOf(above)?.isDirectory() === false);

/** A file that was not changed since it was written. */
function isOurs(folder: string, path: string, known: Record<string, unknown>): boolean {
  const file = join(folder, path);
  if (isAstray(folder, path)) return false;
  return (
    lstatSync(file, { throwIfNoEntry: false })?.isFile() === true && known[path] === hashOf(readFileSync(file, "utf8"))
  );
}

function readRecord(folder: string): Record<string, unknown> {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, record), "utf8"));
    // A path that leads out of the folder is none that this command wrote.
    const own = Object.entries(isObject(files) ? files : {}).filter(([path]) =>
      /^(?!\/)(?!.*\.\.)[\w./-]+$/.test(path),
    );
    return Object.fromEntries(own);
  } catch {
    return {};
  }
}
