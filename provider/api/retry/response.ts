/** Turns an HTTP response into content, or into an error that is safe to show. */
import { ApiError, type Failure, redact } from "../../errors.ts";
import type { HttpResponse } from "../http/httpClient.ts";

type Request = Pick<Failure, "method" | "path"> & {
  /** What the user can do after a 401, where the token itself says it. */
  adviceOnRefusal?(): string | undefined;
};

/**
 * The parsed body of a success; undefined if it has none, or if the body of a deletion's response is no JSON.
 * @param secrets What errors must not contain.
 */
export function parseResponse(
  request: Request,
  response: HttpResponse,
  secrets: () => readonly string[] = () => [],
): unknown {
  if (response.status >= 200 && response.status < 300) {
    const content = parse(response.body);
    if (content !== undefined || response.body === "" || (request.method === "DELETE" && !isPage(response)))
      return content;
  }
  const said = parse(response.body);
  const concealed = secrets();
  const messages = messagesIn(said)?.map((message) => redact(message, concealed));
  throw new ApiError({
    method: request.method,
    path: request.path,
    status: response.status,
    messages: messages ?? [`${describeBody(response)}, not JSON with a message`],
    requestId: requestIdIn(response, concealed),
    notFromApi: messages === undefined,
    hasApiErrorCode: isObject(said) && said.error_code !== undefined,
    code: isObject(said) && typeof said.ts_error_code === "string" ? said.ts_error_code : undefined,
    advice: adviceOn(response, messages === undefined, request),
  });
}

function requestIdIn({ headers }: HttpResponse, secrets: readonly string[]): string | undefined {
  const id = headers["x-request-id"] ?? headers["x-correlation-id"] ?? headers["x-amzn-requestid"];
  return id && redact(id, secrets);
}

/**
 * How an error with credentials that were right a moment ago comes about. Pulumi gives no sign of it.
 * @param from What gave the secret: the state keeps no setting of the environment. @returns A sentence after a blank, or nothing
 */
export const settingsOfLastUpdate = (from: string | undefined): string =>
  from?.startsWith("TRANSMIT_") ? "" : ` ${fromTheState}`;

const fromTheState =
  "If they were changed since the last pulumi up: refresh, destroy, drift checks and up --refresh use the settings of that " +
  "up, from the state. Add --run-program to the command.";

const adviceFor: Record<number, string> = {
  401: "The access token was refused.",
  403: "The request is not allowed. Check that the credentials are those of a management application of the tenant.",
  407: "A proxy wants credentials. Write them into HTTPS_PROXY, or name the API's host in NO_PROXY.",
};

/** @param notFromApi The API documents no body for 401 and 403, so such a response may still be its own. */
function adviceOn({ status, headers }: HttpResponse, notFromApi: boolean, request: Request): string | undefined {
  if (status === 401 || status === 403) {
    const advice = (status === 401 && request.adviceOnRefusal?.()) || adviceFor[status];
    return notFromApi ? `${advice} A proxy or gateway may also have answered in place of the API.` : advice;
  }
  if (status < 300 || status >= 400) return adviceFor[status];
  const { location = "" } = headers;
  // The origin alone: what follows may quote the request.
  const to = URL.canParse(location) ? ` to ${new URL(location).origin}` : "";
  return `Redirects${to} are not followed, since they would carry the token along. Check transmit:region or transmit:baseUrl.`;
}

/** The API's errors have `message`, a string or a list; the token endpoint has `error` and `error_description` (RFC 6749). */
function messagesIn(content: unknown): string[] | undefined {
  if (!isObject(content)) return undefined;
  const { message, error, error_description: description } = content;
  const messages = [message ?? description ?? error].flat().filter((text) => typeof text === "string" && text !== "");
  return messages.length > 0 ? (messages as string[]) : undefined;
}

const isObject = (content: unknown): content is Record<string, unknown> =>
  typeof content === "object" && content !== null;

/** An HTML page comes from a proxy or gateway, not from the API. */
const isPage = ({ headers }: HttpResponse): boolean => /html/i.test(headers["content-type"] ?? "");

/** Type and size alone: a proxy's page may quote the request. */
function describeBody({ headers, body }: HttpResponse): string {
  if (body === "") return "an empty body";
  const type = headers["content-type"]?.split(";")[0];
  return `${type ? `${type} ` : ""}text of ${body.length} characters`;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
