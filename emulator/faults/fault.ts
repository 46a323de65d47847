/** What a fault makes of an answer. */
import type { Values } from "../../provider/fields/field.ts";
import { isObject } from "../../provider/fields/shape.ts";
import type { Asked, Content, Outcome } from "../http/exchange.ts";
import type { Reply } from "../http/reply.ts";
import { isAfter, type Rule } from "./faultRule.ts";

/** @param reply Carries the request out: not called where the fault comes before that. */
export function shape(rule: Rule | undefined, asked: Asked, reply: () => Reply): Outcome {
  if (!rule || rule.fault === "slow") return contentOf(reply());
  const real = isAfter(rule) ? reply() : undefined;
  switch (rule.fault) {
    case "reset":
    case "hang":
      return rule.fault;
    case "status":
      return { ...contentOf(refusal(rule, asked)), ...headersOf(rule) };
    case "empty":
      return { status: rule.status ?? 200, headers: {} };
    case "html":
      return page(rule.status ?? 502, asked);
    case "truncated":
      return truncate(contentOf(real as Reply));
    case "missing-id":
      return contentOf(altered(real as Reply, firstIn, (item) => delete item[rule.field ?? asked.names.id]));
    case "wrong-type":
      return contentOf(
        altered(real as Reply, firstIn, (item) => {
          const name = rule.field ?? asked.names.name;
          item[name] = typeof item[name] === "string" ? 42 : "of the wrong type";
        }),
      );
    case "odd-value": {
      const { id, field = "", value } = rule;
      const meant = (items: unknown[]) =>
        items.filter((item) => id === undefined || (isObject(item) && item[asked.names.id] === id));
      return contentOf(altered(real as Reply, meant, (item) => Object.assign(item, { [field]: value })));
    }
  }
}

const json = { "content-type": "application/json" };

export function contentOf({ status, body }: Reply): Content {
  return body === undefined ? { status, headers: {} } : { status, headers: json, text: JSON.stringify(body) };
}

function refusal({ status = 500, quotes }: Rule, { text }: Asked): Reply {
  const message = quotes ? `a fault, as ordered, for ${text}` : "a fault, as ordered";
  return { status, body: { message, error_code: status } };
}

function headersOf({ retryAfter, retryAfterDate }: Rule): { headers: Record<string, string> } {
  if (retryAfter !== undefined) return { headers: { ...json, "retry-after": String(retryAfter) } };
  if (retryAfterDate === undefined) return { headers: json };
  return { headers: { ...json, "retry-after": new Date(Date.now() + retryAfterDate * 1000).toUTCString() } };
}

/** As the worst of proxies writes it: it repeats what was sent, credentials and all. */
const page = (status: number, { text }: Asked): Content => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  text: `<html><body><h1>Error ${status}</h1><pre>${text}</pre></body></html>`,
});

const truncate = (content: Content): Content => ({
  ...content,
  text: content.text?.slice(0, Math.floor(content.text.length / 2)),
});

const firstIn = (items: unknown[]): unknown[] => items.slice(0, 1);

/** A success whose resource is changed, or those that are chosen of a list. What has no body stays as it is. */
function altered(reply: Reply, choose: (items: unknown[]) => unknown[], change: (item: Values) => void): Reply {
  const body = structuredClone(reply.body);
  const content = isObject(body) && "result" in body ? body.result : body;
  const items = choose(Array.isArray(content) ? content : [content]).filter(isObject);
  if (reply.status < 300) items.forEach(change);
  return { ...reply, body };
}
