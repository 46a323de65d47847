/** How a program of each language runs on this machine. */
import { appendFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { LanguageName } from "../languages/index.ts";
import { folderOfPackage, linkPackage, missing, ownFolder, whereIs, writePlugin } from "./equipment.ts";

export interface Equipment {
  /** Folders in which packages are looked for, beside that of this package. */
  from: readonly string[];
}

/** Gives a program in a folder what it needs. @returns Variables for it @throws CommandError if something is not there */
export function equip(language: LanguageName, folder: string, { from }: Equipment): NodeJS.ProcessEnv {
  const equipped = equipments[language](folder, from);
  return { ...equipped };
}

type Equip = (folder: string, from: readonly string[]) => NodeJS.ProcessEnv;

const equipments: Record<LanguageName, Equip> = {
  typescript: (folder, from) => {
    expectHost("nodejs", "Node.js");
    linkNode(folder, [ownFolder(), ...from]);
    linkPackage(folder, "pulumi-transmit", ownFolder());
    return {};
  },
  "typescript-plugin": (folder, from) => {
    expectHost("nodejs", "Node.js");
    const sdk = folderOfPackage("pulumi-transmit-plugin", from);
    if (!sdk) throw missing("the package pulumi-transmit-plugin is not installed.", "Install it in this folder.");
    linkNode(folder, [sdk, ...from]);
    linkPackage(folder, "pulumi-transmit-plugin", sdk);
    namePlugin(folder);
    return {};
  },
};

function linkNode(folder: string, from: readonly string[]): void {
  for (const name of ["@pulumi/pulumi", "typescript"]) {
    const found = folderOfPackage(name, from);
    if (!found) throw missing(`the package ${name} is not installed.`, `Install it: npm install ${name}.`);
    linkPackage(folder, name, found);
  }
  const types = folderOfPackage("@types/node", from);
  if (types) linkPackage(folder, "@types/node", types);
}

/** The engine finds the host of a language beside its own command, or on PATH. */
function expectHost(name: string, language: string): void {
  const command = `pulumi-language-${name}`;
  const engine = whereIs("pulumi");
  if (!engine) throw missing("the command pulumi was not found.", "Install the Pulumi CLI.");
  if (whereIs(command, [dirname(engine), process.env.PATH].join(delimiter))) return;
  throw missing(`the host for programs in ${language}, ${command}, was not found.`, "Install the whole Pulumi CLI.");
}

/** The project names the folder of the plugin that comes with this package. */
export function namePlugin(folder: string): void {
  const path = writePlugin(join(folder, ".plugin"));
  appendFileSync(
    join(folder, "Pulumi.yaml"),
    `plugins: { providers: [{ name: transmit, path: ${JSON.stringify(path)} }] }\n`,
  );
}
