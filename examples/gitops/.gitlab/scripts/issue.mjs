/** Opens, updates or closes the issue on the drift of a stack. At most one is open. Its argument is the check's exit code. */
import { readFileSync } from "node:fs";
import { find, ours, request } from "./gitlab.mjs";
import { attempt, run, variable } from "./http.mjs";

const marker = () => `<!-- pulumi-transmit drift ${variable("STACK")} -->`;
const log = () => variable("CI_JOB_URL");

const findIssue = async () => find("/issues?state=opened&labels=drift&scope=all", await ours(marker()));

/** Each check has another time: it is no news. */
const withoutTime = (text) => text.replace(/^Checked on .*$/m, "");

function readReport() {
  try {
    return readFileSync("report/drift.md", "utf8").trim();
  } catch (error) {
    throw new Error(`The report report/drift.md cannot be read (${error.code}). pulumi-transmit drift writes it.`);
  }
}

async function report() {
  const text = readReport();
  const description = `${marker()}\n${text}\n\n[The job that found it](${log()})`;
  const issue = await findIssue();
  if (issue === undefined) {
    const { web_url: opened } = await request("POST", "/issues", {
      title: `Drift in ${variable("STACK")}`,
      description,
      labels: "drift",
    });
    return `Opened the issue ${opened}`;
  }
  if (withoutTime(issue.description).includes(`\n${withoutTime(text)}\n`))
    return `The issue ${issue.web_url} says it already.`;
  await request("PUT", `/issues/${issue.iid}`, { description });
  return `Updated the issue ${issue.web_url}`;
}

async function close() {
  const issue = await findIssue();
  if (issue === undefined) return "Nothing differs, and no issue is open.";
  await request("POST", `/issues/${issue.iid}/notes`, {
    body: `Nothing differs any more, [this job](${log()}) found.`,
  });
  await request("PUT", `/issues/${issue.iid}`, { state_event: "close" });
  return `Closed the issue ${issue.web_url}`;
}

run(() => {
  const code = process.argv[2];
  if (code === "7") return attempt(report);
  if (code === "0") return attempt(close);
  throw new Error(`The check for drift ended with ${code}: the issue stays as it is.`);
});
