/** What is not there, or is there more than once, in words: what was looked for, what there is, what to do. */
import type { Resource, Values } from "../fields/field.ts";
import { listed, nounOf } from "../fields/naming.ts";
import { closestName } from "../fields/suggest.ts";

const text = (value: unknown): string => JSON.stringify(value);
const partOf = ({ id }: Resource): string => id.at(-1) as string;

/** `application`, or `clients of the application "a1"`. */
function who({ name, id }: Resource, args: Values, ending = ""): string {
  const parent = id.at(-2);
  return `${nounOf(name)}${ending}${parent ? ` of the application ${text(args[parent])}` : ""}`;
}

const tenant = "that transmit:region and the credentials are of the tenant that has it";

export function noneWithId(resource: Resource, args: Values): string {
  const part = partOf(resource);
  return (
    `No ${who(resource, args)} has the ${part} ${text(args[part])}. ` +
    `Check ${listed(resource.id, "and")}, and ${tenant}.`
  );
}

/** More names than these are no help. */
const few = 8;

/** @param all Those that there are. */
export function noneWithTitle(resource: Resource, args: Values, all: readonly Values[]): string {
  const { nameField } = resource;
  const part = partOf(resource);
  const titles = all.map((item) => item[nameField]).filter((name) => typeof name === "string");
  const none = `No ${who(resource, args)} has the ${nameField} ${text(args[nameField])}.`;
  const other = closestName(String(args[nameField]), titles);
  if (other !== undefined) {
    const meant = all.find((item) => item[nameField] === other);
    return `${none} Did you mean ${text(other)}, whose ${part} is ${text(meant?.[part])}? Every letter and space counts.`;
  }
  const known = titles.length > 0 && titles.length <= few ? `: ${listed(titles.map(text), "and")}` : "";
  return `${none} There are ${titles.length || "none"}${known}. Check ${nameField}, and ${tenant}.`;
}

export const severalWithTitle = (resource: Resource, args: Values, ids: readonly unknown[]): string =>
  `${ids.length} ${who(resource, args, "s")} have the ${resource.nameField} ${text(args[resource.nameField])}. ` +
  `Say which one is meant by its ${partOf(resource)}: ${listed(ids.map(text))}.`;

/** A resource's whole id, where a part of it is asked for. */
export const explainSlash = (part: string, value: string): string =>
  `${part} is ${text(value)}, which has a slash in it, like the whole id of a resource. Give the part that is the ${part}.`;
