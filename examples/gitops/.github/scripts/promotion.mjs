/** Opens the pull request from a deployed branch into the next one, or updates its text, and has it previewed. */
import { attempt, list, request, run, variable } from "./github.mjs";

const head = variable("HEAD");
const base = variable("BASE");
const [owner] = variable("GITHUB_REPOSITORY").split("/");
/** GitHub compares at most so many commits on a page; more are counted, but not listed. */
const mostCommits = 100;

function bodyOf({ commits, total_commits: total }) {
  const lines = commits.slice(-mostCommits).map(({ sha, commit }) => `- ${sha.slice(0, 7)} ${titleOf(commit.message)}`);
  const more = total > lines.length ? [`- and ${total - lines.length} more`] : [];
  return `\`${head}\` is deployed. These commits are not in \`${base}\` yet:\n\n${[...lines, ...more].join("\n")}\n\nMerge it with a merge commit: after a squash, the next promotion would list them again.`;
}

/** The first line, as code: so it mentions nobody. */
const titleOf = (message) => `\`${message.split("\n")[0].replaceAll("`", "'")}\``;

async function promote() {
  const difference = await request("GET", `/compare/${base}...${head}`);
  if (difference.ahead_by === 0) return `${base} has everything that ${head} has.`;
  const title = `Promote ${head} to ${base}`;
  const body = bodyOf(difference);
  const open = [];
  for await (const pull of list(`/pulls?state=open&base=${base}&head=${owner}:${head}`)) open.push(pull);
  if (open[0]) {
    await request("PATCH", `/pulls/${open[0].number}`, { body });
    return `Updated the pull request ${open[0].html_url}`;
  }
  const { number, html_url: opened } = await request("POST", "/pulls", { title, body, head, base });
  // GitHub starts no workflow for what the token of a job does, except this one.
  const inputs = { pull_request: String(number), base };
  await request("POST", "/actions/workflows/preview.yml/dispatches", { ref: head, inputs });
  return `Opened the pull request ${opened}`;
}

run(() =>
  attempt(
    "pull-requests: write and actions: write, and the repository must allow Actions to create pull requests",
    promote,
  ),
);
