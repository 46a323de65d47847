/** What the command prints: a line for each check, and below it what to do. */
import { printable } from "../../provider/safeText.ts";
import { coloursOf } from "../terminal/colours.ts";
import { padded, wrapped } from "../terminal/columns.ts";
import type { Reader } from "../terminal/reader.ts";
import type { Examined } from "./check.ts";

const marks = { ok: "ok", note: "note", problem: "problem", notChecked: "–" } as const;

const markWidth = Math.max(...Object.values(marks).map((mark) => mark.length));

export const isWell = (examined: readonly Examined[]): boolean => examined.every(({ status }) => status !== "problem");

export function asText(examined: readonly Examined[], reader: Reader): string {
  const colours = coloursOf(reader);
  const paint = { ok: colours.good, note: colours.changed, problem: colours.bad, notChecked: colours.soft };
  const nameWidth = Math.max(...examined.map(({ name }) => name.length));
  const indent = markWidth + 2 + nameWidth + 2;
  const lines = examined.flatMap(({ name, status, found, advice, details = [] }) => {
    const start = `${paint[status](marks[status])}${padded("", markWidth - marks[status].length)}  ${padded(name, nameWidth)}  `;
    const [first = "", ...rest] = inColumn(found, reader, indent);
    const more = [
      ...rest,
      ...details.map(printable),
      ...(advice?.split("\n") ?? []).flatMap((line) => inColumn(line, reader, indent)),
    ];
    return [start + first, ...more.map((line) => " ".repeat(indent) + line)];
  });
  return `${[...lines, "", conclusion(examined)].join("\n")}\n`;
}

/** A program, a log and a file have lines of any length. */
const inColumn = (text: string, { isTerminal, width = 80 }: Reader, indent: number): string[] =>
  isTerminal ? wrapped(printable(text), Math.max(40, width - indent)) : [printable(text)];

function conclusion(examined: readonly Examined[]): string {
  const named = (status: Examined["status"]) => examined.filter((one) => one.status === status).map(({ name }) => name);
  const [problems, notChecked] = [named("problem"), named("notChecked")];
  const rest = notChecked.length > 0 ? ` Not checked: ${notChecked.join(", ")}.` : "";
  if (problems.length === 0) return `Everything that a run needs is there.${rest}`;
  return `${problems.length === 1 ? "1 problem" : `${problems.length} problems`}: ${problems.join(", ")}.${rest}`;
}

export const asJson = (examined: readonly Examined[]): string =>
  `${JSON.stringify({ ok: isWell(examined), checks: examined })}\n`;
