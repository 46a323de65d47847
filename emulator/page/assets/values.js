/** Values of properties, and what changed in them. */
import { bidi, element } from "./dom.js";

const isList = (value) => Array.isArray(value) && value.every((one) => typeof one !== "object" || one === null);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isHidden = (value) => value === "••••••••";

/** @param {unknown} value */
export function shown(value, isSecret = false) {
  if (value === "" || (Array.isArray(value) && value.length === 0)) return element("span.nothing", {}, "empty");
  if (isList(value)) return element("ul.values", {}, ...value.map((one) => element("li", {}, bidi(String(one)))));
  if (isObject(value)) return nested(value, isSecret);
  const isText = typeof value === "string";
  const text = isText ? value : JSON.stringify(value, null, 2);
  const name = text.includes("\n") ? "pre" : "span";
  return element(`${name}${isSecret ? ".secret" : ""}`, { dir: isText ? "auto" : "ltr" }, text);
}

const nested = (value, isSecret) =>
  element(
    "dl.nested",
    {},
    ...Object.entries(value).flatMap(([name, inner]) => [
      element("dt", {}, name),
      element("dd", {}, shown(inner, isSecret)),
    ]),
  );

/** Properties with their values, each on a line. */
export const properties = (list) =>
  element(
    "dl.properties",
    {},
    ...list.flatMap(({ name, value, isSecret }) => [
      element("dt", {}, name),
      element("dd", {}, shown(value, isSecret), ...(isHidden(value) ? [element("span.nothing", {}, " hidden")] : [])),
    ]),
  );

/** Properties with what was before and what is after; of objects and lists, only what differs. */
export const changes = (list) =>
  element(
    "dl.properties.changes",
    {},
    ...list
      .flatMap(differences)
      .flatMap(({ name, before, after, isSecret }) => [
        element("dt", {}, name),
        element("dd", {}, ...linesOf(before, after, isSecret)),
      ]),
  );

function differences({ name, before, after, isSecret }) {
  if (!isObject(before) || !isObject(after)) return [{ name, before, after, isSecret }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .flatMap((key) => differences({ name: `${name}.${key}`, before: before[key], after: after[key], isSecret }));
}

function linesOf(before, after, isSecret) {
  if (!isList(before) || !isList(after)) {
    return [
      ...(before === undefined ? [] : [removed(shown(before, isSecret))]),
      ...(after === undefined ? [] : [added(shown(after, isSecret))]),
    ];
  }
  const gone = before.filter((one) => !after.includes(one)).map((one) => removed(shown(one, isSecret)));
  const come = after.filter((one) => !before.includes(one)).map((one) => added(shown(one, isSecret)));
  return gone.length + come.length > 0 ? [...gone, ...come] : [removed(shown(before)), added(shown(after))];
}

const removed = (value) => element("del", { title: "before" }, value);
const added = (value) => element("ins", { title: "after" }, value);
