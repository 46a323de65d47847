/** How a program is written: the names of its properties, and its literals. The project's file names its language. */

import { pythonName } from "../../provider/fields/naming.ts";
import { isObject } from "../../provider/fields/shape.ts";
import { pascal } from "./names.ts";

export interface Language {
  /** A path such as `firstClient.redirectUris[0]` as the program has it. */
  path(path: string): string;
  /**
   * The line that gives a property a value.
   * @param within Path of the object that it belongs to; empty for a property of the resource.
   * @returns Undefined for a value that has no literal of its own, as objects in Go.
   */
  line(name: string, value: unknown, within: string): string | undefined;
  /** The comment that tells to remove a property. */
  remove(path: string): string;
}

/** @param runtime As `runtime` in the project's file. */
export const languageOf = (runtime: string): Language => languages[runtime] ?? languages.nodejs;

const renamed = (path: string, rename: (name: string) => string): string => path.replace(/[A-Za-z_]\w*/g, rename);

const commented = (line: string, mark: string, within: string): string =>
  within === "" ? line : `${line} ${mark} in ${within}`;

const languages: { [runtime: string]: Language; nodejs: Language } = {
  nodejs: {
    path: (path) => path,
    line: (name, value, within) => commented(`${name}: ${inTypeScript(value)},`, "//", within),
    remove: (path) => `// remove ${path}`,
  },
  python: {
    path: (path) => renamed(path, pythonName),
    line: (name, value, within) =>
      commented(`${pythonName(name)}=${inPython(value)},`, "#", renamed(within, pythonName)),
    remove: (path) => `# remove ${renamed(path, pythonName)}`,
  },
  yaml: {
    path: (path) => path,
    line: (name, value, within) => commented(`${name}: ${JSON.stringify(value)}`, "#", within),
    remove: (path) => `# remove ${path}`,
  },
  go: {
    path: (path) => renamed(path, pascal),
    line: (name, value, within) => {
      const literal = inGo(value);
      return literal && commented(`${pascal(name)}: ${literal},`, "//", renamed(within, pascal));
    },
    remove: (path) => `// remove ${renamed(path, pascal)}`,
  },
};

function inTypeScript(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inTypeScript).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
    return `${name}: ${inTypeScript(inner)}`;
  });
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function inPython(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(inPython).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(pythonName(key))}: ${inPython(inner)}`)
    .join(", ")}}`;
}

const goTypes: Record<string, (value: unknown) => string> = {
  string: (value) => `pulumi.String(${JSON.stringify(value)})`,
  boolean: (value) => `pulumi.Bool(${value})`,
  number: (value) => (Number.isInteger(value) ? `pulumi.Int(${value})` : `pulumi.Float64(${value})`),
};

function inGo(value: unknown): string | undefined {
  const scalar = goTypes[typeof value]?.(value);
  if (scalar !== undefined) return scalar;
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) return undefined;
  return `pulumi.StringArray{${value.map((item) => goTypes.string?.(item)).join(", ")}}`;
}
