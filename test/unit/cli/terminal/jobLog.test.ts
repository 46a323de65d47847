/** What pipelines understand: annotations, sections and the job summary. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { annotation } from "../../../../cli/terminal/annotations.ts";
import { addToJobSummary } from "../../../../cli/terminal/jobSummary.ts";
import { section } from "../../../../cli/terminal/section.ts";

test("an annotation escapes what GitHub reads as its own", () => {
  expect(annotation("warning", "100%: a,b\nc", "50%\r\n::error::x, y: z")).toBe(
    "::warning title=100%25%3A a%2Cb%0Ac::50%25%0D%0A::error::x, y: z",
  );
});

test("a section is folded as each pipeline knows it, and plain elsewhere", () => {
  const details = { title: "Drift", text: "one\ntwo\n", name: "drift" };
  expect(section(details, "gitlab", 1_700_000_000_999)).toBe(
    "\u001b[0Ksection_start:1700000000:drift[collapsed=true]\r\u001b[0KDrift\none\ntwo\n" +
      "\u001b[0Ksection_end:1700000000:drift\r\u001b[0K\n",
  );
  expect(section(details, "github", 0)).toBe("::group::Drift\none\ntwo\n::endgroup::\n");
  expect(section(details, undefined, 0)).toBe("Drift\none\ntwo\n");
});

describe("the job summary", () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-summary-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is added to, where there is one", () => {
    const file = join(folder, "summary.md");
    expect(addToJobSummary("# One\n", { GITHUB_STEP_SUMMARY: file })).toBeUndefined();
    expect(addToJobSummary("# Two", { GITHUB_STEP_SUMMARY: file })).toBeUndefined();
    expect(readFileSync(file, "utf8")).toBe("# One\n\n# Two\n\n");
    expect(addToJobSummary("# Three", {})).toBeUndefined();
  });

  test("says why it could not be written", () => {
    expect(addToJobSummary("# One", { GITHUB_STEP_SUMMARY: folder })).toMatch(
      /^The job summary could not be written: EISDIR/,
    );
  });
});
