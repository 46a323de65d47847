/** What a check tells beside its report: a summary where the report goes into a file, and a pipeline's own annotations. */
import { annotation } from "../terminal/annotations.ts";
import { addToJobSummary } from "../terminal/jobSummary.ts";
import { type Environment, pipelineOf } from "../terminal/pipeline.ts";
import { formats } from "./formats/index.ts";
import { summaryOf } from "./formats/summary.ts";
import type { DriftReport } from "./report.ts";

const reader = { isTerminal: false, hasColours: false };

/** @param output The file that the report went into, if any. @returns Lines for standard error. */
export function announce(report: DriftReport, environment: Environment, output: string | undefined): string {
  const lines = output === undefined ? [] : [`${summaryOf(report)} The report is in ${output}.`];
  if (pipelineOf(environment) === "github") lines.push(...annotationsOf(report));
  const problem = addToJobSummary(formats.markdown(report, reader), environment);
  return [...lines, ...(problem === undefined ? [] : [problem])].map((line) => `${line}\n`).join("");
}

const annotationsOf = ({ resources, unmanaged, findings }: DriftReport): string[] => [
  ...resources.map(({ type, name, status, properties, message }) =>
    annotation(
      "warning",
      `${type} ${name} ${status}`,
      message ?? (properties.map(({ path }) => path).join(", ") || `It is ${status} in the tenant.`),
    ),
  ),
  ...findings
    .filter(({ code }) => code !== "wrongTenant")
    .map(({ code, message }) => annotation("warning", code, message)),
  ...findings
    .filter(({ code }) => code === "wrongTenant")
    .map(({ message }) => annotation("error", "wrongTenant", message)),
  ...unmanaged.map(({ type, name, id }) =>
    annotation("notice", `Unmanaged ${type}`, `${name} (${id}) is in no stack.`),
  ),
];
