/** Packages that a program's folder has, as Node.js looks for them. */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isObject } from "../../../provider/fields/shape.ts";

export interface InstalledPackage {
  name: string;
  version: string;
  folder: string;
}

/** @returns The nearest one of this name, in the folder or upwards. */
export function packageIn(folder: string, name: string): InstalledPackage | undefined {
  const start = resolve(folder);
  const found = readPackage(join(start, "node_modules", name));
  if (found || start === dirname(start)) return found;
  return packageIn(dirname(start), name);
}

/** @returns The package that a file belongs to. */
export const packageOf = (file: string): InstalledPackage | undefined => {
  const folder = dirname(file);
  return folder === file ? undefined : (readPackage(folder) ?? packageOf(folder));
};

function readPackage(folder: string): InstalledPackage | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (!isObject(content) || typeof content.name !== "string" || typeof content.version !== "string") return undefined;
    return { name: content.name, version: content.version, folder };
  } catch {
    return undefined;
  }
}
