/** Writes the comment of a pull request: one for each stack, which later pushes replace. */
import { appendFileSync, readFileSync } from "node:fs";
import { describe } from "../../ci/plan.mjs";
import { attempt, find, isMarked, logOfRun, markerOf, request, run, variable } from "./github.mjs";

function read(name) {
  try {
    return readFileSync(`${variable("RUNNER_TEMP")}/${name}`, "utf8");
  } catch {
    // The step that writes it did not run.
    return "";
  }
}

const bodyOf = (stack) =>
  describe({
    stack,
    sha: variable("SHA"),
    log: logOfRun(),
    plan: read("plan.json"),
    events: read("events.jsonl"),
    errors: read("errors.txt"),
    risk: read("risk.md"),
    hasFailed: variable("JOB_STATUS") !== "success",
    environment: process.env,
  });

run(() => {
  const pull = variable("PULL_REQUEST");
  const marker = markerOf(variable("STACK"));
  const body = `${marker}\n${bodyOf(variable("STACK"))}`;
  // Whatever becomes of the comment, the job shows it.
  appendFileSync(variable("GITHUB_STEP_SUMMARY"), body);
  return attempt("pull-requests: write", async () => {
    const comment = await find(`/issues/${pull}/comments`, isMarked(marker));
    if (comment === undefined) {
      const { html_url: created } = await request("POST", `/issues/${pull}/comments`, { body });
      return `Commented: ${created}`;
    }
    await request("PATCH", `/issues/comments/${comment.id}`, { body });
    return `Updated the comment ${comment.html_url}`;
  });
});
