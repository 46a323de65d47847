/** For a comment of a pull request, an issue, or the summary of a job. */
import type { Format } from "../../../report/format.ts";
import { openComment } from "../../../report/markdown/comment.ts";
import { block, code, prose } from "../../../report/markdown/escape.ts";
import { nameIn, plural, timeOf } from "../../../report/words.ts";
import type { DriftReport, Finding, UnmanagedObject } from "../../report.ts";
import { findingWords, originOf, summaryOf } from "../summary.ts";
import { resourceDetails } from "./resource.ts";

export const markdown: Format<DriftReport> = (report) => {
  const comment = openComment("drift");
  comment.add(`### ${prose(summaryOf(report))}`);
  comment.add(`Checked on ${prose(timeOf(report.checkedAt))}.`);
  comment.addList(report.findings, "finding", findingList);
  const namesStack = report.stacks.length > 1;
  comment.addEach(report.resources, "resource", (resource, room) => resourceDetails(resource, namesStack, room));
  comment.addList(report.unmanaged, "unmanaged object", unmanagedList);
  comment.addList(report.notes, "note", noteList);
  return comment.end();
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
