/** The names of a field: camelCase in programs, snake_case in the API unless its definition says otherwise. */
import type { Field } from "./field.ts";
import { memoize } from "./memoize.ts";

/** Each response needs these names for each of its fields. */
export const snake = memoize((name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/** The API's name of a field. @param camelCase Whether an object above the field has that trait. */
export const wireName = (name: string, field: Field, camelCase = false): string =>
  field.apiName ?? (camelCase ? name : snake(name));

/** As Pulumi's generator for Python derives the names of properties. */
export const pythonName = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();

/** A resource's name within a sentence: "application", "signing key". */
export const nounOf = (name: string): string => name.replace(/\B[A-Z]/g, " $&").toLowerCase();

/** A resource's name as a variable: `application`, `signingKey`. */
export const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const article = (word: string) => (/^[aeiou]/i.test(word) ? "an" : "a");

/** "a client", "an application". */
export const a = (word: string): string => `${article(word)} ${word}`;

/** "x", "x or y", "x, y or z". */
export function listed(words: readonly string[], last = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
