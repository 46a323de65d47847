/** Prints a report in the form that the command line asks for, or writes it into a file. */
import { writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { projectFile } from "../stack/project.ts";
import { readerOf } from "../terminal/reader.ts";
import { UsageError } from "../usageError.ts";
import { type Announcement, announce } from "./announce.ts";
import type { FormatName, ReportReader } from "./format.ts";

export interface Publication {
  format: FormatName;
  /** The same as the format `json`. */
  json?: boolean;
  /** Name of the file. */
  output?: string;
  /** The folder of the project. */
  cwd: string;
}

/** Before anything is read: what is wrong would only be found at the end. @throws UsageError */
export function expectOneForm({ json, format }: Pick<Publication, "json" | "format">): void {
  if (json && format !== "text" && format !== "json")
    throw new UsageError(`--json and --format ${format} ask for two forms. Give one of them.`);
}

/** @throws CommandError if the file cannot be written */
export function publish<Report>(
  report: Report,
  as: Announcement<Report>,
  { json, format, output, cwd }: Publication,
): void {
  const print = as.formats[json ? "json" : format];
  const file = projectFile(cwd);
  const project: Pick<ReportReader, "projectFile"> =
    file === undefined ? {} : { projectFile: relative(process.cwd(), file) };
  if (output === undefined)
    process.stdout.write(print(report, { ...readerOf(process.stdout, process.env), ...project }));
  else write(output, print(report, { isTerminal: false, hasColours: false, ...project }));
  process.stderr.write(announce(report, as, process.env, output));
}

function write(output: string, text: string): void {
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new CommandError(`${resolve(output)} could not be written: ${(error as Error).message}.`, exitCodes.failed);
  }
}
