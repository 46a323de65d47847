/** What a command tells beside its report: a summary where the report goes into a file, and what pipelines show of a job. */
import { printable } from "../../provider/safeText.ts";
import { addToJobSummary } from "../terminal/jobSummary.ts";
import { type Environment, type Pipeline, pipelineOf } from "../terminal/pipeline.ts";
import { section } from "../terminal/section.ts";
import { type Annotated, annotationLines } from "./annotations.ts";
import type { Formats } from "./format.ts";

const reader = { isTerminal: false, hasColours: false };

/** How a command speaks of its reports. */
export interface Announcement<Report> {
  /** `drift`. */
  command: string;
  /** Of the details in a job's log. */
  title: string;
  formats: Formats<Report>;
  summary(report: Report): string;
  /** There is nothing to tell. */
  isQuiet(report: Report): boolean;
  /** The last one says all in a sentence. */
  annotations(report: Report): readonly [found: readonly Annotated[], conclusion: Annotated];
}

/** @param output The file that the report went into, if any. @returns Lines for standard error. */
export function announce<Report>(
  report: Report,
  as: Announcement<Report>,
  environment: Environment,
  output: string | undefined,
): string {
  const pipeline = pipelineOf(environment);
  const isQuiet = as.isQuiet(report);
  const annotations = pipeline === "github" && !isQuiet ? annotationLines(...as.annotations(report)) : [];
  const problem = addToJobSummary(as.formats.markdown(report, reader), environment);
  return [
    ...(output === undefined ? [] : [`${printable(as.summary(report))} The report is in ${output}.\n`]),
    ...(output === undefined || isQuiet ? [] : [details(report, as, pipeline)]),
    ...annotations.map((line) => `${line}\n`),
    ...(problem === undefined ? [] : [`${problem}\n`]),
  ].join("");
}

/** The report in a job's log, where it can be folded. */
function details<Report>(
  report: Report,
  { command, title, formats }: Announcement<Report>,
  pipeline: Pipeline | undefined,
): string {
  if (pipeline !== "github" && pipeline !== "gitlab") return "";
  const part = { title, text: formats.text(report, reader), name: `pulumi_transmit_${command}` };
  return section(part, pipeline, Date.now());
}
