/**
 * New inputs in the spelling of the old ones, where both are the same. The engine compares the checked inputs for
 * itself, index by index, and would see a change in a reordered set.
 */
import type { Shape, Values } from "../../fields/field.ts";
import { isSame } from "../equivalence/equivalence.ts";
import { type Comparison, spelledLike } from "../equivalence/spelledLike.ts";

/** @param olds The engine's old inputs. @param news Those of the program. */
export const inOldSpelling = ({ fields }: Shape, olds: Values, news: Values): Values =>
  Object.fromEntries(
    Object.entries(news).map(([name, value]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return [name, field ? spelledLike(asWritten, field, olds[name], value) : value];
    }),
  );

/**
 * What the program sets, or does not set, stays so, and a set that changes keeps the program's order: both adapters send the
 * same. Of an object, each key is looked at.
 */
const asWritten: Comparison = {
  isSame: (field, old, now) =>
    field.type !== "object" && !field.transient && old !== undefined && now !== undefined && isSame(field, old, now),
  within: () => asWritten,
  isOfJson: false,
};
