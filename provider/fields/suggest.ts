/** Suggestions for misspelt names. */
import { closest, distance } from "fastest-levenshtein";

/**
 * The known name that a word was probably meant to be, ignoring case and punctuation.
 * @returns undefined if none is similar: where more than a third of the letters differ, or all, similarity is chance
 */
export function closestName(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const other = known.find((name) => plain(name) === plain(word)) ?? closest(word, [...known]);
  return distance(plain(word), plain(other)) > Math.min(Math.max(2, other.length / 3), other.length - 1)
    ? undefined
    : other;
}
