/** Widths in a terminal, and lines of a width. */
import fc from "fast-check";
import { broken, padded, widthOf, wrapped } from "../../../../cli/terminal/columns.ts";

test.each([
  ["plain", 5],
  ["", 0],
  ["é", 1],
  ["e\u0301", 1],
  ["متجر", 4],
  ["日本語", 6],
  ["ＷＩＤＥ", 8],
  ["💳", 2],
  ["👩‍👩‍👧‍👦", 2],
  ["🇩🇪", 2],
  ["❤️", 2],
  ["a\u200bb", 2],
])("%j has %d columns", (text, width) => {
  expect(widthOf(text)).toBe(width);
  expect(padded(text, 10)).toBe(text + " ".repeat(10 - width));
});

test("a value is broken anywhere, without a loss", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 2, max: 20 }), (text, width) => {
      const lines = broken(text, width);
      expect(lines.join("")).toBe(text);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});

test("a sentence is broken between words alone", () => {
  const words = fc.array(fc.constantFrom("a", "word", "日本語", "averylongword"), { maxLength: 20 });
  fc.assert(
    fc.property(words, fc.integer({ min: 4, max: 20 }), (given, width) => {
      const lines = wrapped(given.join(" "), width);
      expect(lines.flatMap((line) => line.split(" "))).toEqual(given);
      for (const line of lines) if (line.includes(" ")) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});
