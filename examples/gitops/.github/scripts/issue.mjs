/** Opens, updates or closes the issue on the drift of a stack. At most one is open. */
import { readFileSync } from "node:fs";
import { attempt, find, isMarked, request, run, variable } from "./github.mjs";

const stack = variable("STACK");
const code = variable("CODE");
const marker = `<!-- pulumi-transmit drift ${stack} -->`;
const log = `${variable("GITHUB_SERVER_URL")}/${variable("GITHUB_REPOSITORY")}/actions/runs/${variable("GITHUB_RUN_ID")}`;

const findIssue = () => find("/issues?state=open", (issue) => !issue.pull_request && isMarked(marker)(issue));

/** A report without when it was made: the rest is what differs. */
const withoutTime = (text) => text.replaceAll("\r", "").replace(/^Checked on .*$/m, "");

async function report() {
  const text = readFileSync(`${variable("RUNNER_TEMP")}/drift.md`, "utf8").trim();
  const body = `${marker}\n${text}\n\n[The run that found it](${log})`;
  const issue = await findIssue();
  if (issue === undefined) {
    const content = { title: `Drift in ${stack}`, body, labels: ["drift"] };
    const { html_url: opened } = await request("POST", "/issues", content);
    return `Opened the issue ${opened}`;
  }
  if (withoutTime(issue.body).includes(withoutTime(text))) return `The issue ${issue.html_url} says it already.`;
  await request("PATCH", `/issues/${issue.number}`, { body });
  return `Updated the issue ${issue.html_url}`;
}

async function close() {
  const issue = await findIssue();
  if (issue === undefined) return "Nothing differs, and no issue is open.";
  await request("POST", `/issues/${issue.number}/comments`, {
    body: `Nothing differs any more, [this run](${log}) found.`,
  });
  await request("PATCH", `/issues/${issue.number}`, { state: "closed", state_reason: "completed" });
  return `Closed the issue ${issue.html_url}`;
}

run(() => {
  if (code === "7") return attempt("issues: write", report);
  if (code === "0") return attempt("issues: write", close);
  throw new Error(`The check for drift ended with ${code}: the issue stays as it is.`);
});
