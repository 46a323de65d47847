/** The page of a resource in a registry, which is also its comment in each language, with the programs of that one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "../../provider/fields/field.ts";
import { rulesOf } from "./describe.mts";

export function pageOf(resource: Resource): string {
  const id = resource.id.map((part) => `<${part}>`).join("/");
  return [
    [resource.description, ...rulesOf(resource)].join(" "),
    ...examplesOf(resource),
    "## Import",
    `What exists is taken over by its id, \`${resource.id.join("/")}\`:`,
    `\`\`\`sh\npulumi import transmit:index:${resource.name} <name> "${id}"\n\`\`\``,
  ].join("\n\n");
}

function examplesOf({ name }: Resource): string[] {
  const programs = languages.flatMap((language) => programWith(name, language) ?? []);
  if (programs.length === 0) return [];
  const [begin, end] = ["{{% examples %}}\n{{% example %}}", "{{% /example %}}\n{{% /examples %}}"];
  return ["## Example Usage", begin, ...programs, end];
}

/** Where a language has its example, which the tests run on the real engine, and what its parts look like. */
interface Language {
  fence: string;
  file: string;
  head: RegExp;
  /** One resource: its name in the program, and its kind. */
  resource: RegExp;
}

const languages: readonly Language[] = [
  {
    fence: "typescript",
    file: "typescript-plugin/index.ts",
    head: /^import .*$/m,
    resource: /^const (\w+) = new transmit\.(\w+)\([\s\S]*?^\}\);$/gm,
  },
  {
    fence: "python",
    file: "python-quickstart/__main__.py",
    head: /^import pulumi_transmit.*$/m,
    resource: /^(\w+) = transmit\.(\w+)\([\s\S]*?^\)$/gm,
  },
];

const examples = join(import.meta.dirname, "../../examples");

/** The example's resources of a kind, with those that they belong to; undefined if it has none. */
function programWith(kind: string, { fence, file, head, resource }: Language): string | undefined {
  const text = readFileSync(join(examples, file), "utf8");
  const made = [...text.matchAll(resource)].map(([source, name, of]) => ({ source, name, of }));
  const own = made.filter(({ of }) => of === kind);
  if (own.length === 0) return undefined;
  // A name in an address is none of the program's.
  const isUsed = (name: string | undefined) => own.some(({ source }) => new RegExp(`[^/\\w]${name}\\.`).test(source));
  const shown = made.filter(({ name, of }) => of === kind || isUsed(name));
  const parts = [text.match(head)?.[0], ...shown.map(({ source }) => source)];
  return `\`\`\`${fence}\n${parts.join("\n\n")}\n\`\`\``;
}
