import type { Reader } from "../../terminal/reader.ts";
import type { DriftReport } from "../report.ts";

export interface ReportReader extends Reader {
  /** Path of the project's file from the folder where the repository begins: for formats that name a file. */
  projectFile?: string;
}

/** @param report Without secrets. */
export type Format = (report: DriftReport, reader: ReportReader) => string;
