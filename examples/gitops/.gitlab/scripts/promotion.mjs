/** Opens the merge request from a deployed branch into the next one, or updates its text. */
import { find, request } from "./gitlab.mjs";
import { attempt, run, variable } from "./http.mjs";

const mostCommits = 100;

function descriptionOf(commits, source, target) {
  const lines = commits.slice(-mostCommits).map(({ short_id: id, title }) => `- ${id} ${plain(title)}`);
  const more = commits.length > lines.length ? [`- and ${commits.length - lines.length} more`] : [];
  const list = [...lines, ...more].join("\n");
  return `\`${source}\` is deployed. These commits are not in \`${target}\` yet:\n\n${list}\n\nMerge it without squashing: after a squash, the next promotion would list them again.`;
}

/** A commit's title mentions nobody, and closes no issue. */
const plain = (text) => text.replace(/[\\`*_{}[\]<>#@!|~$%&]/g, "\\$&");

/** GitLab answers 404 for a branch that there is not, and for a project that the token must not see. */
async function compare(source, target) {
  try {
    return await request("GET", `/repository/compare?from=${target}&to=${source}`);
  } catch (error) {
    if (error.status !== 404 || !(await has(source)) || (await has(target))) throw error;
    throw new Error(
      `There is no branch ${target} to promote to. Once its tenant is to be deployed, create it: git push origin ${source}:${target}`,
    );
  }
}

const has = (branch) =>
  request("GET", `/repository/branches/${branch}`).then(
    () => true,
    (error) => {
      if (error.status === 404) return false;
      throw error;
    },
  );

async function promote() {
  const [source, target] = [variable("CI_COMMIT_BRANCH"), variable("NEXT_BRANCH")];
  const { commits } = await compare(source, target);
  if (commits.length === 0) return `${target} has everything that ${source} has.`;
  const description = descriptionOf(commits, source, target);
  const open = `/merge_requests?state=opened&source_branch=${source}&target_branch=${target}`;
  // One of a fork has a branch of the same name, maybe.
  const found = await find(open, ({ source_project_id: from, target_project_id: into }) => from === into);
  if (found !== undefined) {
    await request("PUT", `/merge_requests/${found.iid}`, { description });
    return `Updated the merge request ${found.web_url}`;
  }
  const { web_url: opened } = await request("POST", "/merge_requests", {
    source_branch: source,
    target_branch: target,
    title: `Promote ${source} to ${target}`,
    description,
    remove_source_branch: false,
    squash: false,
  });
  return `Opened the merge request ${opened}`;
}

run(() => attempt(promote));
