/** Programs in Python, with the SDK of the plugin. */
import type { Field, Shape } from "../../../provider/fields/field.ts";
import { pythonName } from "../../../provider/fields/naming.ts";
import { isObject } from "../../../provider/fields/shape.ts";
import { version } from "../../../provider/version.ts";
import { choiceOf } from "../../languages/choices.ts";
import { commentLines } from "../../languages/comments.ts";
import { type Bracketed, type Literal, type Part, type Style, tall } from "../../languages/layout.ts";
import { pythonMemberOf } from "../../languages/names.ts";
import { hexadecimal, quoted } from "../../languages/strings.ts";
import { type Declared, describeLeftOut, type Module, orderOf, type Project } from "../program/declared.ts";
import { openVariables, snakeWords, type Variables } from "../program/variables.ts";
import type { Files, ProgramLanguage } from "./language.ts";
import { commented } from "./typescript.ts";

/** Of Black. */
const style: Style = { width: 88, indent: "    ", comment: "#", isSpaced: () => false };

export const python: ProgramLanguage = {
  runtime: "runtime:\n  name: python\n  options:\n    virtualenv: venv",
  install: ["python3 -m venv venv && venv/bin/pip install -r requirements.txt"],
  ignored: ["__pycache__/", "venv/"],
  files: filesOf,
};

function filesOf(project: Project): Files {
  const variables = openVariables(project, { words: snakeWords, reserved, extra: ["transmit", "pulumi"] });
  const paths = new Map(project.modules.map((module) => [module, moduleOf(module)]));
  const files = new Map<string, string>([["__main__.py", main(project)]]);
  if (project.modules.some(({ isApplication }) => isApplication)) files.set("applications/__init__.py", "");
  for (const module of project.modules) {
    files.set(`${paths.get(module)?.replaceAll(".", "/")}.py`, source(module, variables));
  }
  files.set("requirements.txt", `pulumi>=3.231.0,<4.0.0\npulumi_transmit==${version}\n`);
  return files;
}

/** A module that is a word of the language could not be imported. */
function moduleOf({ slug, isApplication }: Module): string {
  const name = slug.replaceAll("-", "_");
  return isApplication ? `applications.${reserved.has(name) ? `${name}_application` : name}` : name;
}

function main({ modules, leftOut }: Project): string {
  const imports = modules.map((module) => `import ${moduleOf(module)}  # noqa: F401`);
  const left = leftOut.flatMap((one) => commentLines([describeLeftOut(one)], "#", style.width));
  return `${[imports.join("\n"), left.join("\n")].filter(Boolean).join("\n\n")}\n`;
}

function source(module: Module, variables: Variables): string {
  const imports = variables.imports(module).map(({ from, names }) => {
    const listed = names.map(({ name, as }) => (name === as ? name : `${name} as ${as}`)).join(", ");
    return `from ${moduleOf(from)} import ${listed}`;
  });
  const head = ["import pulumi_transmit as transmit", ...(imports.length > 0 ? ["", ...imports] : [])].join("\n");
  return `${[head, ...module.declared.map((one) => statement(one, module, variables))].join("\n\n")}\n`;
}

function statement(one: Declared, module: Module, variables: Variables): string {
  const call: Bracketed = {
    open: `${variables.of(one, module)} = transmit.${one.definition.name}(`,
    parts: [{ label: "", value: text(one.name) }, ...argumentsOf(one, module, variables)],
    close: ")",
    comments: one.comments.within.get("")?.map(inPython(one)),
  };
  const above = one.comments.above.map(inPython(one));
  return [...commentLines(above, style.comment, style.width), tall(call, style)].join("\n");
}

const argumentsOf = (one: Declared, module: Module, variables: Variables): Part[] =>
  orderOf(one).map((name): Part => {
    const reference = one.references.get(name);
    const value = reference
      ? `${variables.of(reference.to, module)}.${pythonName(reference.property)}`
      : commented(
          literal(one.definition.fields[name] as Field, one.inputs[name]),
          one.comments.within.get(name)?.map(inPython(one)),
        );
    return { label: `${pythonName(name)}=`, value };
  });

function literal(field: Field, value: unknown): Literal {
  if (field.type === "string" && typeof value === "string") {
    const choice = choiceOf(field);
    return choice === undefined ? text(value) : `transmit.${choice}.${pythonMemberOf(value)}`;
  }
  if (field.type === "array" && Array.isArray(value)) {
    return { open: "[", parts: value.map((item) => ({ label: "", value: literal(field.items, item) })), close: "]" };
  }
  if (field.type === "object" && isObject(value)) {
    const parts = Object.entries(value).map(([name, inner]) => ({
      label: `${text(pythonName(name))}: `,
      value: literal(field.fields[name] as Field, inner),
    }));
    return { open: "{", parts, close: "}" };
  }
  return json(value);
}

/** Free-form: its keys stay as they are. */
function json(value: unknown): Literal {
  if (Array.isArray(value)) {
    return { open: "[", parts: value.map((item) => ({ label: "", value: json(item) })), close: "]" };
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(([name, inner]) => ({ label: `${text(name)}: `, value: json(inner) }));
    return { open: "{", parts, close: "}" };
  }
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? text(value) : JSON.stringify(value);
}

const escaped = (codePoint: number): string =>
  codePoint > 0xffff ? `\\U${hexadecimal(codePoint, 8)}` : `\\u${hexadecimal(codePoint, 4)}`;

/** Single quotes, where they save backslashes. */
const text = (value: string): string => {
  const count = (quote: string) => value.split(quote).length;
  return quoted(value, escaped, count('"') > count("'") ? "'" : '"');
};

/** Comments name properties as this language does. */
const inPython =
  ({ definition }: Declared) =>
  (sentence: string): string => {
    const names = new Set(namesIn(definition));
    return sentence.replace(/\b[a-z]+(?:[A-Z][a-z]*)+\b/g, (word) => (names.has(word) ? pythonName(word) : word));
  };

const namesIn = ({ fields }: Shape): string[] =>
  Object.entries(fields).flatMap(([name, field]) => [name, ...(field.type === "object" ? namesIn(field) : [])]);

const reserved = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield match case type print id list dict set str " +
    "int float bool object input open all any map filter range self"
  ).split(" "),
);
