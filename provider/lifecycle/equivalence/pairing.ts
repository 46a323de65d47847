/** Pairs the members of two lists one to one, in any order. */
import type { Field, ListField } from "../../fields/field.ts";
import { normalise } from "../../fields/formats.ts";
import { isObject } from "../../fields/shape.ts";
import { exactKey, jsonKey, looseKey } from "./keys.ts";

export interface Pairing {
  /** Indices of ours and theirs that have no counterpart. Of identical texts, the first counts for all. */
  unpaired: { ours: number[]; theirs: number[] };
  /** Whether a member of ours has a counterpart. */
  isPaired(index: number): boolean;
}

/** How to spell a member before it is compared: ours, and theirs. */
type Spelling = [ours: (member: unknown) => string, theirs: (member: unknown) => string];

/** Members that are the same in two programs. */
export const pairExactly = ({ items }: ListField, ours: readonly unknown[], theirs: readonly unknown[]): Pairing =>
  pair(ours, theirs, [alike((member) => exactKey(items, member))]);

/** Members of lists in free-form JSON. */
export const pairJson = (ours: readonly unknown[], theirs: readonly unknown[]): Pairing =>
  pair(ours, theirs, [alike(jsonKey)]);

/**
 * Members of a program, and those of a response. Identical ones are paired first, then those that differ only in spelling,
 * and then ours as the API respelled them.
 * @param uriSpellings See isEquivalent.
 */
export function pairEquivalent(
  { items }: ListField,
  ours: readonly unknown[],
  theirs: readonly unknown[],
  uriSpellings?: unknown,
): Pairing {
  const plain = (member: unknown) => looseKey(items, member);
  const respelled = (member: unknown) => plain(asRespelled(member, uriSpellings));
  return pair(ours, theirs, [
    alike((member) => exactKey(items, member)),
    alike(plain),
    ...(isObject(uriSpellings) ? [[respelled, plain] satisfies Spelling] : []),
  ]);
}

/** Whether the API spells our text as in the response, once both are normalised. */
export const isSameText = (field: Field, ours: string, theirs: string, uriSpellings?: unknown): boolean => {
  const format = field.type === "string" ? field.format : undefined;
  const spelled = normalise(theirs, format);
  return [ours, asRespelled(ours, uriSpellings)].some((text) => normalise(text as string, format) === spelled);
};

const asRespelled = (member: unknown, uriSpellings: unknown): unknown =>
  typeof member === "string" && isObject(uriSpellings) && Object.hasOwn(uriSpellings, member)
    ? uriSpellings[member]
    : member;

const alike = (spell: (member: unknown) => string): Spelling => [spell, spell];

function pair(ours: readonly unknown[], theirs: readonly unknown[], spellings: readonly Spelling[]): Pairing {
  const isOfTexts = ours.every(isText) && theirs.every(isText);
  const indicesOf = (list: readonly unknown[]) => (isOfTexts ? firstIndices(list) : [...list.keys()]);
  let unpaired: Pairing["unpaired"] = { ours: indicesOf(ours), theirs: indicesOf(theirs) };
  for (const [spellOurs, spellTheirs] of spellings) {
    if (unpaired.ours.length === 0 || unpaired.theirs.length === 0) break;
    const open = new Map<string, number[]>();
    for (const index of unpaired.theirs.toReversed()) {
      const spelling = spellTheirs(theirs[index]);
      const known = open.get(spelling);
      if (known) known.push(index);
      else open.set(spelling, [index]);
    }
    const counterparts = unpaired.ours.map((index) => open.get(spellOurs(ours[index]))?.pop());
    const paired = new Set(counterparts);
    unpaired = {
      ours: unpaired.ours.filter((_, position) => counterparts[position] === undefined),
      theirs: unpaired.theirs.filter((index) => !paired.has(index)),
    };
  }
  const alone = new Set<unknown>(isOfTexts ? unpaired.ours.map((index) => ours[index]) : unpaired.ours);
  return { unpaired, isPaired: (index) => !alone.has(isOfTexts ? ours[index] : index) };
}

const isText = (member: unknown): member is string => typeof member === "string";

/** The index of each text, where it stands first. */
function firstIndices(list: readonly unknown[]): number[] {
  const seen = new Set<unknown>();
  return [...list.keys()].filter((index) => !seen.has(list[index]) && seen.add(list[index]));
}
