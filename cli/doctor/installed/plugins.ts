/** The plugins that the engine can find: installed ones, one that the project names, and one on PATH. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { isObject } from "../../../provider/fields/shape.ts";
import { projectFile } from "../../stack/project.ts";
import { runPulumi } from "../../stack/pulumi.ts";
import { packageOf } from "./packages.ts";

export interface FoundPlugin {
  /** Absent if its files do not say it. */
  version?: string;
  /** Where, in words: `installed`, `named by Pulumi.yaml`. */
  where: string;
  /** The project names a folder that does not have it. */
  isMissing?: true;
}

const command = "pulumi-resource-transmit";

/** @throws CommandError */
export async function installedPlugins(cwd: string): Promise<FoundPlugin[]> {
  const listed: unknown = JSON.parse(await runPulumi(["plugin", "ls", "--json"], { cwd }));
  if (!Array.isArray(listed)) return [];
  return listed
    .filter((one) => isObject(one) && one.name === "transmit" && one.kind === "resource")
    .map(({ version }) => ({ version: typeof version === "string" ? version : undefined, where: "installed" }));
}

/** The one that the project's file names: it wins over all others. */
export async function pluginOfProject(cwd: string): Promise<FoundPlugin | undefined> {
  const file = projectFile(cwd);
  if (file === undefined) return undefined;
  const { parse } = await import("yaml");
  const content: unknown = parse(readFileSync(file, "utf8"));
  const plugins = isObject(content) && isObject(content.plugins) ? content.plugins.providers : undefined;
  if (!Array.isArray(plugins)) return undefined;
  const named = plugins.find((one) => isObject(one) && one.name === "transmit");
  if (!isObject(named) || typeof named.path !== "string") return undefined;
  const folder = resolve(dirname(file), named.path);
  const found = commandIn(folder);
  if (!found) return { where: `not in ${folder}, which Pulumi.yaml names`, isMissing: true };
  return { version: packageOf(found)?.version, where: `named by Pulumi.yaml, ${folder}` };
}

export function pluginOnPath(path = process.env.PATH ?? ""): FoundPlugin | undefined {
  for (const folder of path.split(delimiter).filter((one) => one !== "")) {
    const found = commandIn(folder);
    if (found) return { version: packageOf(found)?.version, where: `on PATH, ${folder}` };
  }
  return undefined;
}

/** The file itself: npm links commands. */
function commandIn(folder: string): string | undefined {
  const found = ["", ".cmd", ".exe"].map((ending) => join(folder, command + ending)).find(existsSync);
  return found && realpathSync(found);
}
