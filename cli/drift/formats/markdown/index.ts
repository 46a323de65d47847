/** For a comment of a pull request, an issue, or the summary of a job. */
import type { Finding, UnmanagedObject } from "../../report.ts";
import type { Format } from "../format.ts";
import { findingWords, nameIn, originOf, plural, summaryOf, timeOf } from "../summary.ts";
import { block, code, prose } from "./escape.ts";
import { resourceDetails } from "./resource.ts";

/** Characters that GitHub takes for a comment. GitLab takes more. */
export const maxLength = 65_536;

/** A pipeline finds its own comment again by it. */
const marker = "<!-- pulumi-transmit drift -->";

/** Room that is kept for the sentence that says what was left out. */
const reserved = 400;

export const markdown: Format = (report) => {
  const parts = [marker, `### ${prose(summaryOf(report))}`, `Checked on ${prose(timeOf(report.checkedAt))}.`];
  const room = () => maxLength - reserved - parts.reduce((sum, part) => sum + part.length + 2, 0);
  const leftOut: string[] = [];

  /** Adds as many of the items as there is room for, in one part. */
  const add = <T>(items: readonly T[], noun: string, render: (shown: readonly T[]) => string) => {
    let count = items.length;
    while (count > 0 && render(items.slice(0, count)).length > room()) count = Math.floor(count / 2);
    if (count > 0) parts.push(render(items.slice(0, count)));
    if (count < items.length) leftOut.push(plural(items.length - count, noun));
  };

  add(report.findings, "finding", findingList);
  const fitting: string[] = [];
  for (const resource of report.resources) {
    const details = resourceDetails(resource, report.stacks.length > 1, room());
    if (details === undefined) break;
    parts.push(details);
    fitting.push(details);
  }
  if (fitting.length < report.resources.length)
    leftOut.push(plural(report.resources.length - fitting.length, "resource"));
  add(report.unmanaged, "unmanaged object", unmanagedList);
  add(report.notes, "note", noteList);
  if (leftOut.length > 0)
    parts.push(`**Left out, to fit into a comment:** ${leftOut.join(", ")}. The format \`text\` shows everything.`);
  return `${parts.join("\n\n")}\n`;
};

const findingList = (findings: readonly Finding[]): string =>
  findings
    .map(({ code: kind, urn, message }) => `- **${findingWords[kind]}:** ${code(nameIn(urn))} ${prose(message)}`)
    .join("\n");

function unmanagedList(objects: readonly UnmanagedObject[]): string {
  const rows = objects.map((object) => `| ${cellsOf(object).join(" | ")} |`);
  return [
    "<details>",
    `<summary>Not managed: ${plural(objects.length, "object")}</summary>`,
    "",
    "| name | type | id | created |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "To take them over:",
    "",
    block(
      objects.map(({ adopt }) => adopt.replace(/\s+/g, " ")),
      1000,
    ),
    "",
    "</details>",
  ].join("\n");
}

const cellsOf = (object: UnmanagedObject): string[] => [
  object.name === "" ? "(no name)" : code(object.name),
  prose(object.type),
  code(object.id),
  prose(originOf(object).replace(/^created /, "")),
];

const noteList = (notes: readonly string[]): string =>
  ["<details>", "<summary>Notes</summary>", "", ...notes.map((note) => `- ${prose(note)}`), "", "</details>"].join(
    "\n",
  );
