/** What a command prints on standard error when it fails. */
import { printable } from "../../provider/safeText.ts";
import { CommandError } from "../commandError.ts";
import { annotation } from "./annotations.ts";
import { withoutCredentials } from "./credentials.ts";
import { type Environment, pipelineOf } from "./pipeline.ts";
import { inPipelineWords } from "./pipelineWords.ts";

export function failure(error: Error, environment: Environment): string {
  const pipeline = pipelineOf(environment);
  const lines = [error.message, hintOf(error, pipeline !== undefined)]
    .filter((text) => text !== undefined)
    .map((text) => inPipelineWords(printable(withoutCredentials(text, environment)), pipeline));
  const annotated = pipeline === "github" ? [annotation("error", "pulumi-transmit", lines.join("\n"))] : [];
  return [`pulumi-transmit: ${lines.join("\n")}`, ...annotated, ""].join("\n");
}

function hintOf(error: Error, isPipeline: boolean): string | undefined {
  const hint = error instanceof CommandError ? error.hint : undefined;
  if (typeof hint !== "object") return hint;
  return isPipeline ? hint.pipeline : hint.person;
}
