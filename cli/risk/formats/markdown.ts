/** For a comment of a pull request: a table of the risks, and below it, folded, what each of them does. */
import type { Format } from "../../report/format.ts";
import { openComment } from "../../report/markdown/comment.ts";
import { code, prose } from "../../report/markdown/escape.ts";
import { plural, timeOf } from "../../report/words.ts";
import type { Risk, RiskReport } from "../report.ts";
import { byResource, type Group, kindWords, limitOf, summaryOf } from "./summary.ts";

/** Rows of the table. The details have all. */
const mostRows = 20;

export const markdown: Format<RiskReport> = (report) => {
  const namesStack = report.stacks.length > 1;
  const comment = openComment("risk");
  comment.add(`### ${prose(summaryOf(report))}`);
  comment.add(`Checked on ${prose(timeOf(report.checkedAt))}. ${limitOf(report)}`);
  if (report.risks.length > 0) comment.add(table(report.risks, namesStack));
  comment.addEach(byResource(report.risks), "resource", (group, room) => fitting(group, namesStack, room));
  comment.addList(report.notes, "note", (notes) => notes.map((note) => `- ${prose(note)}`).join("\n"));
  return comment.end();
};

const signs = { high: "🔴 high", medium: "🟠 medium", low: "⚪ low" } as const;

function table(risks: readonly Risk[], namesStack: boolean): string {
  const rows = risks.slice(0, mostRows).map(({ level, stack, name, type, path, change }) => {
    const resource = `${code(name, 80)} ${prose(type)}`;
    const cells = [
      signs[level],
      ...(namesStack ? [code(stack, 80)] : []),
      resource,
      [path === undefined ? "" : code(path), prose(change, 300)].filter(Boolean).join(" "),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const more = risks.length - rows.length;
  const heads = ["level", ...(namesStack ? ["stack"] : []), "resource", "change"];
  return [
    `| ${heads.join(" | ")} |`,
    `| ${heads.map(() => "---").join(" | ")} |`,
    ...rows,
    ...(more > 0 ? ["", `… and ${plural(more, "more risk")} below.`] : []),
  ].join("\n");
}

/** As many of a resource's risks as there is room for; undefined if there is not even room for its name. */
function fitting(group: Group, namesStack: boolean, room: number): string | undefined {
  for (let count = group.risks.length; ; count = Math.floor(count / 2)) {
    const part = details(group, namesStack, count);
    if (part.length <= room) return part;
    if (count === 0) return undefined;
  }
}

function details({ resource, risks }: Group, namesStack: boolean, count: number): string {
  const { stack, name, type, id, action } = resource;
  const left = risks.length - count;
  const title = [
    ...(namesStack ? [code(stack)] : []),
    code(name),
    prose(type),
    ...(id === undefined ? [] : [code(id)]),
  ].join(" ");
  return [
    "<details>",
    `<summary>${title}: ${action}, ${plural(risks.length, "risk")}</summary>`,
    risks.slice(0, count).map(item).join("\n") || "…",
    ...(left > 0 && count > 0 ? [`… and ${plural(left, "more risk")}`] : []),
    "</details>",
  ].join("\n\n");
}

const item = ({ level, kind, path, change, effect }: Risk): string =>
  `- **${level}**, ${kindWords[kind]}: ${path === undefined ? "" : `${code(path)} `}${prose(change, 1000)}. ${prose(effect)}`;
