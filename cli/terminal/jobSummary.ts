/** The page that GitHub Actions shows for a job. */
import { appendFileSync } from "node:fs";
import type { Environment } from "./pipeline.ts";

/**
 * Adds Markdown to the summary of the job, if there is one.
 *
 * @returns why that failed, in a sentence: a check has its result with and without a summary
 */
export function addToJobSummary(markdown: string, { GITHUB_STEP_SUMMARY: file }: Environment): string | undefined {
  if (!file) return undefined;
  try {
    appendFileSync(file, `${markdown.trimEnd()}\n\n`);
    return undefined;
  } catch (error) {
    return `The job summary could not be written: ${(error as Error).message}.`;
  }
}
