import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectFree, writeFiles } from "../../../../cli/export/output.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-output-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (path: string) => readFileSync(join(folder, path), "utf8");
const files = (entries: Record<string, string>) => new Map(Object.entries(entries));

test("a folder with something in it is refused without --force, and so is what is no folder", () => {
  expectFree(join(folder, "new"), false);
  expectFree(folder, false);
  writeFileSync(join(folder, "mine"), "");
  expect(() => expectFree(folder, false)).toThrow("which is not empty");
  expectFree(folder, true);
  expect(() => expectFree(join(folder, "mine"), true)).toThrow("which is no folder");
});

test("a second export replaces its own files, removes those that are no longer there, and touches no other", () => {
  writeFileSync(join(folder, "mine"), "mine");
  writeFiles(folder, files({ "index.ts": "1", "applications/a.ts": "a" }));
  writeFiles(folder, files({ "index.ts": "2", "applications/b.ts": "b" }));
  expect(text("index.ts") + text("applications/b.ts") + text("mine")).toBe("2bmine");
  expect(() => text("applications/a.ts")).toThrow("ENOENT");
});

test("a file of somebody else's, and one that was edited, are named, and nothing is written", () => {
  writeFiles(folder, files({ "index.ts": "1", "other.ts": "1" }));
  writeFileSync(join(folder, "index.ts"), "edited");
  writeFileSync(join(folder, "README.md"), "mine");
  expect(() => writeFiles(folder, files({ "other.ts": "2", "index.ts": "2", "README.md": "2" }))).toThrow(
    /^index\.ts, README\.md: in .* Nothing was written\.$/,
  );
  expect(text("other.ts") + text("index.ts") + text("README.md")).toBe("1editedmine");
});

test("an edited file that the program no longer needs stays", () => {
  writeFiles(folder, files({ "index.ts": "1", "old.ts": "1" }));
  writeFileSync(join(folder, "old.ts"), "edited");
  writeFiles(folder, files({ "index.ts": "2" }));
  expect(text("old.ts")).toBe("edited");
});

test("nothing is written through a link, whatever the record says", () => {
  const elsewhere = join(folder, "elsewhere");
  mkdirSync(elsewhere);
  mkdirSync(join(folder, "out"));
  symlinkSync(elsewhere, join(folder, "out/applications"));
  expect(() => writeFiles(join(folder, "out"), files({ "applications/a.ts": "a" }))).toThrow("applications/a.ts");
  writeFileSync(join(folder, "out/.pulumi-transmit-export.json"), '{"files":{"../elsewhere/x":"0"}}');
  writeFileSync(join(elsewhere, "x"), "x");
  writeFiles(join(folder, "out"), files({ "index.ts": "1" }));
  expect(text("elsewhere/x")).toBe("x");
});

test("a folder that cannot be made is named, and the command ends", () => {
  writeFileSync(join(folder, "file"), "");
  for (const place of ["/proc/nowhere", join(folder, "file", "below")])
    expect(() => writeFiles(place, files({ "index.ts": "1" }))).toThrow(
      `The project could not be written into ${place}: E`,
    );
});
