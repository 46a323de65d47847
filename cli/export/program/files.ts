/** All files of a project. */
import type { Files, ProgramLanguage } from "../languages/language.ts";
import type { Project } from "./declared.ts";
import { importFile } from "./importFile.ts";
import { readme } from "./readme.ts";

export function filesOf(project: Project, language: ProgramLanguage): Files {
  const { "Pulumi.yaml": more = "", ...others } = Object.fromEntries(language.files(project));
  return new Map([
    ["Pulumi.yaml", pulumiFile(project, language) + more],
    ...Object.entries(others),
    ...(language.ignored.length > 0 ? [[".gitignore", `${language.ignored.join("\n")}\n`] as const] : []),
    ["README.md", readme(project, language)],
    ["import.json", importFile(project)],
  ]);
}

const pulumiFile = ({ name }: Project, { runtime }: ProgramLanguage): string =>
  [
    `name: ${name}`,
    "description: Applications, clients and signing keys of a Transmit Security tenant",
    runtime,
    "",
  ].join("\n");
