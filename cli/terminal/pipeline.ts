/** Whether a pipeline runs the command, and which. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** `other`: one that sets CI, as nearly all do, and has no commands that we know. */
export type Pipeline = "github" | "gitlab" | "other";

/** @returns undefined where a person runs the command */
export function pipelineOf({ GITHUB_ACTIONS, GITLAB_CI, CI, TF_BUILD }: Environment): Pipeline | undefined {
  if (isOn(GITHUB_ACTIONS)) return "github";
  if (isOn(GITLAB_CI)) return "gitlab";
  // Azure Pipelines sets TF_BUILD alone.
  return isOn(CI) || isOn(TF_BUILD) ? "other" : undefined;
}

const isOn = (value = ""): boolean => value !== "" && value !== "0" && value.toLowerCase() !== "false";
