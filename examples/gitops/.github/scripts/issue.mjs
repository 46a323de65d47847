/** Opens, updates or closes the issue on the drift of a stack. At most one is open. */
import { readFileSync } from "node:fs";
import { attempt, find, isMarked, logOfRun, request, run, variable } from "./github.mjs";

const marker = () => `<!-- pulumi-transmit drift ${variable("STACK")} -->`;

const findIssue = () => find("/issues?state=open", (issue) => !issue.pull_request && isMarked(marker())(issue));

/** A report without when it was made: the rest is what differs. */
const withoutTime = (text) => text.replaceAll("\r", "").replace(/^Checked on .*$/m, "");

function readReport() {
  const file = `${variable("RUNNER_TEMP")}/drift.md`;
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new Error(`The report ${file} cannot be read (${error.code}). The step before this one writes it.`);
  }
}

async function report() {
  const text = readReport();
  const body = `${marker()}\n${text}\n\n[The run that found it](${logOfRun()})`;
  const issue = await findIssue();
  if (issue === undefined) {
    const content = { title: `Drift in ${variable("STACK")}`, body, labels: ["drift"] };
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
    body: `Nothing differs any more, [this run](${logOfRun()}) found.`,
  });
  await request("PATCH", `/issues/${issue.number}`, { state: "closed", state_reason: "completed" });
  return `Closed the issue ${issue.html_url}`;
}

run(() => {
  const code = variable("CODE");
  if (code === "7") return attempt("issues: write", report);
  if (code === "0") return attempt("issues: write", close);
  throw new Error(`The check for drift ended with ${code}: the issue stays as it is.`);
});
