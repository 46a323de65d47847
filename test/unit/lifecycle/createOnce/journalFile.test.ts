/** The files of the create journal: what a run reads of them, how they are named, and which are removed. */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import {
  formerStackHash,
  journalKey,
  purge,
  recordsBeside,
  stackHash,
  subjectOf,
  writeRecord,
} from "../../../../provider/lifecycle/createOnce/journalFile.ts";
import { defaultJournalFolder, removeFile } from "../../../../provider/lifecycle/createOnce/journalFolder.ts";
import { isOpen, type JournalRecord, parseRecord } from "../../../../provider/lifecycle/createOnce/journalRecord.ts";

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
      at: now,
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
    ["a time in words", JSON.stringify({ ...empty, ...writer, pending: { first: 1, last: "x" } })],
    ["a time that never comes", JSON.stringify({ ...empty, ...writer, pending: { first: 1, last: 1e308 } })],
    [
      "a time without an end",
      `{"pending": {"first": 1, "last": 1e999}, ${JSON.stringify({ ...empty, ...writer }).slice(1)}`,
    ],
    ["a range that ends before it begins", JSON.stringify({ ...empty, ...writer, pending: { first: 5, last: 1 } })],
    ["a create without an id", JSON.stringify({ ...empty, ...writer, created: [{ at: 1 }] })],
    ["an id that leads elsewhere", JSON.stringify({ ...empty, ...writer, orphaned: ["app/.."] })],
    ["an id that is a number", JSON.stringify({ ...empty, ...writer, foreign: [5] })],
    ["a process id that stands for a group", JSON.stringify({ ...pending, ...writer, pid: -1 })],
    ["a heartbeat of tomorrow", JSON.stringify({ ...pending, ...writer, at: now + day })],
  ])("%s is refused", (_, text) => {
    expect(() => parseRecord(file, text, now)).toThrow(
      /^it is not a JSON object$|^its property \w+ has no allowed value$/,
    );
  });

  test("is none if its writer's last heartbeat is more than a day ago", () => {
    expect(parse({ ...pending, ...writer, at: now - day - 1 })).toBeUndefined();
  });

  test("of a machine whose clock is a little ahead counts from now", () => {
    const ahead = { first: now + 1_000, last: now + 60_000 };
    expect(parse({ ...empty, ...writer, pending: ahead, at: now + 60_000 })).toMatchObject({
      pending: { first: now, last: now },
    });
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
  const found = { file, key: "0123456789abcdef", stack: "stack", at: now, isAlive: expect.any(Boolean), isHere: true };
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

  test.each([
    ["a password", "postgres://me:old@db.example/pulumi", "postgres://me:new@db.example/pulumi"],
    ["a user", "postgres://db.example/pulumi", "postgres://me@db.example/pulumi"],
    ["a password with an @", "postgres://me:a@b@db.example/pulumi", "postgres://db.example/pulumi"],
    ["a parameter", "s3://states?region=eu-west-1&awssdk=v2", "s3://states?region=eu-west-1"],
    ["a slash at the end", "file:///srv/states/", "file:///srv/states"],
  ])("does not depend on %s in the backend's address", (_, one, other) => {
    const [hash, same] = [one, other].map((url) => {
      process.env.PULUMI_BACKEND_URL = url;
      return stackHash("shop::dev");
    });
    expect(hash).toBe(same);
    expect(formerStackHash("shop::dev")).toMatch(/^[0-9a-f]{8}$/);
  });
});

test("the journal lies in Pulumi's home", () => {
  expect(defaultJournalFolder()).toBe(join(process.env.PULUMI_HOME as string, "transmit", "creates"));
});

describe("on disk", () => {
  let folder: string;
  beforeEach(() => {
    told = [];
    folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-journal-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  let told: string[] = [];
  const notify = (message: string) => void told.push(message);
  const at = (name: string) => join(folder, name);
  /** @param age Milliseconds since the file was written. */
  function write(name: string, content: object | string, age = 0): void {
    writeFileSync(at(name), typeof content === "string" ? content : JSON.stringify(content));
    const time = new Date(now - age);
    utimesSync(at(name), time, time);
  }

  test("a record is written whole, for its owner alone, in place of the one before", () => {
    const own = join(folder, "creates", "key.stack.run");
    writeRecord(own, pending, false, now, notify);
    writeRecord(own, created, true, now - 5, notify);
    expect(readdirSync(join(folder, "creates"))).toEqual(["key.stack.run"]);
    const [found] = recordsBeside(join(folder, "creates"), "key", "", now, notify);
    expect(found).toEqual({
      ...created,
      file: own,
      key: "key",
      stack: "stack",
      at: now - 5,
      isAlive: false,
      isHere: true,
    });
    expect(statSync(own).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "creates")).mode & 0o777).toBe(0o700);
    removeFile(own);
    removeFile(own);
    expect(readdirSync(join(folder, "creates"))).toEqual([]);
  });

  test("a folder that cannot be written to is no error, and the user is told", () => {
    write("file", "");
    const own = join(at("file"), "key.stack.run");
    writeRecord(own, pending, false, now, notify);
    expect(told).toEqual([expect.stringContaining(`cannot be written to ${at("file")}: it is not a folder`)]);
    removeFile(own);
    purge(at("file"), now, notify);
    expect(recordsBeside(at("file"), "key", "", now, notify)).toEqual([]);
    expect(recordsBeside(at("none"), "key", "", now, notify)).toEqual([]);
  });

  test("records of a key are those of other runs that can be read", () => {
    write("key1.stack.run", { ...pending, ...writer });
    write("key1.stack.other", { ...created, ...writer });
    write("key2.stack.other", { ...foreign, ...writer });
    write("other.stack.other", { ...pending, ...writer });
    write("key1.stack.half", "{");
    mkdirSync(at("key1.stack.folder"));
    const found = (beginning: string) =>
      recordsBeside(folder, beginning, at("key1.stack.run"), now, notify).map(({ key, stack, file: of }) => [
        key,
        stack,
        of,
      ]);
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
      "what runs created in their last moments, once no create can be taken for it",
      {
        "recent.recent.old": [{ ...foreign, ...writer, at: now - 3_001 }],
        "recent.recent.new": [{ ...foreign, ...writer, at: now - 3_000 }],
      },
      ["recent.recent.new"],
    ],
    [
      "no resolved record of a moment ago",
      { "key.stack.run": [{ ...foreign, ...writer, pid: deadPid }] },
      ["key.stack.run"],
    ],
    ["nothing young that it cannot read", { "key.stack.half": ["{", day], ".draft": ["{"] }, [".draft", "set-aside"]],
  ])("a purge removes %s", (_, files, kept) => {
    for (const [name, [content, age]] of Object.entries(files)) write(name, content, age);
    purge(folder, now, notify);
    expect(readdirSync(folder).sort()).toEqual(kept);
  });

  /** What is not understood lies in `set-aside`, and the user is told where. */
  function expectSetAside(name: string, problem: RegExp): void {
    const started = process.hrtime.bigint();
    expect(recordsBeside(folder, "key", "", now, notify)).toEqual([]);
    expect(Number(process.hrtime.bigint() - started)).toBeLessThan(5e9);
    expect(readdirSync(folder)).toEqual(["set-aside"]);
    expect(readdirSync(at("set-aside"))).toEqual([name]);
    expect(told).toEqual([expect.stringMatching(problem)]);
    expect(told[0]).toContain(join(folder, "set-aside", name));
  }

  test("a record that is not understood is set aside", () => {
    write("key.stack.half", "{");
    expectSetAside("key.stack.half", /it is not a JSON object/);
  });

  test("a pipe is not waited for", () => {
    execFileSync("mkfifo", [at("key.stack.pipe")]);
    expectSetAside("key.stack.pipe", /not a regular file/);
  });

  test("a symbolic link is not followed", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "pulumi-transmit-elsewhere-"));
    writeFileSync(join(elsewhere, "record"), JSON.stringify({ ...pending, ...writer }));
    symlinkSync(join(elsewhere, "record"), at("key.stack.link"));
    expectSetAside("key.stack.link", /symbolic link/);
    expect(readdirSync(elsewhere)).toEqual(["record"]);
    rmSync(elsewhere, { recursive: true });
  });

  test("a record without end is not read", () => {
    write("key.stack.huge", "");
    truncateSync(at("key.stack.huge"), 2 ** 40);
    expectSetAside("key.stack.huge", /1099511627776 bytes/);
  });

  test("nothing is read, written or removed through a folder that is a symbolic link", () => {
    write("key.stack.run", { ...pending, ...writer }, day + 1);
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    expect(recordsBeside(link, "key", "", now, notify)).toEqual([]);
    purge(link, now, notify);
    removeFile(join(link, "key.stack.run"));
    writeRecord(join(link, "key.stack.other"), pending, false, now, notify);
    rmSync(link);
    expect(readdirSync(folder)).toEqual(["key.stack.run"]);
    expect(told).toEqual([expect.stringContaining(`cannot be written to ${link}: it is a symbolic link`)]);
  });

  test("files that are no records stay", () => {
    write("notes.txt", "mine", day + 1);
    purge(folder, now, notify);
    expect(readdirSync(folder)).toEqual(["notes.txt"]);
    expect(told).toEqual([]);
  });
});
