import { printable } from "../../../../provider/safeText.ts";
import { type Page, proseLines, safe, sentences } from "../../../report/text/page.ts";
import type { DriftedResource } from "../../report.ts";
import { statusOf } from "../summary.ts";
import { propertyLines } from "./properties.ts";

const signs = { changed: "~", deleted: "-", unreadable: "?" } as const;

export function resourceBlock(resource: DriftedResource, page: Page): string[] {
  const { colours } = page;
  const { status, message } = resource;
  const paint = status === "changed" ? colours.changed : colours.bad;
  return [
    [
      `${paint(signs[status])} ${colours.bold(safe(resource.name))}`,
      colours.soft(`${safe(resource.type)} ${safe(resource.id)}`),
      paint(safe(statusOf(resource))),
    ].join("  "),
    ...(message ? sentences(message, page) : []),
    ...propertyLines(resource.properties, page),
    ...(resource.properties.length > 0 ? [""] : []),
    ...labelled("Next", proseLines(resource.next, page.width - labelWidth - 4), page),
    ...labelled("Keep it", keepLines(resource), page, colours.link),
  ];
}

const labelWidth = 9;

function labelled(label: string, lines: string[], { colours }: Page, paint = (text: string) => text): string[] {
  return lines.map((line, index) => {
    const start = index === 0 ? colours.soft(label.padEnd(labelWidth)) : " ".repeat(labelWidth);
    return `    ${start}${paint(line)}`;
  });
}

/** They are copied into a program: they are neither wrapped nor cut. */
const keepLines = ({ properties }: DriftedResource): string[] =>
  properties.flatMap(({ keep }) => (keep === undefined ? [] : printable(keep).split("\n")));
