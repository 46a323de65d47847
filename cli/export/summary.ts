/** What the command prints: what it wrote, and what differs. */
import { printable } from "../../provider/safeText.ts";
import type { Difference } from "../adopt/differences.ts";
import type { Exported } from "./export.ts";
import type { LeftOut } from "./exported.ts";
import { describeLeftOut } from "./program/declared.ts";

export interface Summary {
  /** The folder of the project. */
  out: string;
  language: string;
  applications: number;
  clients: number;
  signingKeys: number;
  /** Paths below the folder. */
  files: string[];
  leftOut: LeftOut[];
  /** A preview and a refresh of the project were run. */
  verified: boolean;
  /** What they would change: none if both were empty. */
  differences: Difference[];
}

export function summaryOf(
  { project, files, differences }: Exported,
  { out, language }: { out: string; language: string },
): Summary {
  const declared = project.modules.flatMap((module) => module.declared);
  const count = (type: string) => declared.filter(({ definition }) => definition.name === type).length;
  return {
    out,
    language,
    applications: count("Application"),
    clients: count("Client"),
    signingKeys: count("SigningKey"),
    files: [...files.keys()],
    leftOut: [...project.leftOut],
    verified: differences !== undefined,
    differences: differences ?? [],
  };
}

export function textOf({
  out,
  applications,
  clients,
  signingKeys,
  files,
  leftOut,
  verified,
  differences,
}: Summary): string {
  const lines = [
    `${out} has ${counted(applications, "application")}, ${counted(clients, "client")} and ` +
      `${counted(signingKeys, "signing key")} in ${counted(files.length, "file")}.`,
    ...leftOut.map(describeLeftOut),
    ...(verified && differences.length === 0 ? ["A preview and a refresh of it change nothing."] : []),
    ...differences.flatMap(describe),
  ];
  return lines.map((line) => `${printable(line)}\n`).join("");
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function describe({ type, name, op, properties }: Difference): string[] {
  const what = `${type} ${name}: ${op}`;
  return [
    what,
    ...properties.map(
      (one) => `  ${one.path}: ${one.secret ? "differs" : `wanted ${shown(one.wanted)}, found ${shown(one.found)}`}`,
    ),
  ];
}

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

/** The files, each under its name. */
export const dryRun = ({ files }: Exported): string =>
  [...files].map(([path, text]) => `==> ${path} <==\n${text}`).join("\n");
