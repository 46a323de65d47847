/** Writes the note of a merge request: one for each stack, which later pushes replace. Its argument is the preview's exit code. */
import { readFileSync } from "node:fs";
import { describe } from "../../ci/plan.mjs";
import { find, ours, request } from "./gitlab.mjs";
import { attempt, run, variable } from "./http.mjs";

function read(name) {
  try {
    return readFileSync(`report/${name}`, "utf8");
  } catch {
    // What writes it did not run.
    return "";
  }
}

const bodyOf = (stack) =>
  describe({
    stack,
    sha: variable("CI_COMMIT_SHA"),
    log: variable("CI_JOB_URL"),
    plan: read("plan.json"),
    errors: read("errors.txt"),
    events: read("events.jsonl"),
    risk: read("risk.md"),
    hasFailed: process.argv[2] !== "0",
    environment: process.env,
  });

run(() => {
  const stack = variable("STACK");
  const marker = `<!-- pulumi-transmit preview ${stack} -->`;
  const notes = `/merge_requests/${variable("CI_MERGE_REQUEST_IID")}/notes`;
  const body = `${marker}\n${bodyOf(stack)}`;
  return attempt(async () => {
    const note = await find(notes, await ours(marker));
    if (note === undefined) {
      await request("POST", notes, { body });
      return "The merge request has a note of the preview now.";
    }
    await request("PUT", `${notes}/${note.id}`, { body });
    return "The note of the preview was updated.";
  });
});
