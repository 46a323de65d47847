/** Programs in Go, with the SDK of the plugin. */
import type { Field, NumberField } from "../../../provider/fields/field.ts";
import { isObject } from "../../../provider/fields/shape.ts";
import { version } from "../../../provider/version.ts";
import { choiceOf } from "../../languages/choices.ts";
import { commentLines } from "../../languages/comments.ts";
import { type Bracketed, type Literal, type Part, type Style, tall } from "../../languages/layout.ts";
import { memberOf, pascal } from "../../languages/names.ts";
import { hexadecimal, quoted } from "../../languages/strings.ts";
import { type Declared, describeLeftOut, type Module, orderOf, type Project } from "../program/declared.ts";
import { camelWords, openVariables, type Variables } from "../program/variables.ts";
import type { Files, ProgramLanguage } from "./language.ts";
import { commented } from "./typescript.ts";

const style: Style = {
  width: 100,
  indent: "\t",
  comment: "//",
  isSpaced: () => false,
  isAligned: true,
  // gofmt does not align such a long name with others.
  isTall: (open) => open === "&transmit.RefreshTokenInvalidationTriggerConfigurationArgs{",
};

const sdk = "github.com/pulumi-transmit/pulumi-transmit/sdk/go";

export const go: ProgramLanguage = {
  runtime: "runtime: go",
  install: ["go mod tidy"],
  ignored: [],
  files: filesOf,
};

function filesOf(project: Project): Files {
  const variables = openVariables(project, {
    words: camelWords,
    reserved,
    extra: ["transmit", "pulumi", "ctx", "err"],
  });
  const plan: Plan = { project, variables, wanted: wantedBy(project) };
  const files = new Map([["main.go", main(plan)]]);
  for (const module of project.modules) {
    const path = module.isApplication ? `applications/${fileOf(module.slug)}` : fileOf(module.slug);
    files.set(`${path}.go`, source(module, plan));
  }
  files.set("go.mod", manifest(moduleOf(project)));
  return files;
}

interface Plan {
  project: Project;
  variables: Variables;
  /** What other modules need of one, in the order of its declarations. */
  wanted: ReadonlyMap<Module, Declared[]>;
}

function wantedBy({ modules }: Project): Map<Module, Declared[]> {
  const needed = new Set(
    modules.flatMap((module) =>
      module.declared.flatMap(({ references }) =>
        [...references.values()].map(({ to }) => to).filter((to) => !module.declared.includes(to)),
      ),
    ),
  );
  return new Map(modules.map((module) => [module, module.declared.filter((one) => needed.has(one))]));
}

/** The compiler leaves out what ends in `_test`, and in the name of a system or a processor. */
const fileOf = (slug: string): string => {
  const name = slug.replaceAll("-", "_");
  return /_(?:test|windows|linux|darwin|android|ios|js|wasm|unix|amd64|arm64|arm|plan9|solaris|aix|\d+)$/.test(name)
    ? `${name}_application`
    : name;
};

const moduleOf = ({ name }: Project): string => name.replaceAll(/[^A-Za-z0-9_-]+/g, "-");

const manifest = (name: string): string => `module ${name}

go 1.25

require (
	${sdk} v${version}
	github.com/pulumi/pulumi/sdk/v3 v3.258.0
)
`;

const functionOf = ({ slug, isApplication }: Module): string => {
  const name = camelWords(slug.split("-"));
  return isApplication ? `applications.${pascal(name)}` : name;
};

function main({ project, variables, wanted }: Plan): string {
  const { modules, leftOut } = project;
  const calls = inOrder(modules, variables).map((module) => {
    const results = (wanted.get(module) ?? []).map((one) => nameIn(one, module));
    const call = `${functionOf(module)}(${["ctx", ...needsOf(module, variables).map(({ one, from }) => nameIn(one, from))].join(", ")})`;
    return results.length === 0
      ? `\t\tif err := ${call}; err != nil {\n\t\t\treturn err\n\t\t}`
      : `\t\t${results.join(", ")}, err := ${call}\n\t\tif err != nil {\n\t\t\treturn err\n\t\t}`;
  });
  const isUsed = modules.some(({ isApplication }) => isApplication);
  const imports = [
    ...(isUsed ? [`\t"${moduleOf(project)}/applications"`, ""] : []),
    '\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"',
  ];
  const left = leftOut.flatMap((one) => commentLines([describeLeftOut(one)], "//", style.width));
  return `package main

import (
${imports.join("\n")}
)

${left.length > 0 ? `${left.join("\n")}\n` : ""}func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
${[...calls, "\t\treturn nil"].join("\n")}
	})
}
`;
  function nameIn(one: Declared, from: Module): string {
    return one === from.declared[0]
      ? camelUnique(from.slug)
      : `${camelUnique(from.slug)}${pascal(variables.of(one, from))}`;
  }
  function camelUnique(slug: string): string {
    const name = camelWords(slug.split("-"));
    return reserved.has(name) || ["ctx", "err", "applications", "pulumi"].includes(name) ? `${name}Application` : name;
  }
}

/** What a module's function is given. */
const needsOf = (module: Module, variables: Variables): { one: Declared; from: Module; as: string }[] =>
  variables
    .imports(module)
    .flatMap(({ from, names }) => names.map(({ declared, as }) => ({ one: declared, from, as })));

/** Each behind what it needs. */
function inOrder(modules: readonly Module[], variables: Variables): Module[] {
  const ordered = new Set<Module>();
  const add = (module: Module) => {
    if (ordered.has(module)) return;
    for (const { from } of variables.imports(module)) add(from);
    ordered.add(module);
  };
  for (const module of modules) add(module);
  return [...ordered];
}

function source(module: Module, { variables, wanted }: Plan): string {
  const results = wanted.get(module) ?? [];
  const types = results.map(({ definition }) => `*transmit.${definition.name}`);
  const given = needsOf(module, variables).map(({ one, as }) => `${as} *transmit.${one.definition.name}`);
  const name = functionOf(module).replace("applications.", "");
  const failed = [...results.map(() => "nil"), "err"].join(", ");
  const used = new Set([
    ...results,
    ...module.declared.flatMap(({ references }) => [...references.values()].map(({ to }) => to)),
  ]);
  const statements = module.declared.map((one) => statement(one, module, variables, failed, used.has(one)));
  const returned = [...results.map((one) => variables.of(one, module)), "nil"].join(", ");
  return `package ${module.isApplication ? "applications" : "main"}

import (
	"${sdk}/transmit"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func ${name}(${["ctx *pulumi.Context", ...given].join(", ")}) ${types.length === 0 ? "error" : `(${[...types, "error"].join(", ")})`} {
${statements.join("\n\n")}

	return ${returned}
}
`;
}

/** Go refuses a variable that nothing uses. */
function statement(one: Declared, module: Module, variables: Variables, failed: string, isUsed: boolean): string {
  const { name } = one.definition;
  const args: Bracketed = {
    open: `&transmit.${name}Args{`,
    parts: argumentsOf(one, module, variables),
    close: "}",
    comments: one.comments.within.get(""),
  };
  const call = `transmit.New${name}(ctx, ${quote(one.name)}, ${tall(args, style, "\t")})`;
  const lines = isUsed
    ? [`\t${variables.of(one, module)}, err := ${call}`, "\tif err != nil {"]
    : [`\tif _, err := ${call}; err != nil {`];
  return [
    ...commentLines(one.comments.above, style.comment, style.width, "\t"),
    ...lines,
    `\t\treturn ${failed}`,
    "\t}",
  ].join("\n");
}

const argumentsOf = (one: Declared, module: Module, variables: Variables): Part[] =>
  orderOf(one).map((name): Part => {
    const reference = one.references.get(name);
    const value = reference
      ? `${variables.of(reference.to, module)}.${pascal(reference.property)}`
      : commented(literal(one.definition.fields[name] as Field, one.inputs[name]), one.comments.within.get(name));
    return { label: `${pascal(name)}: `, value };
  });

function literal(field: Field, value: unknown): Literal {
  switch (field.type) {
    case "string": {
      const choice = choiceOf(field);
      return choice === undefined
        ? `pulumi.String(${quote(String(value))})`
        : `transmit.${choice}${memberOf(String(value))}`;
    }
    case "number":
      return numberOf(field, value);
    case "array": {
      const parts = (value as unknown[]).map((item) => ({ label: "", value: literal(field.items, item) }));
      return { open: `${arrayOf(field.items)}{`, parts, close: "}" };
    }
    case "object": {
      const parts = Object.entries(value as object).map(([name, inner]) => ({
        label: `${pascal(name)}: `,
        value: literal(field.fields[name] as Field, inner),
      }));
      return { open: `&transmit.${field.name}Args{`, parts, close: "}" };
    }
    default:
      return json(value);
  }
}

const numberOf = ({ integer }: NumberField, value: unknown): string =>
  integer ? `pulumi.Int(${Number(value)})` : `pulumi.Float64(${Number(value)})`;

const arrayOf = (items: Field): string => {
  const choice = items.type === "string" ? choiceOf(items) : undefined;
  return choice === undefined ? "pulumi.StringArray" : `transmit.${choice}Array`;
};

/** Free-form: its keys stay as they are. */
function json(value: unknown): Literal {
  if (Array.isArray(value)) {
    return { open: "pulumi.Array{", parts: value.map((item) => ({ label: "", value: json(item) })), close: "}" };
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(([name, inner]) => ({ label: `${quote(name)}: `, value: json(inner) }));
    return { open: "pulumi.Map{", parts, close: "}" };
  }
  if (typeof value === "boolean") return `pulumi.Bool(${value})`;
  if (typeof value === "number") return `pulumi.Float64(${value})`;
  return value === null ? "nil" : `pulumi.String(${quote(String(value))})`;
}

const escaped = (codePoint: number): string =>
  codePoint > 0xffff
    ? `\\U${hexadecimal(codePoint, 8)}`
    : // The language has no half of a pair.
      `\\u${hexadecimal(codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint, 4)}`;

const quote = (value: string): string => quoted(value, escaped);

const reserved = new Set(
  (
    "break default func interface select case defer go map struct chan else goto package switch const fallthrough if range " +
    "type continue for import return var any append bool byte cap clear close comparable complex copy delete error false " +
    "float32 float64 imag int int8 int16 int32 int64 iota len make max min new nil panic print println real recover rune " +
    "string true uint uint8 uint16 uint32 uint64 uintptr init main"
  ).split(" "),
);
