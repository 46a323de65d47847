/** Properties of a resource: short values as a table, long ones below their path. */
import { printable } from "../../../../provider/safeText.ts";
import { type Page, safe, valueLines } from "../../../report/text/page.ts";
import { differencesOf, isLong, linesOf, shortValue } from "../../../report/values.ts";
import { padded, widthOf } from "../../../terminal/columns.ts";
import type { DriftedProperty } from "../../report.ts";

const gap = 2;
const indent = "    ";

/** Characters of one line of a long value that are shown. */
const mostCharacters = 600;

export function propertyLines(properties: readonly DriftedProperty[], page: Page): string[] {
  if (properties.length === 0) return [];
  const { colours } = page;
  const rows = rowsOf(properties, page.width - indent.length);
  const width = widthsOf(rows);
  const row = (path: string, program: string, tenant: string) =>
    `${indent}${padded(path, width.path + gap)}${padded(program, width.program + gap)}${tenant}`;
  const others = properties.filter((property) => !rows.includes(property));
  return [
    ...(rows.length > 0 ? [colours.soft(row("property", "program", "tenant"))] : []),
    ...rows.map(({ path, program, tenant }) => {
      const text = row(safe(path), onOneLine(program), "");
      return `${text}${colours.changed(onOneLine(tenant))}`;
    }),
    ...others.flatMap((property) => longLines(property, page)),
  ];
}

const onOneLine = (value: unknown): string => printable(shortValue(value));

/** Those that a table of this width has room for: the widest ones go until it has. */
function rowsOf(properties: readonly DriftedProperty[], width: number): DriftedProperty[] {
  let rows = properties.filter(({ program, tenant, secret }) => !secret && !isLong(program) && !isLong(tenant));
  for (;;) {
    const { path, program, tenant } = widthsOf(rows);
    if (rows.length === 0 || path + program + tenant + 2 * gap <= width) return rows;
    const widest = Math.max(...rows.map(widthOfRow));
    rows = rows.filter((row) => widthOfRow(row) < widest);
  }
}

const widthOfRow = ({ path, program, tenant }: DriftedProperty): number =>
  widthOf(safe(path)) + widthOf(onOneLine(program)) + widthOf(onOneLine(tenant));

const widthsOf = (rows: readonly DriftedProperty[]) => ({
  path: Math.max("property".length, ...rows.map(({ path }) => widthOf(safe(path)))),
  program: Math.max("program".length, ...rows.map(({ program }) => widthOf(onOneLine(program)))),
  tenant: Math.max("tenant".length, ...rows.map(({ tenant }) => widthOf(onOneLine(tenant)))),
});

function longLines(property: DriftedProperty, page: Page): string[] {
  const { path, program, tenant, secret } = property;
  const { colours } = page;
  if (secret) return [`${indent}${safe(path)}  ${colours.changed("differs")} ${colours.soft("(secret)")}`];
  const sides = [linesOf(program), linesOf(tenant)];
  const isText = sides.some((lines) => lines.length > 1) && program !== undefined && tenant !== undefined;
  return [
    `${indent}${safe(path)}`,
    ...(isText ? comparison(property, page) : [...side("program", program, page), ...side("tenant", tenant, page)]),
  ];
}

const signs = { program: "- ", tenant: "+ ", same: "  ", "left out": "  " } as const;

/** Lines of the program begin with a minus, those of the tenant with a plus. */
function comparison({ program, tenant }: DriftedProperty, { width, colours }: Page): string[] {
  const paints = { program: colours.bad, tenant: colours.good, same: colours.soft, "left out": colours.soft };
  return [
    `${indent}  ${colours.bad("- program")}  ${colours.good("+ tenant")}`,
    ...differencesOf(program, tenant).flatMap(({ kind, text }) =>
      valueLines(cut(text), width - 8).map((line) => `${indent}  ${paints[kind](`${signs[kind]}${line}`)}`),
    ),
  ];
}

function side(label: "program" | "tenant", value: unknown, { width, colours }: Page): string[] {
  const lines = value === undefined ? ["not set"] : shown(isLong(value) ? linesOf(value) : [shortValue(value)]);
  const paint = label === "tenant" ? colours.changed : (text: string) => text;
  return lines
    .flatMap((line) => valueLines(line, width - indent.length - 11))
    .map((line, index) => `${indent}  ${colours.soft((index === 0 ? label : "").padEnd(9))}${paint(line)}`);
}

const mostLines = 30;

const shown = (lines: string[]): string[] => [
  ...lines.slice(0, mostLines).map(cut),
  ...(lines.length > mostLines ? [`… ${lines.length - mostLines} more lines`] : []),
];

function cut(line: string): string {
  if (line.length <= mostCharacters) return line;
  return `${line.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, "")}… (${line.length} characters)`;
}
