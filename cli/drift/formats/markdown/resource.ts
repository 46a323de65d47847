import { block, code, prose } from "../../../report/markdown/escape.ts";
import { differencesOf, isLong, shortValue } from "../../../report/values.ts";
import { plural } from "../../../report/words.ts";
import type { DriftedProperty, DriftedResource } from "../../report.ts";
import { statusOf } from "../summary.ts";

/** Lines of each side of a long value that are shown. */
const mostLines = 10;

/** Characters of a line to copy. A longer one is left out: a cut line would be wrong. */
const mostToCopy = 2000;

/**
 * @param room Characters. With too little room, properties are left out, and counted.
 * @returns undefined if there is not even room for the resource's name
 */
export function resourceDetails(resource: DriftedResource, namesStack: boolean, room: number): string | undefined {
  for (let count = resource.properties.length; ; count = Math.floor(count / 2)) {
    const text = details(resource, namesStack, count);
    if (text.length <= room) return text;
    if (count === 0) return undefined;
  }
}

function details(resource: DriftedResource, namesStack: boolean, count: number): string {
  const { stack, name, type, id, properties, next, message } = resource;
  const shown = properties.slice(0, count);
  const left = properties.length - shown.length;
  return [
    "<details>",
    `<summary>${namesStack ? `${code(stack)} ` : ""}${code(name)} ${prose(type)} ${code(id)}: ${prose(statusOf(resource))}</summary>`,
    ...(message ? [`**Why:** ${prose(message)}`] : []),
    ...table(shown.filter((property) => !isBelow(property))),
    ...shown.filter(isBelow).map(longValue),
    ...(left > 0 ? [`… and ${left} more ${left === 1 ? "property" : "properties"}`] : []),
    `**Next:** ${prose(next)}`,
    ...toKeep(shown),
    "</details>",
  ].join("\n\n");
}

const isBelow = ({ program, tenant }: DriftedProperty): boolean => isLong(program) || isLong(tenant);

function table(properties: readonly DriftedProperty[]): string[] {
  if (properties.length === 0) return [];
  const rows = properties.map(({ path, program, tenant, secret }) => {
    const values = secret ? ["secret", "secret, differs"] : [program, tenant].map(cell);
    return `| ${[code(path), ...values].join(" | ")} |`;
  });
  return [["| property | program | tenant |", "| --- | --- | --- |", ...rows].join("\n")];
}

const cell = (value: unknown): string => (value === undefined ? "not set" : code(shortValue(value)));

const signs = { program: "- ", tenant: "+ ", same: "  ", "left out": "  " } as const;

function longValue({ path, program, tenant }: DriftedProperty): string {
  const lines = differencesOf(program, tenant, mostLines).map(({ kind, text }) => `${signs[kind]}${text}`);
  return `${code(path)}, − in the program, + in the tenant:\n\n${block(lines)}`;
}

function toKeep(properties: readonly DriftedProperty[]): string[] {
  const lines = properties.flatMap(({ keep }) => (keep === undefined ? [] : [keep]));
  const short = lines.filter((line) => line.length <= mostToCopy);
  const left = lines.length - short.length;
  if (lines.length === 0) return [];
  return [
    "To keep what the tenant has, write:",
    ...(short.length > 0
      ? [
          block(
            short.flatMap((line) => line.split("\n")),
            mostToCopy,
          ),
        ]
      : []),
    ...(left > 0 ? [`${plural(left, "longer line")}: see the format \`text\`.`] : []),
  ];
}
