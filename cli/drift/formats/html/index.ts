import type { Format } from "../../../report/format.ts";
import { documentOf, filters, notesSection, section } from "../../../report/html/document.ts";
import { html } from "../../../report/html/tag.ts";
import { timeOf } from "../../../report/words.ts";
import type { DriftReport } from "../../report.ts";
import { summaryOf } from "../summary.ts";
import { findingItem, resourceItem, unmanagedItem } from "./items.ts";

export const page: Format<DriftReport> = (report) =>
  documentOf({
    title: `Drift: ${report.stacks.join(", ")}`,
    heading: summaryOf(report),
    isGood: report.inSync,
    about: html`Checked on <time datetime="${report.checkedAt}">${timeOf(report.checkedAt)}</time>`,
    tools: tools(report),
    sections: sections(report),
  });

/** How many details are open at first. */
const few = 5;

function sections(report: DriftReport) {
  const { resources, findings, unmanaged, notes } = report;
  const isOpen = resources.length <= few;
  const namesStack = report.stacks.length > 1;
  return [
    section("Findings", findings.map(findingItem)),
    section(
      "Resources that differ",
      resources.map((resource) => resourceItem(resource, { isOpen, namesStack })),
    ),
    section("Not managed by any of the stacks", unmanaged.map(unmanagedItem)),
    notesSection(notes),
  ];
}

function tools({ resources, findings, unmanaged, stacks }: DriftReport) {
  const statuses = [
    ...new Set(resources.map(({ status }) => status as string)),
    ...(findings.length > 0 ? ["finding"] : []),
    ...(unmanaged.length > 0 ? ["unmanaged"] : []),
  ];
  const types = [...new Set([...resources, ...unmanaged].map(({ type }) => type))].sort();
  return filters(resources.length + findings.length + unmanaged.length, [
    ["status", "Status", statuses],
    ["type", "Type", types],
    ["stack", "Stack", stacks.length > 1 ? stacks : []],
  ]);
}
