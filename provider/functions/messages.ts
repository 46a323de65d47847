/** Messages for functions that find nothing, or more than one: the arguments, what exists instead, and what to do. */
import type { Resource, Values } from "../fields/field.ts";
import { listed, nounOf } from "../fields/naming.ts";
import { pathSegmentRule } from "../fields/pathSegment.ts";
import { closestName } from "../fields/suggest.ts";
import { parentOf } from "../lifecycle/index.ts";
import type { FunctionCall } from "./definitions.ts";

type Given = Pick<FunctionCall, "args" | "secretArgs">;

const quoted = (value: unknown): string => JSON.stringify(value);

/** An argument's value, unless the program marks it as secret. */
const argument = (name: string, { args, secretArgs }: Given): string =>
  secretArgs?.includes(name) ? "(secret, not shown)" : quoted(args[name]);

const idFieldOf = ({ id }: Resource): string => id.at(-1) as string;

/** `application`, or `clients of the application "a1"`. */
function describe(resource: Resource, given: Given, plural = ""): string {
  const parent = parentOf(resource);
  const owner = parent ? ` of the ${nounOf(parent.name)} ${argument(idFieldOf(parent), given)}` : "";
  return `${nounOf(resource.name)}${plural}${owner}`;
}

const checkTenant = "that transmit:region and the credentials are of the tenant that has it";

export function noResourceWithId(resource: Resource, given: Given): string {
  const field = idFieldOf(resource);
  return (
    `No ${describe(resource, given)} has the ${field} ${argument(field, given)}. ` +
    `Check ${listed(resource.id, "and")}, and ${checkTenant}.`
  );
}

/** More names than these are only counted. */
const maxNames = 8;

/** @param all The resources that exist. */
export function noResourceWithName(resource: Resource, given: Given, all: readonly Values[]): string {
  const { nameField } = resource;
  const idField = idFieldOf(resource);
  const names = all.map((item) => item[nameField]).filter((name) => typeof name === "string");
  const none = `No ${describe(resource, given)} has the ${nameField} ${argument(nameField, given)}.`;
  // A similar name would give away most of a secret one, and so would a list with a similar name in it.
  const isSecret = given.secretArgs?.includes(nameField) ?? false;
  const similar = isSecret ? undefined : closestName(String(given.args[nameField]), names);
  if (similar !== undefined) {
    const meant = all.find((item) => item[nameField] === similar);
    return `${none} Did you mean ${quoted(similar)}, whose ${idField} is ${quoted(meant?.[idField])}? Every letter and space counts.`;
  }
  const isShown = !isSecret && names.length > 0 && names.length <= maxNames;
  const known = isShown ? `: ${listed(names.map(quoted), "and")}` : "";
  return `${none} There are ${names.length || "none"}${known}. Check ${nameField}, and ${checkTenant}.`;
}

export const ambiguousName = (resource: Resource, given: Given, ids: readonly unknown[]): string =>
  `${ids.length} ${describe(resource, given, "s")} have the ${resource.nameField} ` +
  `${argument(resource.nameField, given)}. ` +
  `Say which one is meant by its ${idFieldOf(resource)}: ${listed(ids.map(quoted))}.`;

/** Programs often give the whole id of a resource, such as `appId/clientId`, for a part of it. */
/** An argument that cannot be a part of an id. */
export function notAnId(part: string, value: string, given: Given): string {
  const start = `${part} is ${argument(part, given)}, `;
  return value.includes("/")
    ? `${start}which has a slash in it, like the whole id of a resource. Give the part that is the ${part}.`
    : `${start}which cannot be an id. ${pathSegmentRule}`;
}
