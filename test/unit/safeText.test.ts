/** Text from outside, as it is shown. */
import { ApiError } from "../../provider/errors.ts";
import { fromOutside, printable } from "../../provider/safeText.ts";

const hostile: [what: string, text: string, shown: string][] = [
  ["colours", "\u001b[31mred\u001b[0m", "red"],
  ["a title of the terminal", "\u001b]0;owned\u0007text", "text"],
  ["a link", "\u001b]8;;https://evil.example\u001b\\text\u001b]8;;\u001b\\", "text"],
  ["a cleared screen", "\u001bcgone", "gone"],
  ["a single control character of eight bits", "a\u009b2Jb", "a2Jb"],
  ["a backspace and a bell", "a\b\u0007b", "ab"],
  ["characters that turn the text around", "a\u202eb\u2066c\u200f", "abc"],
  ["an error of GitHub Actions", "::error file=x::gone", ": :error file=x: :gone"],
  ["a command of Azure Pipelines", "so ##vso[task.setvariable variable=x]y", "so # #vso[task.setvariable variable=x]y"],
  ["a group of Azure Pipelines", "##[group]x", "# #[group]x"],
  ["a message of TeamCity", "##teamcity[buildStatus]", "# #teamcity[buildStatus]"],
];

test.each(hostile)("%s: nothing of it acts, alone or in a message", (_, text, shown) => {
  expect(fromOutside(text)).toBe(shown);
  for (const message of [printable(text), printable(`first line\n${text}`)]) {
    expect(message).not.toMatch(/[^\n\P{C}]|##\w*\[|^\s*::[a-z]/mu);
  }
});

test("line breaks of a text from outside are blanks, those of a message stay", () => {
  expect(fromOutside("a\r\nb\u2028c\n\n::error::d")).toBe("a b c : :error: :d");
  expect(printable("a\n  b")).toBe("a\n  b");
});

test("a text from outside is cut to 500 characters, whatever its length", () => {
  expect(fromOutside("x".repeat(501))).toBe(`${"x".repeat(500)}…`);
  expect(fromOutside("\u001b[".repeat(10_000_000)).length).toBeLessThanOrEqual(501);
});

test.each(["an IPv6 address ::1:443", "größe, 大きさ, 👍", 'a "quoted" text', "a URN urn:pulumi:dev::shop::x"])(
  "%s stays in a message",
  (text) => {
    expect(printable(text)).toBe(text);
  },
);

test("an API's error shows nothing that acts", () => {
  const error = new ApiError({
    method: "POST",
    path: "/v1/applications",
    status: 400,
    messages: [`a\n::error::${"x".repeat(9_000)}`, "\u001b[2J"],
    requestId: "id\r\n##[error]",
  });
  expect(error.message).not.toMatch(/[\p{Cc}]|##\[| ::error/u);
  expect(error.message.length).toBeLessThan(700);
});
