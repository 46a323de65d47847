/** Literals of strings, in an alphabet that no editor and no compiler reads in another way. */

/**
 * Characters that are not shown, or that change how others are shown (control, formatting and bidirectional characters), line
 * separators, and halves of surrogate pairs.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text in quotes, with a backslash before a quote and a backslash.
 *
 * @param escaped How the language writes a character by its number.
 */
export const quoted = (text: string, escaped: (codePoint: number) => string, quote = '"'): string => {
  const inner = text
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, `\\${quote}`)
    .replace(hidden, (character) => named[character] ?? escaped(character.codePointAt(0) as number));
  return quote + inner + quote;
};

export const hexadecimal = (codePoint: number, width: number): string => codePoint.toString(16).padStart(width, "0");

/** `\u200d`, and in braces what is longer. */
export const unicodeEscape = (codePoint: number): string =>
  codePoint > 0xffff ? `\\u{${codePoint.toString(16)}}` : `\\u${hexadecimal(codePoint, 4)}`;
