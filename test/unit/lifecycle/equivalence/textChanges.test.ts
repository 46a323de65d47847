/** What an API did to a text, in words: so that whoever reads them knows what to write, and no part of the text is in them. */
import { textChanges } from "../../../../provider/lifecycle/equivalence/textChanges.ts";

test.each<[sent: string, answered: string, what: string[], advice: string[]]>([
  ["shop  ", "shop", ["removed 2 blanks at the end"], ["without blanks at the end"]],
  [" shop", "shop", ["removed 1 blank at the start"], ["without blanks at the start"]],
  [
    "  shop\t",
    "shop",
    ["removed 2 blanks at the start and 1 blank at the end"],
    ["without blanks at the start and end"],
  ],
  ["shop\r\n", "shop", ["removed 1 line end at the end"], ["without blanks and line ends at the end"]],
  ["a\r\nb", "a\nb", ["changed its line ends to LF"], ["with LF for its line ends"]],
  ["a\rb\nc", "a\r\nb\r\nc", ["changed its line ends to CRLF"], ["with CRLF for its line ends"]],
  ["a\nb", "a b", ["changed its line ends to blanks"], ["in one line"]],
  ["a   b", "a b", ["reduced runs of blanks to one blank"], ["without runs of blanks"]],
  ["a\u00a0b", "a b", ["replaced blanks of other kinds by plain ones"], ["with plain blanks"]],
  ["a\u0007b", "ab", ["removed control characters"], ["without control characters"]],
  ["a\u200bb", "ab", ["removed invisible characters"], ["without invisible characters"]],
  ["Shop", "shop", ["wrote it in lower case"], ["in lower case"]],
  ["Shop", "SHOP", ["wrote it in upper case"], ["in upper case"]],
  ["a & b <c>", "a &amp; b &lt;c&gt;", ["escaped characters for HTML"], ["without the characters & < > \" '"]],
  ["it's", "it&#39;s", ["escaped characters for HTML"], ["without the characters & < > \" '"]],
  ["a &amp; b", "a & b", ["replaced HTML entities by their characters"], ["without HTML entities"]],
  ["<b>a</b>", "a", ["removed HTML tags"], ["without HTML tags"]],
  ["\ufb01t", "fit", ["wrote it in the Unicode form NFKC"], ["in the Unicode form NFKC"]],
  ["caf\u00e9", "cafe", ["removed accents"], ["without accents"]],
  ["caf\u00e9", "caf?", ["removed or replaced characters that are not ASCII"], ["in ASCII"]],
  ["a\u{1f600}b", "ab", ["removed or replaced characters of four bytes, such as emoji"], ["without emoji"]],
  ["a", "a\n", ["added a line end at the end"], ["with a line end at the end"]],
  ["a shop of ours", "a shop", ["cut it after 6 of 14 characters"], ["with no more than 6 characters"]],
  ["a shop of ours", "a shop\u2026", ["cut it after 6 of 14 characters"], ["with no more than 7 characters"]],
  [
    " A\r\nshop of ours",
    "a\nshop",
    [
      "removed 1 blank at the start",
      "changed its line ends to LF",
      "wrote it in lower case",
      "cut it after 6 of 14 characters",
    ],
    ["without blanks at the start", "with LF for its line ends", "in lower case", "with no more than 6 characters"],
  ],
  ["e\u0301 ", "\u00e9", ["removed 1 blank at the end"], ["without blanks at the end"]],
  ["shop", "store", [], []],
  ["shop", "a shop", [], []],
  ["shop", "", [], []],
])("%j became %j: it %j", (sent, answered, what, advice) => {
  const changes = textChanges(sent, answered);
  expect(changes.map((change) => change.what)).toEqual(what);
  expect(changes.map((change) => change.advice)).toEqual(advice);
});

test("a long text that became another one costs no more than a moment's search", () => {
  const replace = jest.spyOn(String.prototype, "normalize");
  expect(textChanges("  A & <\u00e9>\r\n\u{1f600}  x\u200b".repeat(5_000), "other")).toEqual([]);
  expect(replace.mock.calls.length).toBeLessThan(2_000);
  jest.restoreAllMocks();
});
