/** The file of --ignore: unmanaged objects that are meant to be unmanaged. It silences nothing else. */
import { readFileSync } from "node:fs";
import { globOf } from "../../provider/fields/glob.ts";
import { UsageError } from "../usageError.ts";
import type { UnmanagedObject } from "./report.ts";

export interface IgnoreEntry {
  /** Which entry of the file it is, from 1. */
  number: number;
  type?: string;
  name?: string;
  id?: string;
  /** Of names: `*` stands for any characters, `?` for one. */
  pattern?: string;
  reason: string;
  /** The last day on which it counts, YYYY-MM-DD, in UTC. */
  until?: string;
}

interface Ignored {
  kept: UnmanagedObject[];
  /** What was ignored and why, and which entries did nothing. */
  notes: string[];
}

const types = ["Application", "Client", "SigningKey"];
const selectors = ["name", "id", "pattern"] as const;
const keys = ["type", ...selectors, "reason", "until"];

/** @throws UsageError that names the file, the entry and the key */
export async function readIgnoreFile(path: string): Promise<IgnoreEntry[]> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === "ENOENT" ? "there is no such file." : `the file cannot be read. ${message}`;
    throw new UsageError(`--ignore is "${path}": ${problem}`);
  }
  return parseIgnore(text, path);
}

/**
 * @param text YAML.
 * @param file Its name, for errors.
 * @throws UsageError
 */
export async function parseIgnore(text: string, file: string): Promise<IgnoreEntry[]> {
  const list = await parseYaml(text, file);
  // An empty file, and one of comments alone.
  if (list === null) return [];
  if (!Array.isArray(list))
    throw new UsageError(`${file} must be a list of entries: - { name: "Shop", reason: "made by hand" }.`);
  return list.map((entry, index) => readEntry(entry, index + 1, file));
}

async function parseYaml(text: string, file: string): Promise<unknown> {
  const { parseDocument } = await import("yaml");
  // In the core schema, a date stays a string.
  const document = parseDocument(text, { schema: "core", prettyErrors: true });
  const [problem] = document.errors;
  if (problem) throw new UsageError(`${file} must be YAML. ${problem.message.trim()}`);
  return document.toJS({ maxAliasCount: 100 });
}

function readEntry(entry: unknown, number: number, file: string): IgnoreEntry {
  const refuse = (problem: string): never => {
    throw new UsageError(`${file}, entry ${number}: ${problem}`);
  };
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    return refuse(`it must be a mapping with the keys ${keys.join(", ")}.`);
  for (const [key, value] of Object.entries(entry)) {
    if (!keys.includes(key)) return refuse(`it has the unknown key "${key}". The keys are ${keys.join(", ")}.`);
    if (typeof value !== "string" || value.trim() === "")
      return refuse(`${key} must be a string that is not empty. Put it in quotes if it looks like a number.`);
  }
  const { type, reason, until, ...rest } = entry as Omit<IgnoreEntry, "number">;
  const given = selectors.filter((key) => rest[key] !== undefined);
  if (given.length !== 1)
    return refuse(`it must have exactly one of ${selectors.join(", ")}; it has ${given.join(" and ") || "none"}.`);
  if (type !== undefined && !types.includes(type))
    return refuse(`type is "${type}". It must be one of ${types.join(", ")}.`);
  if (reason === undefined) return refuse("it must have a reason: why the object is not managed.");
  if (until !== undefined && !isDay(until))
    return refuse(`until is "${until}". It must be a date, YYYY-MM-DD: the last day on which the entry counts.`);
  return { number, type, ...rest, reason, until };
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

export function applyIgnore(
  entries: readonly IgnoreEntry[],
  unmanaged: readonly UnmanagedObject[],
  now: Date,
): Ignored {
  const today = now.toISOString().slice(0, 10);
  const isExpired = ({ until }: IgnoreEntry) => until !== undefined && until < today;
  const current = entries.filter((entry) => !isExpired(entry)).map((entry) => ({ entry, covers: matcherOf(entry) }));
  // An entry that another one made unnecessary did something, too: it is not called unused.
  const used = new Set(current.filter(({ covers }) => unmanaged.some(covers)).map(({ entry }) => entry));
  const reasonOf = (object: UnmanagedObject) => current.find(({ covers }) => covers(object))?.entry.reason;
  const reasons = unmanaged.map(reasonOf).filter((reason) => reason !== undefined);
  return {
    kept: unmanaged.filter((object) => reasonOf(object) === undefined),
    notes: [
      ...countsOf(reasons),
      ...entries.filter(isExpired).map((entry) => `${described(entry)} expired on ${entry.until}. Remove or renew it.`),
      ...current
        .filter(({ entry }) => !used.has(entry))
        .map(({ entry }) => `${described(entry)} matches no unmanaged object. Remove it.`),
    ],
  };
}

/** One line for each reason. */
function countsOf(reasons: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(
    ([reason, count]) => `${count} unmanaged ${count === 1 ? "object" : "objects"} ignored: ${reason}`,
  );
}

function described({ number, type, name, id, pattern }: IgnoreEntry): string {
  const what = name ?? id ?? pattern;
  const key = name !== undefined ? "name" : id !== undefined ? "id" : "pattern";
  return `Entry ${number} of the ignore file (${type ? `${type}, ` : ""}${key} "${what}")`;
}

function matcherOf({ type, name, id, pattern }: IgnoreEntry): (object: UnmanagedObject) => boolean {
  const glob = pattern === undefined ? undefined : globOf(pattern);
  return (object) =>
    (type === undefined || object.type === type) &&
    (name === undefined || object.name === name) &&
    (id === undefined || object.id === id) &&
    (glob === undefined || glob(object.name));
}
