/** The content of a record of the journal: its schema, which is checked, and older forms of it. */
import { hostname } from "node:os";
import { basename } from "node:path";
import type { Values } from "../../fields/field.ts";
import { isPathSegment } from "../../fields/pathSegment.ts";
import { isObject } from "../../fields/shape.ts";
import type { TimeRange } from "../run.ts";

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
  /** Milliseconds since the epoch: its last heartbeat. */
  at: number;
  /** Its writer is at work. */
  isAlive: boolean;
  /** Its writer is on this machine. */
  isHere: boolean;
}

/** Milliseconds without a heartbeat after which a writer counts as dead. */
const heartbeatTimeoutMs = 20_000;

/** Milliseconds after which a record is of no use. */
export const retentionMs = 24 * 3_600_000;

/** Milliseconds by which the clock of another machine, whose folder was carried here, may be ahead. */
const clockDifferenceMs = 5 * 60_000;

/** Whether the next run needs the record. */
export const isOpen = ({ pending, created, orphaned }: JournalRecord): boolean =>
  pending !== undefined || created.length > 0 || orphaned.length > 0;

export const serializeRecord = (record: JournalRecord, isAbandoned: boolean, now: number): string =>
  JSON.stringify({ ...record, pid: process.pid, host: hostname(), at: now, isAbandoned } satisfies JournalRecord &
    Writer);

/** @returns The record; undefined if it is too old. @throws Error that says what is wrong with the content */
export function parseRecord(file: string, text: string, now: number): FoundRecord | undefined {
  const { pid, host, at, isAbandoned, ...record } = validate(withNewNames(parseObject(text)), now);
  if (at < now - retentionMs) return undefined;
  const isHere = host === hostname();
  const isAtWork = !isAbandoned && !(isHere && !isRunning(pid));
  // A resolved record counts for as long as another run may still be reconciling the same create.
  const isAlive = at > now - heartbeatTimeoutMs && (isAtWork || !isOpen(record));
  const [key = "", stack = ""] = basename(file).split(".");
  return { ...record, file, key, stack, at, isAlive, isHere };
}

function parseObject(text: string): Values {
  try {
    const content: unknown = JSON.parse(text);
    if (isObject(content)) return content;
  } catch {
    // See below: the parser's message would quote the text.
  }
  throw new Error("it is not a JSON object");
}

/** @returns The known properties alone. @throws Error that names the property whose value is not allowed */
function validate(content: Values, now: number): JournalRecord & Writer {
  const { pid, host, isAbandoned = false, pending } = content;
  expect(typeof pid === "number" && Number.isSafeInteger(pid) && pid > 0, "pid");
  expect(typeof host === "string" && host.length <= 255, "host");
  expect(typeof isAbandoned === "boolean", "isAbandoned");
  return {
    ...(pending !== undefined && { pending: timeRange(pending, now) }),
    created: list(content, "created", (item) => creation(item, now)),
    orphaned: list(content, "orphaned", (item) => resourceId(item, "orphaned")),
    foreign: list(content, "foreign", (item) => resourceId(item, "foreign")),
    pid,
    host,
    at: time(content, "at", now),
    isAbandoned,
  };
}

function expect(condition: boolean, name: string): asserts condition {
  if (!condition) throw new Error(`its property ${name} has no allowed value`);
}

function list<T>(content: Values, name: string, parse: (item: unknown) => T): T[] {
  const items = content[name];
  expect(Array.isArray(items), name);
  return items.map(parse);
}

/** Milliseconds since the epoch. One that is a little ahead is another machine's: nothing waits longer because of it. */
function time(content: Values, name: string, now: number): number {
  const value = content[name];
  expect(typeof value === "number" && value >= 0 && value <= now + clockDifferenceMs, name);
  return Math.min(value, now);
}

function timeRange(content: unknown, now: number): TimeRange {
  expect(isObject(content), "pending");
  const [first, last] = [time(content, "first", now), time(content, "last", now)];
  expect(first <= last, "last");
  return { first, last, ...(content.isRejected === true && { isRejected: true }) };
}

function creation(content: unknown, now: number): { id: string; at: number } {
  expect(isObject(content), "created");
  return { id: resourceId(content.id, "id"), at: time(content, "at", now) };
}

function resourceId(value: unknown, name: string): string {
  expect(typeof value === "string" && value.split("/").every(isPathSegment), name);
  return value;
}

/** Builds before 0.1.0 wrote other names. A run that they left must be recovered as well. */
function withNewNames({ sent, fresh, inherited, others, ...rest }: Values): Values {
  const { isRefused, ...range } = (isObject(sent) ? sent : {}) as Values;
  return {
    ...(sent !== undefined && { pending: { ...range, ...(isRefused === true && { isRejected: true }) } }),
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
