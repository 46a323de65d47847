import type { Found } from "../../../report/alerts/alerts.ts";
import { isLong, jsonOf } from "../../../report/values.ts";
import { nameIn } from "../../../report/words.ts";
import type { DriftedProperty, DriftedResource, DriftReport } from "../../report.ts";
import { findingWords, originOf, statusOf, statusWords } from "../summary.ts";
import type { RuleId } from "./rules.ts";

/** Each resource, finding and unmanaged object is a result. */
export const foundIn = ({ resources, findings, unmanaged }: DriftReport): (Found & { rule: RuleId })[] => [
  ...resources.map((resource) => ({
    rule: resource.status,
    about: resource.urn,
    name: resource.name,
    message: messageOf(resource),
  })),
  ...findings.map(({ code, urn, message }) => ({
    rule: code,
    about: urn,
    name: nameIn(urn),
    message: `${findingWords[code]}. ${message}`,
  })),
  ...unmanaged.map((object) => ({
    rule: "unmanaged" as const,
    about: `${object.type} ${object.id}`,
    name: object.name || object.id,
    message: [
      `${object.type} "${object.name || object.id}" is in none of the stacks.`,
      originOf(object) && `It was ${originOf(object)}.`,
      `To take it over: ${object.adopt}`,
    ]
      .filter(Boolean)
      .join(" "),
  })),
];

function messageOf(resource: DriftedResource): string {
  const { type, name, message, properties, next } = resource;
  return [
    `${type} "${name}" ${happened(resource)}.`,
    message,
    properties.length > 0 && `${properties.map(differenceOf).join("; ")}.`,
    next && `Next: ${next}`,
  ]
    .filter(Boolean)
    .join(" ");
}

const happened = ({ status, updatedAt }: DriftedResource): string =>
  status === "unreadable" ? statusWords[status] : `was ${statusOf({ status, updatedAt })} outside of Pulumi`;

/** A message is one paragraph: only short values are in it. */
function differenceOf({ path, program, tenant, secret }: DriftedProperty): string {
  const values = [program, tenant];
  if (secret || values.some((value) => isObject(value) || isLong(value))) return `${path} differs`;
  const [said, has] = values.map((value) => (value === undefined ? "nothing" : jsonOf(value)));
  return `${path}: the program says ${said}, the tenant has ${has}`;
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
