/** For a person at a terminal: what differs, what the next update does, and what to write to keep a change. */
import { coloursOf } from "../../../terminal/colours.ts";
import type { DriftReport } from "../../report.ts";
import type { Format } from "../format.ts";
import { findingWords, nameIn, originOf, summaryOf, timeOf } from "../summary.ts";
import { type Page, proseLines, safe, sentences } from "./page.ts";
import { resourceBlock } from "./resource.ts";

/** Columns where the terminal does not say how many it has. */
const defaultWidth = 100;

/** Lines are read more easily if they are not longer, however wide the terminal is. */
const maxWidth = 120;

export const text: Format = (report, reader) => {
  const width = Math.min(Math.max(reader.width ?? defaultWidth, 40), maxWidth);
  const page: Page = { width, colours: coloursOf(reader) };
  const blocks = [
    head(report, page),
    ...stacksOf(report).flatMap((stack) => stackBlocks(report, stack, page)),
    ...findingBlocks(report, page),
    ...unmanagedBlocks(report, page),
    ...noteBlocks(report, page),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
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

const noteBlocks = ({ notes }: DriftReport, page: Page): string[][] =>
  notes.length === 0
    ? []
    : [
        [
          page.colours.bold("Notes"),
          ...notes.flatMap((note) =>
            proseLines(note, page.width - 4).map((line, index) => `${index === 0 ? "  - " : "    "}${line}`),
          ),
        ],
      ];
