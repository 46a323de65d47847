/** What a check tells beside its report: a summary where the report goes into a file, and what pipelines show of a job. */
import { printable } from "../../provider/safeText.ts";
import { addToJobSummary } from "../terminal/jobSummary.ts";
import { type Environment, type Pipeline, pipelineOf } from "../terminal/pipeline.ts";
import { section } from "../terminal/section.ts";
import { annotationsOf } from "./annotations.ts";
import { formats } from "./formats/index.ts";
import { summaryOf } from "./formats/summary.ts";
import type { DriftReport } from "./report.ts";

const reader = { isTerminal: false, hasColours: false };

/** @param output The file that the report went into, if any. @returns Lines for standard error. */
export function announce(report: DriftReport, environment: Environment, output: string | undefined): string {
  const pipeline = pipelineOf(environment);
  const annotations = pipeline === "github" ? annotationsOf(report) : [];
  const problem = addToJobSummary(formats.markdown(report, reader), environment);
  return [
    ...(output === undefined ? [] : [`${printable(summaryOf(report))} The report is in ${output}.\n`]),
    ...(output === undefined || report.inSync ? [] : [details(report, pipeline)]),
    ...annotations.map((line) => `${line}\n`),
    ...(problem === undefined ? [] : [`${problem}\n`]),
  ].join("");
}

/** The report in a job's log, where it can be folded. */
function details(report: DriftReport, pipeline: Pipeline | undefined): string {
  if (pipeline !== "github" && pipeline !== "gitlab") return "";
  const part = {
    title: "Details of the drift check",
    text: formats.text(report, reader),
    name: "pulumi_transmit_drift",
  };
  return section(part, pipeline, Date.now());
}
