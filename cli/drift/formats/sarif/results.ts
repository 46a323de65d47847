import { createHash } from "node:crypto";
import { printable } from "../../../../provider/safeText.ts";
import type { DriftedProperty, DriftedResource, DriftReport } from "../../report.ts";
import { findingWords, nameIn, originOf, statusOf, statusWords } from "../summary.ts";
import { isLong, jsonOf } from "../values.ts";
import { levelOf, type RuleId, ruleIds } from "./rules.ts";

interface Found {
  rule: RuleId;
  /** What it is the result of: the same next time. */
  about: string;
  name: string;
  message: string;
}

/** @param uri Of the project's file: there is no line for a resource, so results are at the first one. */
export function resultsOf({ resources, findings, unmanaged }: DriftReport, uri: string) {
  const found: Found[] = [
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
  const counts = new Map<string, number>();
  return found.map(({ rule, about, name, message }) => {
    const print = createHash("sha256").update(`${rule}\n${about}`).digest("hex");
    const count = (counts.get(print) ?? 0) + 1;
    counts.set(print, count);
    return {
      ruleId: rule,
      ruleIndex: ruleIds.indexOf(rule),
      level: levelOf(rule),
      message: { text: escaped(oneLine(message)) },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
          logicalLocations: [{ name: oneLine(name), fullyQualifiedName: oneLine(about), kind: "resource" }],
        },
      ],
      // GitHub goes by the first one alone. It would count up the line's own hash, so results would change their places.
      partialFingerprints: {
        primaryLocationLineHash: `${print.slice(0, 16)}:${count}`,
        "pulumiTransmitDrift/v1": `${print}:${count}`,
      },
    };
  });
}

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

/** Characters of a message that are shown. */
const mostCharacters = 2000;

function oneLine(text: string): string {
  const line = printable(text.replace(/\s+/g, " ")).trim();
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line;
}

/** Plain text as SARIF has it: `[text](address)` would be a link, and single braces are placeholders. */
const escaped = (text: string): string => text.replaceAll("](", "] (").replace(/[{}]/g, "$&$&");
