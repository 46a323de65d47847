/** What the project's file says of the program: its language, and whether every run refreshes first. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isObject } from "../../provider/fields/shape.ts";

export interface Project {
  /** `nodejs`, `python`, `go`, `yaml`. */
  runtime: string;
  /** `options: { refresh: always }`. */
  refreshesAlways: boolean;
}

const unknownProject: Project = { runtime: "nodejs", refreshesAlways: false };

/** A file that cannot be read decides nothing: the CLI reads it itself. */
export async function readProject(cwd: string): Promise<Project> {
  const file = projectFile(cwd);
  if (file === undefined) return unknownProject;
  try {
    const { parse } = await import("yaml");
    const content: unknown = parse(readFileSync(file, "utf8"));
    if (!isObject(content)) return unknownProject;
    const { runtime, options } = content;
    const name = isObject(runtime) ? runtime.name : runtime;
    return {
      runtime: typeof name === "string" ? name : unknownProject.runtime,
      refreshesAlways: isObject(options) && options.refresh === "always",
    };
  } catch {
    return unknownProject;
  }
}

/** The nearest folder upwards that has a project's file: a project may keep its program in a folder of its own. */
export function projectFile(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find(existsSync);
    if (found !== undefined || folder === dirname(folder)) return found;
  }
}
