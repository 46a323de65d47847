/** A report in a sentence, and the words that the formats share. */
import { plural } from "../../report/words.ts";
import { levels } from "../level.ts";
import type { Risk, RiskReport } from "../report.ts";

/** `Risk in production: 2 high, 1 low, in 4 changed resources.` Names of stacks are from outside. */
export function summaryOf({ stacks, risks, changed }: RiskReport): string {
  const where = stacks.join(", ");
  if (risks.length === 0) {
    return changed === 0
      ? `No risk: no existing resource of this provider changes in ${where}.`
      : `No known risk: ${plural(changed, "resource")} of ${where} ${changed === 1 ? "changes" : "change"}.`;
  }
  const counts = levels.flatMap((level) => {
    const count = risks.filter((risk) => risk.level === level).length;
    return count > 0 ? [`${count} ${level}`] : [];
  });
  return `Risk in ${where}: ${counts.join(", ")}, in ${plural(changed, "changed resource")}.`;
}

/** What fails the check, as a sentence. */
export const limitOf = ({ failOn }: RiskReport): string =>
  failOn === "none"
    ? "No risk fails this check."
    : `A risk of level ${failOn}${failOn === "high" ? "" : " or higher"} fails this check.`;

export const kindWords: Readonly<Record<Risk["kind"], string>> = {
  breaking: "can break what works",
  security: "weakens a protection of sign-ins",
  protection: "weakens the protection against deletion",
};

export interface Group {
  /** Of one resource: the first one stands for all. */
  resource: Risk;
  risks: Risk[];
}

/** By resource, in the order of their worst risks. */
export function byResource(risks: readonly Risk[]): Group[] {
  const groups = new Map<string, Group>();
  for (const risk of risks) {
    const key = `${risk.stack}\n${risk.urn}`;
    const group = groups.get(key) ?? { resource: risk, risks: [] };
    group.risks.push(risk);
    groups.set(key, group);
  }
  return [...groups.values()];
}
