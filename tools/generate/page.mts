/** The page of a resource in a registry. It is also the comment on its class, with the programs of that language. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "../../provider/fields/field.ts";
import { nounOf } from "../../provider/fields/naming.ts";
import { rulesOf } from "./describe.mts";

export function pageOf(resource: Resource): string {
  const id = resource.id.map((part) => `<${part}>`).join("/");
  return [
    [resource.description, ...rulesOf(resource)].join(" "),
    ...examplesOf(resource),
    "## Import",
    `Import an existing ${nounOf(resource.name)} by its id, \`${resource.id.join("/")}\`:`,
    `\`\`\`sh\npulumi import transmit:index:${resource.name} <name> "${id}"\n\`\`\``,
  ].join("\n\n");
}

function examplesOf({ name }: Resource): string[] {
  const programs = languages.flatMap((language) => programWith(name, language) ?? []);
  if (programs.length === 0) return [];
  const [begin, end] = ["{{% examples %}}\n{{% example %}}", "{{% /example %}}\n{{% /examples %}}"];
  return ["## Example Usage", begin, ...programs, end];
}

/** The example of a language, which the tests run on the real engine, and the patterns of its parts. */
interface Language {
  fence: string;
  file: string;
  head: RegExp;
  /** One resource. Captures its variable and its class. */
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

/** The example's resources of one class, with those that they use; undefined if it has none. */
function programWith(wanted: string, { fence, file, head, resource }: Language): string | undefined {
  const text = readFileSync(join(examples, file), "utf8");
  const made = [...text.matchAll(resource)].map(([source, name, of]) => ({ source, name, of }));
  const own = made.filter(({ of }) => of === wanted);
  if (own.length === 0) return undefined;
  // A word in a URL is no variable of the program.
  const isUsed = (name: string | undefined) => own.some(({ source }) => new RegExp(`[^/\\w]${name}\\.`).test(source));
  const shown = made.filter(({ name, of }) => of === wanted || isUsed(name));
  const parts = [text.match(head)?.[0], ...shown.map(({ source }) => source)];
  return `\`\`\`${fence}\n${parts.join("\n\n")}\n\`\`\``;
}
