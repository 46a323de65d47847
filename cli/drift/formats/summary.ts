/** A report in a sentence, and the words that the formats share. */
import { plural, timeOf } from "../../report/words.ts";
import type { DriftedResource, DriftReport } from "../report.ts";

export const countOf = (report: DriftReport, ...statuses: DriftedResource["status"][]): number =>
  report.resources.filter(({ status }) => statuses.includes(status)).length;

export const statusWords: Readonly<Record<DriftedResource["status"], string>> = {
  changed: "changed",
  deleted: "deleted",
  unreadable: "could not be read",
};

/** `Drift in production: 2 of 12 resources differ, 1 could not be read, 1 finding.` Names of stacks are from outside. */
export function summaryOf(report: DriftReport): string {
  const { checked, findings, unmanaged } = report;
  const where = report.stacks.join(", ");
  if (report.inSync) {
    const more = unmanaged.length > 0 ? ` ${plural(unmanaged.length, "unmanaged object")}.` : "";
    if (checked === 0) return `Nothing to check: ${where} has no resource of this provider.${more}`;
    if (checked === 1) return `In sync: the resource of ${where} is as the program last set it.${more}`;
    return `In sync: the ${checked} resources of ${where} are as the program last set them.${more}`;
  }
  const different = countOf(report, "changed", "deleted");
  const unreadable = countOf(report, "unreadable");
  const parts = [
    different > 0 && `${different} of ${plural(checked, "resource")} ${different === 1 ? "differs" : "differ"}`,
    unreadable > 0 &&
      `${different > 0 ? unreadable : `${unreadable} of ${plural(checked, "resource")}`} could not be read`,
    findings.length > 0 && plural(findings.length, "finding"),
    unmanaged.length > 0 && plural(unmanaged.length, "unmanaged object"),
  ].filter((part) => part !== false);
  return `Drift in ${where}: ${parts.join(", ")}.`;
}

/** `changed on 2026-11-27 19:30 UTC`. */
export const statusOf = ({ status, updatedAt }: Pick<DriftedResource, "status" | "updatedAt">): string =>
  `${statusWords[status]}${status === "changed" && updatedAt ? ` on ${timeOf(updatedAt)}` : ""}`;

/** `created on 2026-11-27 19:30 UTC by Ann`. */
export function originOf({ createdAt, createdBy }: { createdAt?: string; createdBy?: string }): string {
  const parts = [createdAt && `on ${timeOf(createdAt)}`, createdBy && `by ${createdBy}`].filter(Boolean);
  return parts.length === 0 ? "" : `created ${parts.join(" ")}`;
}

export const findingWords = {
  secretChanged: "A secret was changed outside of Pulumi",
  defaultClientReplaced: "Another default client",
  wrongTenant: "Wrong tenant",
  notComparable: "A value that cannot be compared",
  pendingOperation: "An interrupted run",
  notListed: "A part of the tenant is unknown",
} as const;
