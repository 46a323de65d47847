/** The file of --ignore: what it may say, and what it silences. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { applyIgnore, parseIgnore, readIgnoreFile } from "../../../../cli/drift/ignore.ts";
import type { UnmanagedObject } from "../../../../cli/drift/report.ts";
import { UsageError } from "../../../../cli/usageError.ts";
import { globOf } from "../../../../provider/fields/glob.ts";

const object = (name: string, type = "Application", id = `id-${name}`): UnmanagedObject => ({
  type,
  id,
  name,
  adopt: `pulumi import transmit:index:${type} x ${id}`,
});
const objects = [
  object("Shop"),
  object("Shop"),
  object("Legacy 1"),
  object("Legacy 2", "Client"),
  object("", "SigningKey", "app/key"),
];
const now = new Date("2026-11-27T23:59:59Z");

const ignoring = async (text: string) => applyIgnore(await parseIgnore(text, "ignore.yaml"), objects, now);

test("names, ids and patterns silence what they match, of their type, and the notes say why", async () => {
  const { kept, notes } = await ignoring(`
- name: Shop
  reason: made by hand
- pattern: Legacy ?
  type: Client
  reason: goes in March
  until: 2026-11-27
- { id: app/key, reason: made by hand }
`);
  expect(kept).toEqual([objects[2]]);
  expect(notes).toEqual(["3 unmanaged objects ignored: made by hand", "1 unmanaged object ignored: goes in March"]);
});

test("an expired entry does not count any more, and an entry without an object is unused", async () => {
  const { kept, notes } = await ignoring(`
- { name: Shop, reason: soon, until: 2026-11-26 }
- { pattern: "*no such*", type: Application, reason: gone }
- { pattern: "Legacy *", reason: old }
- { name: Legacy 1, reason: also covered }
`);
  expect(kept).toEqual([objects[0], objects[1], objects[4]]);
  expect(notes).toEqual([
    "2 unmanaged objects ignored: old",
    'Entry 1 of the ignore file (name "Shop") expired on 2026-11-26. Remove or renew it.',
    'Entry 2 of the ignore file (Application, pattern "*no such*") matches no unmanaged object. Remove it.',
  ]);
});

test("an empty file ignores nothing", async () => {
  expect(await ignoring("# nothing yet\n")).toEqual({ kept: objects, notes: [] });
});

test.each([
  ["name: Shop", 'i.yaml must be a list of entries: - { name: "Shop", reason: "made by hand" }.'],
  ["- Shop", "i.yaml, entry 1: it must be a mapping with the keys type, name, id, pattern, reason, until."],
  [
    "- { name: a, reason: b }\n- { nam: a, reason: b }",
    'i.yaml, entry 2: it has the unknown key "nam". The keys are type, name, id, pattern, reason, until.',
  ],
  ["- { name: a }", "i.yaml, entry 1: it must have a reason: why the object is not managed."],
  ["- { name: a, reason: ' ' }", /^i.yaml, entry 1: reason must be a string that is not empty/],
  ["- { id: 12, reason: b }", /^i.yaml, entry 1: id must be a string that is not empty. Put it in quotes/],
  ["- { reason: b }", "i.yaml, entry 1: it must have exactly one of name, id, pattern; it has none."],
  [
    "- { id: a, name: b, reason: c }",
    "i.yaml, entry 1: it must have exactly one of name, id, pattern; it has name and id.",
  ],
  [
    "- { type: Key, id: a, reason: c }",
    'i.yaml, entry 1: type is "Key". It must be one of Application, Client, SigningKey.',
  ],
  [
    "- { id: a, reason: c, until: 2026-02-30 }",
    /^i.yaml, entry 1: until is "2026-02-30". It must be a date, YYYY-MM-DD/,
  ],
  ["- { id: a, reason: c, until: tomorrow }", /^i.yaml, entry 1: until is "tomorrow"/],
  ["- { id: a, id: b, reason: c }", /^i.yaml must be YAML. Map keys must be unique/],
  ["- [", /^i.yaml must be YAML. /],
])("%j is refused", async (text, message) => {
  const problem = typeof message === "string" ? message : expect.stringMatching(message);
  await expect(parseIgnore(text, "i.yaml")).rejects.toMatchObject({ constructor: UsageError, message: problem });
});

test("a file is read, and one that is not there is refused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-ignore-"));
  try {
    const file = join(folder, "ignore.yaml");
    writeFileSync(file, "- { id: a, reason: b }\n");
    expect(await readIgnoreFile(file)).toEqual([{ number: 1, id: "a", reason: "b" }]);
    const missing = join(folder, "no.yaml");
    await expect(readIgnoreFile(missing)).rejects.toThrow(`--ignore is "${missing}": there is no such file.`);
    await expect(readIgnoreFile(folder)).rejects.toThrow("the file cannot be read. EISDIR");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a pattern matches as the regular expression that it stands for", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", ".", "💳"), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?", "💳"), maxLength: 8 });
  fc.assert(
    fc.property(pattern, letters, (glob, text) => {
      const source = glob.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
      expect(globOf(glob)(text)).toBe(new RegExp(`^${source}$`, "su").test(text));
    }),
  );
});

test("no pattern is slow", () => {
  const started = performance.now();
  expect(globOf(`${"*a".repeat(50)}b`)("a".repeat(5000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(2000);
});
