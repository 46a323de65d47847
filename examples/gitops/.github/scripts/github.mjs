/** GitHub's REST API, with the token of the job. */

/** @returns A variable of the job. @throws Error if it is missing */
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`The variable ${name} is not set in this step.`);
  return value;
}

export const logOfRun = () =>
  `${variable("GITHUB_SERVER_URL")}/${variable("GITHUB_REPOSITORY")}/actions/runs/${variable("GITHUB_RUN_ID")}`;

/** What the comment on the preview of a stack begins with. */
export const markerOf = (stack) => `<!-- pulumi-transmit preview ${stack} -->`;

const attempts = 3;
/** Milliseconds before the next attempt. */
const pause = 1000;

/** Bounds what is read if pages have no end. */
const mostPages = 100;

const api = () => (process.env.GITHUB_API_URL || "https://api.github.com").replace(/\/$/, "");
const base = () => `${api()}/repos/${variable("GITHUB_REPOSITORY")}`;

export class GitHubError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function send(method, url, body) {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${variable("GITHUB_TOKEN")}`,
    "x-github-api-version": "2022-11-28",
  };
  const what = `${method} ${new URL(url).pathname}`;
  let response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
  } catch (error) {
    throw new GitHubError(`${what} failed: ${error.cause?.message ?? error.message}`);
  }
  const text = await response.text();
  if (response.ok) return { content: parsed(text, what), link: response.headers.get("link") ?? "" };
  throw new GitHubError(`${what} answered ${response.status}: ${messageOf(text)}`, response.status);
}

function parsed(text, what) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    throw new GitHubError(`${what} answered with something that is not JSON. GITHUB_API_URL is ${api()}.`, 200);
  }
}

function messageOf(text) {
  try {
    const { message, errors = [] } = JSON.parse(text);
    return [message, ...errors.map((error) => error.message).filter(Boolean)].join(" ");
  } catch {
    return text.slice(0, 200) || "no content";
  }
}

/** @param path Below the repository: `/issues`. @returns The parsed answer. @throws GitHubError */
export const request = async (method, path, body) => (await send(method, base() + path, body)).content;

/** Yields the objects of a list, page by page. */
export async function* list(path) {
  let url = `${base()}${path}${path.includes("?") ? "&" : "?"}per_page=100`;
  for (let page = 1; url && page <= mostPages; page++) {
    const { content, link } = await send("GET", url);
    yield* content;
    url = /<([^>]+)>; *rel="next"/.exec(link)?.[1];
    if (url && new URL(url).origin !== new URL(api()).origin)
      throw new GitHubError(`GitHub's next page is elsewhere: ${url}`);
  }
}

/** @returns The first object of a list that matches. */
export async function find(path, matches) {
  for await (const object of list(path)) if (matches(object)) return object;
  return undefined;
}

/** Whether a job wrote it: anybody can write a marker, and change what they wrote. */
export const isMarked = (marker) => (object) => object.user?.type === "Bot" && Boolean(object.body?.startsWith(marker));

/**
 * Does something that begins with a search, so that another attempt finds what a failed one has made.
 * @param needs The permissions of the job, for the error.
 */
export async function attempt(needs, action) {
  for (let number = 1; ; number++) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      const canPass = error.status === undefined || error.status >= 500 || error.status === 429;
      if (!canPass || number === attempts) throw explained(error, needs);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function explained(error, needs) {
  const isRefused = error.status === 403 || error.status === 404;
  return new GitHubError(
    isRefused ? `${error.message} The job needs the permission ${needs}.` : error.message,
    error.status,
  );
}

/** Ends the step with an annotation instead of a stack trace. */
export async function run(main) {
  try {
    console.log(await main());
  } catch (error) {
    console.log(`::error::${error.message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}`);
    process.exitCode = 1;
  }
}
