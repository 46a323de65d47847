/** The programs of the pages: parts of the examples in each language, which the tests run on the real engine. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Example {
  /** As a reader calls the language. */
  language: string;
  fence: string;
  text: string;
}

interface Declared {
  source: string;
  variable: string;
  class: string;
}

interface Language {
  language: string;
  fence: string;
  file: string;
  /** One resource. Captures its variable and its class. */
  resource: RegExp;
  /** Whether the text of a resource uses the variable of another. */
  uses(source: string, variable: string): boolean;
  /** A whole program of these resources. @param text The example's. */
  program(resources: readonly Declared[], text: string): string;
}

const afterHead = (head: RegExp) => (resources: readonly Declared[], text: string) =>
  [text.match(head)?.[0], ...resources.map(({ source }) => source)].join("\n\n");

// A word in a URL is no variable of the program.
const byName = (source: string, variable: string) => new RegExp(`[^/\\w]${variable}\\.`).test(source);

const languages: readonly Language[] = [
  {
    language: "TypeScript",
    fence: "typescript",
    file: "typescript-plugin/index.ts",
    resource: /^const (\w+) = new transmit\.(\w+)\([\s\S]*?^\}\);$/gm,
    uses: byName,
    program: afterHead(/^import .*$/m),
  },
  {
    language: "Python",
    fence: "python",
    file: "python-quickstart/__main__.py",
    resource: /^(\w+) = transmit\.(\w+)\([\s\S]*?^\)$/gm,
    uses: byName,
    program: afterHead(/^import pulumi_transmit.*$/m),
  },
  {
    language: "Go",
    fence: "go",
    file: "go-quickstart/main.go",
    resource: /^\t\t(\w+), err := transmit\.New(\w+)\([\s\S]*?^\t\t\}\)\n/gm,
    uses: byName,
    program: goProgram,
  },
  {
    language: "YAML",
    fence: "yaml",
    file: "yaml-quickstart/Pulumi.yaml",
    resource: /^ {2}(\w+):\n {4}type: transmit:(\w+)\n(?: {4}.*\n)*/gm,
    uses: (source, variable) => source.includes(`\${${variable}.`),
    program: (resources) => `resources:\n${resources.map(({ source }) => source).join("")}`.trimEnd(),
  },
];

/** Go refuses a variable that nothing uses. */
function goProgram(resources: readonly Declared[], text: string): string {
  const begin = text.slice(0, text.indexOf("\t\tshop, err"));
  const made = resources.map(({ source, variable }, index) => {
    const isUsed = resources.some((other) => other.source !== source && byName(other.source, variable));
    const assigned = isUsed ? `${variable}, err :=` : index === 0 ? "_, err :=" : "_, err =";
    return `${source.replace(`${variable}, err :=`, assigned)}\t\tif err != nil {\n\t\t\treturn err\n\t\t}\n`;
  });
  return `${begin}${made.join("\n")}\t\treturn nil\n\t})\n}`;
}

const folder = join(import.meta.dirname, "../../examples");

/** For each language, the example's resources of one class, with those that they use. None if it has no such resource. */
export const examplesOf = (wanted: string): Example[] =>
  languages.flatMap(({ language, fence, file, resource, uses, program }) => {
    const text = readFileSync(join(folder, file), "utf8");
    const declared = [...text.matchAll(resource)].map(
      ([source, variable, of]): Declared => ({ source, variable: variable as string, class: of as string }),
    );
    const own = declared.filter((one) => one.class === wanted);
    if (own.length === 0) return [];
    const isShown = (one: Declared) => one.class === wanted || own.some(({ source }) => uses(source, one.variable));
    return [{ language, fence, text: program(declared.filter(isShown), text) }];
  });

/** A block of code in Markdown. */
export const blockOf = ({ fence, text }: Pick<Example, "fence" | "text">): string => `\`\`\`${fence}\n${text}\n\`\`\``;
