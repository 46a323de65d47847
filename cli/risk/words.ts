/** A change as a phrase. */
import type { Field } from "../../provider/fields/field.ts";
import { isObject } from "../../provider/fields/shape.ts";
import { isLong, jsonOf } from "../report/values.ts";
import type { Change } from "./changes.ts";
import { lostOf } from "./effects/condition.ts";
import type { When } from "./effects/effect.ts";

/** Members of a list that are named. */
const most = 5;

export function phraseOf(when: When, change: Change): string {
  const { field, before, after, isSecret, isUnknown } = change;
  if (isSecret) return "a secret value changes";
  if (isUnknown) return unknownPhrase(when, change);
  switch (when) {
    case "lost":
      return `removed ${membersIn(lostOf(field, before, after))}`;
    case "gained":
      return `added ${membersIn(lostOf(field, after, before))}`;
    case "on":
    case "off":
      return after === undefined ? "no longer set" : `turned ${when}`;
    default:
      return `from ${shown(before)} to ${shown(after)}${unitOf(field, after)}${shareOf(before, after)}`;
  }
}

function unknownPhrase(when: When, { field, before, after }: Change): string {
  const gone = when === "lost" ? lostOf(field, before, after) : [];
  const what = gone.length > 0 ? `perhaps removed ${membersIn(gone)}: the ` : "the ";
  return `${what}new value is known only during the run`;
}

function membersIn(members: readonly unknown[]): string {
  const named = members
    .slice(0, most)
    .map((member) => shown(isObject(member) ? (member.kid ?? "a key without a kid") : member));
  const more = members.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function shown(value: unknown): string {
  if (value === undefined) return "not set";
  return isLong(value) || isObject(value) ? "another value" : jsonOf(value);
}

/** The description of a duration begins with its unit. */
const unitOf = ({ type, description }: Field, after: unknown): string => {
  const unit = type === "number" && after !== undefined && /^(Seconds|Minutes)\b/.exec(description)?.[1]?.toLowerCase();
  return unit ? ` ${unit}` : "";
};

function shareOf(before: unknown, after: unknown): string {
  if (typeof before !== "number" || typeof after !== "number" || before === 0) return "";
  const share = Math.round((100 * Math.abs(after - before)) / before);
  return share === 0 ? "" : ` (${share} % ${after < before ? "less" : "more"})`;
}
