/** A request as it came: received whole, and its body read. */
import type { IncomingMessage } from "node:http";
import type { Values } from "../provider/fields/field.ts";
import { isObject } from "../provider/fields/shape.ts";
import { badRequest, Refusal } from "./refusal.ts";

const bodyLimit = 1_000_000;

export async function receive(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > bodyLimit) throw new Refusal(413, { message: "request entity too large", error_code: 413 });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The body as an object without a null anywhere, as the API wants it. */
export function parse(body: string): Values {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    throw badRequest(["the body is not JSON"]);
  }
  if (!isObject(content)) throw badRequest(["the body must be an object"]);
  const nulls = nullsIn(content);
  if (nulls.length > 0) throw badRequest(nulls.map((path) => `${path} must not be null`));
  return content;
}

const nullsIn = (value: unknown, path: string[] = []): string[] => {
  if (value === null) return [path.join(".")];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => nullsIn(inner, [...path, key]));
};
