/** What is not there, or is there more than once, put into words: what was looked for, what there is, what to do. */
import type { Resource, Values } from "../fields/field.ts";
import { listed } from "../fields/names.ts";
import { alike } from "../lifecycle/index.ts";

const text = (value: unknown): string => JSON.stringify(value);
const kindOf = ({ name }: Resource): string => name.toLowerCase();
const partOf = ({ id }: Resource): string => id.at(-1) as string;
const parentOf = ({ id }: Resource): string | undefined => id.at(-2);

/** " of the application whose appId is …", for what belongs to one. */
const within = (resource: Resource, args: Values): string => {
  const parent = parentOf(resource);
  return parent ? ` of the application whose ${parent} is ${text(args[parent])}` : "";
};

const checkTenant = "that transmit:region and the credentials are of the tenant that has it";

export function noneWithId(resource: Resource, args: Values): string {
  const part = partOf(resource);
  return (
    `There is no ${kindOf(resource)}${within(resource, args)} whose ${part} is ${text(args[part])}. ` +
    `Check ${listed(resource.id, "and")}, and ${checkTenant}.`
  );
}

export const noParent = (resource: Resource, args: Values): string =>
  `There is no application whose ${parentOf(resource)} is ${text(args[parentOf(resource) as string])}. ` +
  `Check ${parentOf(resource)}, and ${checkTenant}.`;

/** More names than these are no help. */
const few = 8;

export function noneWithTitle(resource: Resource, args: Values, all: readonly Values[]): string {
  const { title } = resource;
  const titles = all.flatMap((item) => (typeof item[title] === "string" ? [item[title]] : []));
  const none = `There is no ${kindOf(resource)}${within(resource, args)} whose ${title} is ${text(args[title])}.`;
  const other = alike(String(args[title]), titles);
  if (other !== undefined) {
    const [part, meant] = [partOf(resource), all.find((item) => item[title] === other)];
    return `${none} Did you mean ${text(other)}, whose ${part} is ${text(meant?.[part])}? Every letter and space counts.`;
  }
  const there = titles.length > 0 && titles.length <= few ? `: ${listed(titles.map(text), "and")}` : "";
  return `${none} There are ${titles.length}${there}. Check ${title}, and ${checkTenant}.`;
}

export const severalWithTitle = (resource: Resource, args: Values, ids: readonly unknown[]): string =>
  `There are ${ids.length} ${kindOf(resource)}s${within(resource, args)} whose ${resource.title} is ` +
  `${text(args[resource.title])}. Say which one by its ${partOf(resource)}: ${listed(ids.map(text))}.`;
