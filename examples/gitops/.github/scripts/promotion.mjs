/** Opens the pull request from a deployed branch into the next one, or updates its text, and has it previewed. */
import { attempt, find, isMarked, list, markerOf, request, run, variable } from "./github.mjs";

/** GitHub compares at most so many commits on a page; more are counted, but not listed. */
const mostCommits = 100;

function bodyOf({ commits, total_commits: total }, head, base) {
  const lines = commits.slice(-mostCommits).map(({ sha, commit }) => `- ${sha.slice(0, 7)} ${titleOf(commit.message)}`);
  const more = total > lines.length ? [`- and ${total - lines.length} more`] : [];
  return `\`${head}\` is deployed. These commits are not in \`${base}\` yet:\n\n${[...lines, ...more].join("\n")}\n\nMerge it with a merge commit: after a squash, the next promotion would list them again.`;
}

/** The first line, as code: so it mentions nobody. */
const titleOf = (message) => `\`${message.split("\n")[0].replaceAll("`", "'")}\``;

/** GitHub answers 404 for a branch that there is not, and for one that the job must not see. */
async function compare(head, base) {
  try {
    return await request("GET", `/compare/${base}...${head}`);
  } catch (error) {
    if (error.status !== 404 || !(await has(head)) || (await has(base))) throw error;
    throw new Error(
      `There is no branch ${base} to promote to. Once its tenant is to be deployed, create it: git push origin ${head}:${base}`,
    );
  }
}

const has = (branch) =>
  request("GET", `/branches/${branch}`).then(
    () => true,
    (error) => {
      if (error.status === 404) return false;
      throw error;
    },
  );

async function promote() {
  const [head, base] = [variable("HEAD"), variable("BASE")];
  const [owner] = variable("GITHUB_REPOSITORY").split("/");
  const difference = await compare(head, base);
  if (difference.ahead_by === 0) return `${base} has everything that ${head} has.`;
  const body = bodyOf(difference, head, base);
  const open = [];
  for await (const pull of list(`/pulls?state=open&base=${base}&head=${owner}:${head}`)) open.push(pull);
  if (open[0]) {
    await request("PATCH", `/pulls/${open[0].number}`, { body });
    await preview(open[0], head, base);
    return `Updated the pull request ${open[0].html_url}`;
  }
  const opened = await request("POST", "/pulls", { title: `Promote ${head} to ${base}`, body, head, base });
  await preview(opened, head, base);
  return `Opened the pull request ${opened.html_url}`;
}

/**
 * Starts the preview, unless its comment is there: pushes to the branch start it from then on. GitHub starts no workflow for what
 * the token of a job does, except this one. An attempt before this one may have failed in between.
 */
async function preview({ number }, head, base) {
  // Stacks are named as the branches, but that of main, into which nothing is promoted.
  if (await find(`/issues/${number}/comments`, isMarked(markerOf(base)))) return;
  const inputs = { pull_request: String(number), base };
  await request("POST", "/actions/workflows/preview.yml/dispatches", { ref: head, inputs });
}

run(() =>
  attempt(
    "pull-requests: write and actions: write, and the repository must allow Actions to create pull requests",
    promote,
  ),
);
