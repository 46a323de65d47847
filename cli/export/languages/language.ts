/** What a language of programs makes of a project. */
import type { Project } from "../program/declared.ts";

/** Paths below the folder of the project, with slashes, and their texts. */
export type Files = ReadonlyMap<string, string>;

export interface ProgramLanguage {
  /** The lines of `Pulumi.yaml` that name it. */
  runtime: string;
  files(project: Project): Files;
  /** Commands that install what the program needs, for the README. */
  install: readonly string[];
  /** What git leaves alone. */
  ignored: readonly string[];
}
