/** Properties of a resource: short values as a table, long ones below their path. */
import { printable } from "../../../../provider/safeText.ts";
import { padded, widthOf } from "../../../terminal/columns.ts";
import type { DriftedProperty } from "../../report.ts";
import { differencesOf, isLong, linesOf, shortValue } from "../values.ts";
import { type Page, safe, valueLines } from "./page.ts";

interface Columns {
  path: number;
  program: number;
}

const gap = 2;
const indent = "    ";

/** Characters of one line of a long value that are shown. */
const mostCharacters = 600;

export function propertyLines(properties: readonly DriftedProperty[], page: Page): string[] {
  if (properties.length === 0) return [];
  const { colours } = page;
  const columns = columnsOf(properties, page.width - indent.length);
  const rows = properties.filter((property) => columns && isRow(property, columns, page.width - indent.length));
  const width = {
    path: Math.max("property".length, ...rows.map(({ path }) => widthOf(safe(path)))) + gap,
    program: Math.max("program".length, ...rows.map(({ program }) => widthOf(onOneLine(program)))) + gap,
  };
  const row = (path: string, program: string, tenant: string) =>
    `${indent}${padded(path, width.path)}${padded(program, width.program)}${tenant}`;
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

/** The path takes two fifths at most, and each value half of what remains. */
function columnsOf(properties: readonly DriftedProperty[], width: number): Columns {
  const most = Math.floor(width * 0.4);
  const paths = properties.map(({ path }) => widthOf(safe(path))).filter((one) => one <= most);
  const path = Math.max(0, ...paths) + gap;
  return { path, program: Math.floor((width - path - gap) / 2) };
}

function isRow({ path, program, tenant, secret }: DriftedProperty, columns: Columns, width: number): boolean {
  if (secret || isLong(program) || isLong(tenant)) return false;
  const [left, right] = [widthOf(onOneLine(program)), widthOf(onOneLine(tenant))];
  return (
    widthOf(safe(path)) + gap <= columns.path &&
    left <= columns.program &&
    right <= width - columns.path - columns.program - gap
  );
}

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
