/** For a person at a terminal, or a job's log: the worst first. */
import { printable } from "../../../provider/safeText.ts";
import type { Format } from "../../report/format.ts";
import { noteBlocks, openPage, type Page, pageOf, proseLines, safe, sentences } from "../../report/text/page.ts";
import { timeOf } from "../../report/words.ts";
import { wrapped } from "../../terminal/columns.ts";
import type { Risk, RiskReport } from "../report.ts";
import { limitOf, summaryOf } from "./summary.ts";

export const text: Format<RiskReport> = (report, reader) => {
  const page = openPage(reader);
  const { colours, width } = page;
  const paint = report.risks.length === 0 ? colours.good : colours.bold;
  return pageOf([
    [
      ...proseLines(summaryOf(report), width).map(paint),
      colours.soft(`Checked on ${safe(timeOf(report.checkedAt))}. ${limitOf(report)}`),
    ],
    ...report.risks.map((risk) => block(risk, report.stacks.length > 1, page)),
    ...noteBlocks(report.notes, page),
  ]);
};

const paints = { high: "bad", medium: "changed", low: "soft" } as const;

function block(
  { level, stack, name, type, id, path, change, effect }: Risk,
  namesStack: boolean,
  page: Page,
): string[] {
  const { colours, width } = page;
  const words = [
    colours[paints[level]](level.toUpperCase().padEnd(6)),
    ...(namesStack ? [safe(stack)] : []),
    colours.bold(safe(name)),
    colours.soft(safe(`${type} ${id ?? ""}`)),
  ];
  return [
    words.join("  "),
    ...wrapped(safe(path === undefined ? change : `${path}: ${change}`), width - 4).map(
      (line) => `    ${printable(line)}`,
    ),
    ...sentences(effect, page),
  ];
}
