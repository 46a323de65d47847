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

/** The same formats, which get to see reports without secrets alone. */
export const withoutSecretsIn = <Report>(
  formats: Formats<Report>,
  clean: (report: Report) => Report,
): Formats<Report> =>
  Object.fromEntries(
    Object.entries<Format<Report>>(formats).map(([name, format]): [string, Format<Report>] => [
      name,
      (report, reader) => format(clean(report), reader),
    ]),
  ) as Record<FormatName, Format<Report>>;
