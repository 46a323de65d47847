/** What a program in a temporary folder needs to run, from what is on this machine. */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, resolve } from "node:path";
import { CommandError } from "../../commandError.ts";
import { exitCodes } from "../../exitCodes.ts";

/** A folder that has a package, found as a program in one of the folders would find it. */
export function folderOfPackage(name: string, from: readonly string[]): string | undefined {
  for (const folder of from) {
    try {
      const file = createRequire(join(folder, "program.js")).resolve(`${name}/package.json`);
      return dirname(file);
    } catch {
      // Of a package that does not export its manifest, or is not there.
    }
  }
  return undefined;
}

/** The folder of the package that runs this command. */
export function ownFolder(): string {
  for (let folder = dirname(realpathSync(process.argv[1] as string)); ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "pulumi-transmit") return folder;
    if (folder === dirname(folder)) throw new Error("The package pulumi-transmit was not found.");
  }
}

export const missing = (what: string, hint: string): CommandError =>
  new CommandError(
    `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    exitCodes.failed,
    `${hint} Or leave the verification out with --no-verify.`,
  );

export function linkPackage(folder: string, name: string, target: string): void {
  const path = join(folder, "node_modules", name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "junction");
}

/** Whether a command can be run. */
export const isOnPath = (command: string): boolean => whereIs(command) !== undefined;

export function whereIs(command: string, path = process.env.PATH ?? ""): string | undefined {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  return path
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => endings.map((ending) => resolve(folder, command + ending)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Puts the plugin of this package into a folder. @returns The folder */
export function writePlugin(folder: string): string {
  const main = join(ownFolder(), "dist/provider/plugin/main.js");
  mkdirSync(folder, { recursive: true });
  if (process.platform === "win32") {
    writeFileSync(join(folder, "pulumi-resource-transmit.cmd"), `@"${process.execPath}" "${main}" %*\r\n`);
  } else {
    const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
    writeFileSync(
      join(folder, "pulumi-resource-transmit"),
      `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(main)} "$@"\n`,
      {
        mode: 0o755,
      },
    );
  }
  return folder;
}
