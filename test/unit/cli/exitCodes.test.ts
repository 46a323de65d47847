/** How commands end, and what the page of the commands says of it. */
import { CommandError, exitCodeOf } from "../../../cli/commandError.ts";
import { commands } from "../../../cli/commands.ts";
import { exitCodeLines, exitCodes, meanings } from "../../../cli/exitCodes.ts";
import { UsageError } from "../../../cli/usageError.ts";
import { readPage } from "../../support/documentation/pages.ts";

const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\| (.*) \|$/gm)].map(([, row]) =>
    (row as string).split(" | ").map((cell) => cell.replaceAll("`", "").trim()),
  );

test("the page of the commands has every command", () => {
  const [table = ""] = readPage("docs/commands.md").split("## Exit codes");
  const names = rowsOf(table).map(([name]) => name);
  expect(names.slice(2).sort()).toEqual(Object.keys(commands).sort());
});

test("the page of the commands has the exit codes of the help", () => {
  const [, table = ""] = readPage("docs/commands.md").split("## Exit codes");
  const documented = rowsOf(table).slice(2);
  const rows = Object.entries(exitCodes)
    .map(([name, code]) => [String(code), meanings[name as keyof typeof exitCodes]])
    .sort();
  expect(documented).toEqual(rows);
  expect(exitCodeLines()).toEqual(rows.map(([code, meaning]) => `  ${code}  ${meaning}`));
});

test.each([
  [new UsageError("no such option"), 2],
  [new CommandError("refused", exitCodes.unreachable), 3],
  [new CommandError("differs", exitCodes.different, "look"), 7],
  [new Error("broken"), 1],
  ["broken", 1],
])("%s ends the command with code %d", (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});
