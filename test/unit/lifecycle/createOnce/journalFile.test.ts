/** The files of the create journal: what a run reads of them, how they are named, and which are removed. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import {
  isOpen,
  type JournalRecord,
  journalFolder,
  journalKey,
  parseRecord,
  purge,
  recordsBeside,
  removeRecord,
  stackHash,
  subjectOf,
  writeRecord,
} from "../../../../provider/lifecycle/createOnce/journalFile.ts";

const now = Date.parse("2030-01-01T00:00:00Z");
const day = 24 * 3_600_000;
const file = "/home/creates/0123456789abcdef.stack.run";
/** No process has it: it is beyond the largest id. */
const deadPid = 2 ** 30;

const empty: JournalRecord = { created: [], orphaned: [], foreign: [] };
const pending: JournalRecord = { ...empty, pending: { first: now - 9, last: now - 5 } };
const created: JournalRecord = { ...empty, created: [{ id: "a", at: now - 5 }] };
const orphaned: JournalRecord = { ...empty, orphaned: ["a"] };
const foreign: JournalRecord = { ...empty, foreign: ["a"] };
const writer = { pid: process.pid, host: hostname(), at: now, isAbandoned: false };

const parse = (content: object) => parseRecord(file, JSON.stringify(content), now);

describe("a record", () => {
  test("is read with its key and stack, which its file's name has", () => {
    expect(parse({ ...pending, ...writer })).toEqual({
      ...pending,
      file,
      key: "0123456789abcdef",
      stack: "stack",
      isAlive: true,
      isHere: true,
    });
  });

  test.each([
    ["an empty file", ""],
    ["half a record", JSON.stringify({ ...pending, ...writer }).slice(0, 40)],
    ["a number", "5"],
    ["null", "null"],
    ["a list", "[]"],
    ["a string", '"record"'],
    ["an object of another form", '{"begun": 5, "unheard": []}'],
    ["a record without one of its lists", JSON.stringify({ ...writer, created: [], orphaned: [] })],
    ["a record with something else than a list", JSON.stringify({ ...writer, ...empty, foreign: {} })],
    [
      "a record whose writer's last heartbeat is more than a day ago",
      JSON.stringify({ ...pending, ...writer, at: now - day - 1 }),
    ],
  ])("%s is none", (_, text) => {
    expect(parseRecord(file, text, now)).toBeUndefined();
  });

  test("of a day ago is read", () => {
    expect(parse({ ...pending, ...writer, at: now - day })).toMatchObject(pending);
  });
});

test.each<[what: string, record: JournalRecord, changes: object, isAlive: boolean]>([
  ["a writer with a heartbeat of now is alive", pending, {}, true],
  ["a writer with a heartbeat of almost 20 seconds ago is alive", pending, { at: now - 19_999 }, true],
  [
    "a writer without a heartbeat for 20 seconds is dead, whoever has its process id by now",
    pending,
    { at: now - 20_000 },
    false,
  ],
  ["a writer whose process has ended is dead", pending, { pid: deadPid }, false],
  ["a writer whose engine is gone is dead", pending, { isAbandoned: true }, false],
  [
    "on another machine, a process id says nothing: alive by its heartbeat",
    pending,
    { host: "elsewhere", pid: deadPid },
    true,
  ],
  ["a writer on another machine without a heartbeat is dead", pending, { host: "elsewhere", at: now - 20_000 }, false],
  [
    "a writer on another machine whose engine is gone is dead",
    pending,
    { host: "elsewhere", isAbandoned: true },
    false,
  ],
  ["what a dead process created is the next run's", created, { pid: deadPid }, false],
  ["what a dead process took over is the next run's", orphaned, { pid: deadPid }, false],
  ["a resolved record of a process that has ended counts for concurrent creates", foreign, { pid: deadPid }, true],
  ["a resolved record of 20 seconds ago does not", foreign, { pid: deadPid, at: now - 20_000 }, false],
])("%s", (_, record, changes, isAlive) => {
  const found = parse({ ...record, ...writer, ...changes });
  expect(found).toMatchObject({ ...record, isAlive, isHere: !("host" in changes) });
});

/** As versions up to 0.1.0 wrote them. */
test.each<[what: string, written: object, read: object]>([
  ["nothing open", { fresh: [], inherited: [], others: [] }, empty],
  [
    "a create without a response",
    { fresh: [], inherited: [], others: [], sent: { first: 1, last: 2 } },
    { ...empty, pending: { first: 1, last: 2 } },
  ],
  [
    "a create that was rejected",
    { fresh: [], inherited: [], others: [], sent: { first: 1, last: 2, isRefused: true } },
    { ...empty, pending: { first: 1, last: 2, isRejected: true } },
  ],
  [
    "a create whose rejection was followed by another attempt",
    { fresh: [], inherited: [], others: [], sent: { first: 1, last: 2, isRefused: false } },
    { ...empty, pending: { first: 1, last: 2 } },
  ],
  [
    "ids of all kinds",
    { fresh: [{ id: "a", at: 5 }], inherited: ["b"], others: ["c"] },
    { created: [{ id: "a", at: 5 }], orphaned: ["b"], foreign: ["c"] },
  ],
])("a record of an earlier version is read under the names of now: %s", (_, written, read) => {
  const found = { file, key: "0123456789abcdef", stack: "stack", isAlive: expect.any(Boolean), isHere: true };
  expect(parse({ ...written, ...writer, pid: deadPid })).toEqual({ ...read, ...found });
});

test.each<[JournalRecord, boolean]>([
  [pending, true],
  [created, true],
  [orphaned, true],
  [foreign, false],
  [empty, false],
])("the next run needs %j: %s", (record, expected) => {
  expect(isOpen(record)).toBe(expected);
});

describe("the key of a create", () => {
  const intent = { endpointKey: "me https://api.example", path: "/v1/applications", name: "Shop", body: { a: 1 } };
  const key = journalKey(intent);

  test("is the same for the same create, and names nothing of it", () => {
    expect(journalKey({ ...intent, body: { a: 1 } })).toBe(key);
    expect(key).toMatch(/^[0-9a-f]{48}$/);
    // That of versions up to 0.1.0, whose runs must be found.
    expect(key).toBe("1fd9ee595d1f95ca979d097e8c232e2100268fd5dd77de24");
  });

  test("shares its first 16 characters with that of another body of the same name, and no more", () => {
    const other = journalKey({ ...intent, body: { a: 2 } });
    expect(subjectOf(other)).toBe(subjectOf(key));
    expect(subjectOf(key)).toBe(key.slice(0, 16));
    expect(other.slice(16)).not.toBe(key.slice(16));
  });

  test.each([
    ["name", { name: "Store" }],
    ["path", { path: "/v1/applications/app/clients" }],
    ["API or client", { endpointKey: "me https://other.example" }],
  ])("has another beginning for another %s", (_, changes) => {
    expect(subjectOf(journalKey({ ...intent, ...changes }))).not.toBe(subjectOf(key));
  });

  test("has another end for another path or API, though the body is the same", () => {
    for (const changes of [{ path: "/other" }, { endpointKey: "other" }]) {
      expect(journalKey({ ...intent, ...changes }).slice(16)).not.toBe(key.slice(16));
    }
  });

  test("does not take one text for two", () => {
    const [one, other] = [
      { path: "/a", name: "bc" },
      { path: "/ab", name: "c" },
    ];
    expect(subjectOf(journalKey({ ...intent, ...one }))).not.toBe(subjectOf(journalKey({ ...intent, ...other })));
  });
});

describe("the hash of a stack", () => {
  const backend = process.env.PULUMI_BACKEND_URL;
  afterEach(() => {
    if (backend === undefined) delete process.env.PULUMI_BACKEND_URL;
    else process.env.PULUMI_BACKEND_URL = backend;
  });

  test("differs by stack and by backend", () => {
    const hashes = ["file://a", "file://b"].flatMap((url) => {
      process.env.PULUMI_BACKEND_URL = url;
      return [stackHash("shop::dev"), stackHash("shop::prod"), stackHash()];
    });
    expect(new Set(hashes).size).toBe(6);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{8}$/);
  });
});

test("the journal lies in Pulumi's home", () => {
  expect(journalFolder()).toBe(join(process.env.PULUMI_HOME as string, "transmit", "creates"));
});

describe("on disk", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-journal-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const at = (name: string) => join(folder, name);
  /** @param age Milliseconds since the file was written. */
  function write(name: string, content: object | string, age = 0): void {
    writeFileSync(at(name), typeof content === "string" ? content : JSON.stringify(content));
    const time = new Date(now - age);
    utimesSync(at(name), time, time);
  }

  test("a record is written whole, for its owner alone, in place of the one before", () => {
    const own = join(folder, "creates", "key.stack.run");
    writeRecord(own, pending, false, now);
    writeRecord(own, created, true, now - 5);
    expect(readdirSync(join(folder, "creates"))).toEqual(["key.stack.run"]);
    const [found] = recordsBeside(join(folder, "creates"), "key", "", now);
    expect(found).toEqual({ ...created, file: own, key: "key", stack: "stack", isAlive: false, isHere: true });
    expect(statSync(own).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "creates")).mode & 0o777).toBe(0o700);
    removeRecord(own);
    removeRecord(own);
    expect(readdirSync(join(folder, "creates"))).toEqual([]);
  });

  test("a folder that cannot be written to is no error", () => {
    write("file", "");
    const own = join(at("file"), "key.stack.run");
    writeRecord(own, pending, false, now);
    removeRecord(own);
    purge(at("file"), now);
    expect(recordsBeside(at("file"), "key", "", now)).toEqual([]);
    expect(recordsBeside(at("none"), "key", "", now)).toEqual([]);
  });

  test("records of a key are those of other runs that can be read", () => {
    write("key1.stack.run", { ...pending, ...writer });
    write("key1.stack.other", { ...created, ...writer });
    write("key2.stack.other", { ...foreign, ...writer });
    write("other.stack.other", { ...pending, ...writer });
    write("key1.stack.half", "{");
    mkdirSync(at("key1.stack.folder"));
    const found = (beginning: string) =>
      recordsBeside(folder, beginning, at("key1.stack.run"), now).map(({ key, stack, file: of }) => [key, stack, of]);
    expect(found("key1")).toEqual([["key1", "stack", at("key1.stack.other")]]);
    expect(found("key").map(([key]) => key)).toEqual(["key1", "key2"]);
  });

  test.each<[what: string, files: Record<string, [content: object | string, age?: number]>, kept: string[]]>([
    [
      "files of more than a day ago, drafts and what cannot be read among them",
      {
        "key.stack.old": [{ ...pending, ...writer }, day + 1],
        ".draft": ["{", day + 1],
        "key.stack.half": ["{", day + 1],
      },
      [],
    ],
    [
      "a resolved record that nobody looks for",
      {
        "key.stack.dead": [{ ...foreign, ...writer, at: now - 20_000 }],
        "other.stack.run": [{ ...pending, ...writer }],
      },
      ["other.stack.run"],
    ],
    [
      "nothing that the next run needs, of dead runs too",
      {
        "key.stack.pending": [{ ...pending, ...writer, pid: deadPid }, day],
        "key.stack.created": [{ ...created, ...writer, pid: deadPid }],
        "key.stack.orphaned": [{ ...orphaned, ...writer, pid: deadPid }],
        "older.stack.run": [{ fresh: [{ id: "a", at: 5 }], inherited: [], others: [], ...writer, pid: deadPid }],
      },
      ["key.stack.created", "key.stack.orphaned", "key.stack.pending", "older.stack.run"],
    ],
    [
      "no resolved record while somebody looks for the same",
      {
        "key.stack.dead": [{ ...foreign, ...writer, at: now - 20_000 }],
        "key.stack.run": [{ ...pending, ...writer, pid: deadPid }],
      },
      ["key.stack.dead", "key.stack.run"],
    ],
    [
      "no resolved record of a moment ago",
      { "key.stack.run": [{ ...foreign, ...writer, pid: deadPid }] },
      ["key.stack.run"],
    ],
    [
      "nothing young that it cannot read",
      { "key.stack.half": ["{", day], ".draft": ["{"] },
      [".draft", "key.stack.half"],
    ],
  ])("a purge removes %s", (_, files, kept) => {
    for (const [name, [content, age]] of Object.entries(files)) write(name, content, age);
    purge(folder, now);
    expect(readdirSync(folder).sort()).toEqual(kept);
  });
});
