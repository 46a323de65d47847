/** Programs in TypeScript, with the package of dynamic resources or with the SDK of the plugin. */
import { isObject } from "../../../provider/fields/shape.ts";
import { version } from "../../../provider/version.ts";
import { commentLines } from "../../languages/comments.ts";
import { type Bracketed, type Literal, type Part, type Style, tall } from "../../languages/layout.ts";
import { quoted, unicodeEscape } from "../../languages/strings.ts";
import { type Declared, describeLeftOut, type Module, orderOf, type Project } from "../program/declared.ts";
import { camelWords, openVariables, type Variables } from "../program/variables.ts";
import type { Files, ProgramLanguage } from "./language.ts";

/** Of Prettier, and of Biome with blanks: without an option of theirs, both leave a program as it is. */
const style: Style = {
  width: 80,
  indent: "  ",
  comment: "//",
  isSpaced: (open) => open === "{",
  breaksAfter: (label) => label.length - ": ".length >= 5,
};

export const typescript = (name: string): ProgramLanguage => ({
  runtime: "runtime: nodejs",
  install: ["npm install"],
  ignored: ["node_modules/"],
  files: (project) => filesOf(project, name),
});

function filesOf(project: Project, packageName: string): Files {
  const variables = openVariables(project, { words: camelWords, reserved, extra: ["transmit", "pulumi"] });
  const files = new Map<string, string>();
  files.set("index.ts", index(project));
  for (const module of project.modules) files.set(`${pathOf(module)}.ts`, source(module, variables, packageName));
  files.set("package.json", json(manifest(project.name, packageName)));
  files.set("tsconfig.json", compilerOptions);
  return files;
}

export const pathOf = ({ slug, isApplication }: Module): string => (isApplication ? `applications/${slug}` : slug);

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const manifest = (name: string, packageName: string) => ({
  name,
  private: true,
  main: "index.ts",
  dependencies: { "@pulumi/pulumi": "^3.200.0", [packageName]: `^${version}` },
  devDependencies: { "@types/node": "^24.0.0", typescript: "^6.0.0" },
});

const compilerOptions = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "node20",
    "rootDir": ".",
    "strict": true,
    "types": ["node"]
  },
  "files": ["index.ts"]
}
`;

function index({ modules, leftOut }: Project): string {
  const left = leftOut.flatMap((one) => commentLines([describeLeftOut(one)], "//", style.width));
  const imports = modules.map((module) => `import "./${pathOf(module)}";`);
  return `${[imports.join("\n"), left.join("\n")].filter(Boolean).join("\n\n")}\n`;
}

function source(module: Module, variables: Variables, packageName: string): string {
  const imports = [
    `import * as transmit from "${packageName}";`,
    ...variables.imports(module).map(({ from, names }) => {
      const listed = names.map(({ name, as }) => (name === as ? name : `${name} as ${as}`)).join(", ");
      return `import { ${listed} } from "${module.isApplication ? "./" : "./applications/"}${from.slug}";`;
    }),
  ];
  const statements = module.declared.map((one) => statement(one, module, variables));
  return `${[imports.join("\n"), ...statements].join("\n\n")}\n`;
}

function statement(one: Declared, module: Module, variables: Variables): string {
  const head = `export const ${variables.of(one, module)} = new transmit.${one.definition.name}(`;
  const name = text(one.name);
  const args = argumentsOf(one, module, variables);
  const isHugged = head.length + name.length + ", {".length <= style.width;
  const call = isHugged
    ? `${head}${name}, ${tall(args, style)});`
    : `${head}\n  ${name},\n  ${tall(args, style, "  ")},\n);`;
  return [...commentLines(one.comments.above, style.comment, style.width), call].join("\n");
}

function argumentsOf(one: Declared, module: Module, variables: Variables): Bracketed {
  const parts = orderOf(one).map((name): Part => {
    const reference = one.references.get(name);
    const value = reference
      ? `${variables.of(reference.to, module)}.${reference.property}`
      : commented(literal(one.inputs[name]), one.comments.within.get(name));
    return { label: `${name}: `, value };
  });
  return { open: "{", parts, close: "}", comments: one.comments.within.get("") };
}

export const commented = (value: Literal, comments: readonly string[] | undefined): Literal =>
  typeof value === "string" || !comments ? value : { ...value, comments };

function literal(value: unknown): Literal {
  if (Array.isArray(value)) {
    return { open: "[", parts: value.map((item) => ({ label: "", value: literal(item) })), close: "]" };
  }
  if (!isObject(value)) return typeof value === "string" ? text(value) : JSON.stringify(value);
  const parts = Object.entries(value).map(([name, inner]) => ({ label: `${key(name)}: `, value: literal(inner) }));
  return { open: "{", parts, close: "}" };
}

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : text(name));

/** Single quotes, where they save backslashes. */
const text = (value: string): string => {
  const count = (quote: string) => value.split(quote).length;
  return quoted(value, unicodeEscape, count('"') > count("'") ? "'" : '"');
};

const reserved = new Set(
  (
    "abstract any arguments as async await bigint boolean break case catch class const constructor continue debugger declare " +
    "default delete do else enum eval export exports extends false finally for from function get global globalThis if " +
    "implements import in infer Infinity instanceof interface is keyof let module NaN namespace never new null number object " +
    "of package private process protected public readonly require return set static string super switch symbol this throw " +
    "true try type typeof undefined unique unknown using var void while with yield"
  ).split(" "),
);
