/** GitLab's REST API, with the access token of the project's bot: the token of a job can write no notes and issues. */
import { HttpError, send, variable } from "./http.mjs";

/** Bounds what is read if pages have no end. */
const mostPages = 100;

const api = () => variable("CI_API_V4_URL").replace(/\/$/, "");
const headers = () => ({ "private-token": variable("GITLAB_TOKEN") });

const needs = "GITLAB_TOKEN must be an access token of this project, of the role Developer, with the scope api.";

async function ask(method, url, body) {
  try {
    return await send(method, url, { headers: headers(), body });
  } catch (error) {
    const isRefused = error instanceof HttpError && [401, 403, 404].includes(error.status);
    throw isRefused ? new HttpError(`${error.message}. ${needs}`, error.status) : error;
  }
}

const below = (path) => `${api()}/projects/${variable("CI_PROJECT_ID")}${path}`;

/** @param path Below the project: `/issues`. @returns The parsed answer. @throws HttpError */
export const request = async (method, path, body) => (await ask(method, below(path), body)).content;

/** Yields the objects of a list, page by page. */
export async function* list(path) {
  let url = `${below(path)}${path.includes("?") ? "&" : "?"}per_page=100`;
  for (let page = 1; url && page <= mostPages; page++) {
    const { content, headers: answered } = await ask("GET", url);
    yield* content;
    url = /<([^>]+)>; *rel="next"/.exec(answered.get("link") ?? "")?.[1];
    if (url && new URL(url).origin !== new URL(api()).origin)
      throw new HttpError(`GitLab's next page is elsewhere: ${url}`);
  }
}

/** @returns The first object of a list that matches. */
export async function find(path, matches) {
  for await (const object of list(path)) if (matches(object)) return object;
  return undefined;
}

/**
 * Whether this bot wrote a text with the marker: anybody can write the marker, and change what they wrote.
 * @returns A test for notes, and for what has a description.
 */
export async function ours(marker) {
  const { content } = await ask("GET", `${api()}/user`);
  return ({ author, body, description }) => author?.id === content.id && (body ?? description ?? "").startsWith(marker);
}
