/** The report as a person and a program read it. */
import type { Examined } from "../../../../cli/doctor/check.ts";
import { asJson, asText, isWell } from "../../../../cli/doctor/report.ts";

const log = { isTerminal: false, hasColours: false };

const examined: Examined[] = [
  { name: "Node.js", status: "ok", found: "24.1.0." },
  { name: "stack", status: "note", found: "A run was interrupted.", advice: "Run recover." },
  { name: "address", status: "problem", found: "Nothing answers.", advice: "Check it.\nOr that.", details: ["a  b"] },
  { name: "token", status: "notChecked", found: "Not checked: it needs address." },
];

test("each check has a line, and below it what to do", () => {
  expect(asText(examined, log)).toBe(
    [
      "ok       Node.js  24.1.0.",
      "note     stack    A run was interrupted.",
      "                  Run recover.",
      "problem  address  Nothing answers.",
      "                  a  b",
      "                  Check it.",
      "                  Or that.",
      "–        token    Not checked: it needs address.",
      "",
      "1 problem: address. Not checked: token.",
      "",
    ].join("\n"),
  );
});

test("without a problem, all is well, also with a note", () => {
  const well = examined.slice(0, 2);
  expect([isWell(examined), isWell(well)]).toEqual([false, true]);
  expect(asText(well, log)).toMatch(/\n\nEverything that a run needs is there\.\n$/);
});

test("what comes from outside cannot change what a terminal shows", () => {
  const text = asText([{ name: "x", status: "ok", found: "a\u001b[2Kb", details: ["##vso[task]"] }], log);
  expect(text).toContain("ab\n");
  expect(text).not.toContain("##vso[");
});

test("at a terminal, lines are no longer than it, and the marks have colours", () => {
  const found = "word ".repeat(40).trim();
  const text = asText([{ name: "x", status: "ok", found }], { isTerminal: true, hasColours: true, width: 60 });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is removed
  const lines = text.replace(/\u001b\[\d+m/g, "").split("\n");
  expect(text).toContain("\u001b[32mok\u001b[39m");
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
  expect(lines.join(" ").match(/word/g)).toHaveLength(40);
});

test("as JSON it is one line, with the same content", () => {
  const text = asJson(examined);
  expect(text.split("\n")).toHaveLength(2);
  expect(JSON.parse(text)).toEqual({ ok: false, checks: examined });
});
