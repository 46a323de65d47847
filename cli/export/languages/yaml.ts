/** Programs in YAML: one file declares all. */
import { isObject } from "../../../provider/fields/shape.ts";
import { commentLines } from "../../languages/comments.ts";
import { hexadecimal, quoted } from "../../languages/strings.ts";
import { type Declared, describeLeftOut, orderOf, type Project } from "../program/declared.ts";
import type { Files, ProgramLanguage } from "./language.ts";

const width = 100;

export const yaml: ProgramLanguage = {
  runtime: "runtime: yaml",
  install: [],
  ignored: [],
  files: filesOf,
};

function filesOf({ modules, leftOut }: Project): Files {
  const left = leftOut.flatMap((one) => commentLines([describeLeftOut(one)], "#", width));
  const declared = modules.flatMap((module) => module.declared);
  const program = [...left, ...(declared.length > 0 ? ["resources:", declared.map(resource).join("\n\n")] : [])];
  return new Map([["Pulumi.yaml", `\n${program.join("\n")}\n`]]);
}

function resource(one: Declared): string {
  const { definition, name, comments } = one;
  return [
    ...commentLines(comments.above, "#", width, "  "),
    `  ${name}:`,
    `    type: transmit:${definition.name}`,
    "    properties:",
    ...orderOf(one).flatMap((input) => {
      const reference = one.references.get(input);
      if (reference) return [`      ${input}: \${${reference.to.name}.${reference.property}}`];
      return property(input, one.inputs[input], "      ", comments.within.get(input));
    }),
    ...commentLines(comments.within.get("") ?? [], "#", width, "      "),
  ].join("\n");
}

/** Lines of a mapping's entry. */
function property(name: string, value: unknown, indent: string, comments: readonly string[] = []): string[] {
  const key = `${indent}${/^[A-Za-z]\w*$/.test(name) ? scalar(name) : text(name)}:`;
  if (Array.isArray(value) && value.length > 0) return [key, ...value.flatMap((item) => member(item, `${indent}  `))];
  if (isObject(value) && Object.keys(value).length > 0) {
    const inner = `${indent}  `;
    return [key, ...mapping(value, inner), ...commentLines(comments, "#", width, inner)];
  }
  return [`${key} ${scalar(value)}`];
}

const mapping = (value: object, indent: string): string[] =>
  Object.entries(value).flatMap(([name, inner]) => property(name, inner, indent));

/** Lines of a list's member. */
function member(value: unknown, indent: string): string[] {
  const [first = "", ...rest] = isObject(value)
    ? mapping(value, `${indent}  `)
    : Array.isArray(value)
      ? value.flatMap((item) => member(item, `${indent}  `))
      : [`${indent}  ${scalar(value)}`];
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function scalar(value: unknown): string {
  if (Array.isArray(value)) return "[]";
  if (isObject(value)) return "{}";
  if (typeof value !== "string") return JSON.stringify(value);
  return isPlain(value) ? value : text(value.replaceAll("$", "$$$$"));
}

/** Text that no version of YAML takes for anything else. */
const isPlain = (value: string): boolean =>
  /^[A-Za-z][\w .,/:@+-]*$/.test(value) &&
  !/: |:$| $|\$/.test(value) &&
  !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value);

const escaped = (codePoint: number): string =>
  codePoint > 0xffff
    ? `\\U${hexadecimal(codePoint, 8)}`
    : // What half of a pair stands for is lost in any case.
      `\\u${hexadecimal(codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint, 4)}`;

const text = (value: string): string => quoted(value, escaped);
