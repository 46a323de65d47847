/**
 * The pages of a list. A continuation token names the last resource of its page, so that pages neither repeat nor skip a
 * resource while others are created or deleted.
 */
import { createHash } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { isObject } from "../../fields/shape.ts";
import { RequestError } from "../grpcStatus.ts";

/** What a list says of a resource. */
export interface Listed {
  id: string;
  name: string;
  /** Its place in the list: items are sorted by it. */
  order: string;
}

/** Where a page begins. */
export interface Place {
  /** Stands for what is listed: a token of another list is refused. */
  list: string;
  /** The `order` of the last resource of the page before; undefined for the first page. */
  after?: string;
  /** How many resources the pages before have. */
  served: number;
}

export interface PageLimits {
  /** At most this many resources in all pages together; no limit below 1. */
  limit: number;
  /** At most this many resources in this page; no limit below 1. */
  size: number;
}

export interface Page {
  items: readonly Listed[];
  /** The token for the page after this one; undefined for the last page. */
  continuation?: string;
}

export function pageOf(all: readonly Listed[], place: Place, { limit, size }: PageLimits): Page {
  const { list, after, served } = place;
  const left = after === undefined ? all : all.filter(({ order }) => order > after);
  const wanted = left.slice(0, limit < 1 ? undefined : Math.max(0, limit - served));
  const items = wanted.slice(0, size < 1 ? undefined : size);
  const last = items.at(-1);
  if (!last || items.length === wanted.length) return { items };
  return { items, continuation: encodePlace({ list, after: last.order, served: served + items.length }) };
}

const encodePlace = (place: Place): string => Buffer.from(JSON.stringify(place)).toString("base64url");

/**
 * @param token Empty for the first page. @param subject What is listed. The token does not show it.
 * @throws RequestError for a token that is not of this list
 */
export function placeOf(token: string, subject: readonly unknown[]): Place {
  const list = createHash("sha256").update(JSON.stringify(subject)).digest("base64url").slice(0, 16);
  if (token === "") return { list, served: 0 };
  const place = decodePlace(token);
  if (place?.list === list) return place;
  throw new RequestError(
    status.INVALID_ARGUMENT,
    "The continuation token is not one of this list. Give the token of the page before, with the same resource type and " +
      "query; or none, to begin with the first page.",
  );
}

function decodePlace(token: string): Place | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (!isObject(place)) return undefined;
    const { list, after, served } = place;
    const isPlace = typeof list === "string" && typeof after === "string" && Number.isSafeInteger(served);
    return isPlace && (served as number) > 0 ? { list, after, served: served as number } : undefined;
  } catch {
    return undefined;
  }
}
