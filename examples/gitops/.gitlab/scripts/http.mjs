/** JSON over HTTP, with errors that say what was tried and what came back. */

const attempts = 3;
/** Milliseconds before the next attempt. */
const pause = 1000;

export class HttpError extends Error {
  /** @param status Undefined if nothing came back. */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** @returns A variable of the job. @throws Error if it is missing */
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`The variable ${name} is not set in this job.`);
  return value;
}

/** @returns The parsed answer and its headers. @throws HttpError */
export async function send(method, url, { headers = {}, body } = {}) {
  const what = `${method} ${new URL(url).pathname}`;
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: { ...headers, ...(body && { "content-type": "application/json" }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
  } catch (error) {
    throw new HttpError(`${what} failed: ${error.cause?.message ?? error.message}`);
  }
  const text = await response.text();
  if (!response.ok) throw new HttpError(`${what} answered ${response.status}: ${messageOf(text)}`, response.status);
  return { content: parsed(text, what), headers: response.headers };
}

function parsed(text, what) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    throw new HttpError(`${what} answered with something that is not JSON`, 200);
  }
}

function messageOf(text) {
  try {
    const { message, error, errors } = JSON.parse(text);
    const said = message ?? error ?? errors;
    return typeof said === "string" ? said : JSON.stringify(said);
  } catch {
    return text.slice(0, 200) || "no content";
  }
}

/** Does something that begins with a search, so that another attempt finds what a failed one has made. */
export async function attempt(action) {
  for (let number = 1; ; number++) {
    try {
      return await action();
    } catch (error) {
      const canPass =
        error instanceof HttpError && (error.status === undefined || error.status >= 500 || error.status === 429);
      if (!canPass || number === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Ends the command with a sentence instead of a stack trace. What it returns is printed. */
export async function run(main) {
  try {
    console.log(await main());
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
}
