/** A request as it came: where it goes, and its body. */
import type { IncomingMessage } from "node:http";
import type { Values } from "../../provider/fields/field.ts";
import { isObject } from "../../provider/fields/shape.ts";
import type { Behaviour } from "../tenant/behaviour.ts";
import { badRequest, tooLarge } from "./refusal.ts";

const bodyLimit = 1_000_000;

/** The path, as it came but for the query. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? "/").split("?", 1)[0] as string;

export async function receive(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too much is read as well: to stop in the middle would end the connection, and with it the answer.
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  if (size > bodyLimit) throw tooLarge(bodyLimit);
  return Buffer.concat(chunks).toString();
}

export function parse(body: string): Values {
  const content = parseJson(body);
  if (!isObject(content)) throw badRequest(["the body must be an object"]);
  return content;
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw badRequest(["the body is not JSON"]);
  }
}

/** An update, with what it keeps of a document: where null clears, what is null is neither sent nor kept. */
export function receiveUpdate({ settings }: Behaviour, document: Values, body: Values): { sent: Values; kept: Values } {
  if (settings.null === "refused") return { sent: body, kept: document };
  const isCleared = ([name]: [string, unknown]) => body[name] === null;
  const without = (values: Values) => Object.fromEntries(Object.entries(values).filter((entry) => !isCleared(entry)));
  return { sent: without(body), kept: without(document) };
}
