/** Tools that tests install once, and keep in the user's cache. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * @param name With its version: `act-0.2.89`. @param install Installs it into an empty folder, and returns the path of its executable.
 * @returns Path of the executable. It is installed aside, so that no other process runs half of it.
 */
export function cachedTool(name: string, install: (aside: string) => string): string {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "pulumi-transmit");
  const tool = join(folder, name);
  if (existsSync(tool)) return tool;
  mkdirSync(folder, { recursive: true });
  const aside = mkdtempSync(join(folder, "installing-"));
  try {
    renameSync(install(aside), tool);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return tool;
}
