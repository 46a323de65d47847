import type { Reader } from "../terminal/reader.ts";

export interface ReportReader extends Reader {
  /** Path of the project's file from the folder where the repository begins: for formats that name a file. */
  projectFile?: string;
}

/** @param report Without secrets. */
export type Format<Report> = (report: Report, reader: ReportReader) => string;

/** The values of --format. */
export const formatNames = ["text", "markdown", "json", "sarif", "codequality", "html"] as const;

export type FormatName = (typeof formatNames)[number];

export type Formats<Report> = Readonly<Record<FormatName, Format<Report>>>;
