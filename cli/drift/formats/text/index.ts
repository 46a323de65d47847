/** For a person at a terminal: what differs, what the next update does, and what to write to keep a change. */
import type { Format } from "../../../report/format.ts";
import { noteBlocks, openPage, type Page, pageOf, proseLines, safe, sentences } from "../../../report/text/page.ts";
import { nameIn, timeOf } from "../../../report/words.ts";
import type { DriftReport } from "../../report.ts";
import { findingWords, originOf, summaryOf } from "../summary.ts";
import { resourceBlock } from "./resource.ts";

export const text: Format<DriftReport> = (report, reader) => {
  const page = openPage(reader);
  return pageOf([
    head(report, page),
    ...stacksOf(report).flatMap((stack) => stackBlocks(report, stack, page)),
    ...findingBlocks(report, page),
    ...unmanagedBlocks(report, page),
    ...noteBlocks(report.notes, page),
  ]);
};

function head(report: DriftReport, { width, colours }: Page): string[] {
  const [first = "", ...rest] = proseLines(summaryOf(report), width);
  const paint = report.inSync ? colours.good : colours.bold;
  return [...[first, ...rest].map(paint), colours.soft(`Checked on ${safe(timeOf(report.checkedAt))}.`)];
}

const stacksOf = ({ stacks, resources }: DriftReport): string[] => [
  ...new Set([...stacks, ...resources.map(({ stack }) => stack)]),
];

/** Several stacks have a heading each. */
function stackBlocks(report: DriftReport, stack: string, page: Page): string[][] {
  const resources = report.resources.filter((resource) => resource.stack === stack);
  const heading =
    stacksOf(report).length > 1 && resources.length > 0 ? [[page.colours.bold(`Stack ${safe(stack)}`)]] : [];
  return [...heading, ...resources.map((resource) => resourceBlock(resource, page))];
}

const findingBlocks = ({ findings }: DriftReport, page: Page): string[][] =>
  findings.map(({ code, urn, message }) => [
    `${page.colours.bad("!")} ${page.colours.bold(findingWords[code])}: ${safe(nameIn(urn))}`,
    ...sentences(message, page),
  ]);

function unmanagedBlocks({ unmanaged }: DriftReport, { colours }: Page): string[][] {
  if (unmanaged.length === 0) return [];
  return [
    [colours.bold("Not managed by any of the stacks")],
    ...unmanaged.map((object) => [
      [
        `${colours.changed("+")} ${colours.bold(safe(object.name) || "(no name)")}`,
        colours.soft(`${safe(object.type)} ${safe(object.id)}`),
        colours.soft(safe(originOf(object))),
      ]
        .filter((part) => part !== "")
        .join("  "),
      ...(object.appId && object.type !== "Application"
        ? [`    ${colours.soft(`of application ${safe(object.appId)}`)}`]
        : []),
      // A command is copied: it stays on one line.
      `    ${colours.link(safe(object.adopt))}`,
    ]),
  ];
}
