/** How the command speaks of a report beside the report itself. */
import type { Annotated } from "../report/annotations.ts";
import type { Announcement } from "../report/announce.ts";
import { nameIn } from "../report/words.ts";
import { levelOf } from "./formats/alerts/rules.ts";
import { formats } from "./formats/index.ts";
import { findingWords, statusWords, summaryOf } from "./formats/summary.ts";
import type { DriftedResource, DriftReport } from "./report.ts";

export const driftAnnouncement: Announcement<DriftReport> = {
  command: "drift",
  title: "Details of the drift check",
  formats,
  summary: summaryOf,
  isQuiet: ({ inSync }) => inSync,
  annotations: (report) => [annotated(report), ["error", "Drift", summaryOf(report)]],
};

const annotated = ({ findings, resources, unmanaged }: DriftReport): Annotated[] => [
  ...findings.map(
    ({ code, urn, message }): Annotated => [levelOf(code), `${findingWords[code]}: ${nameIn(urn)}`, message],
  ),
  ...resources.map(
    (resource): Annotated => [
      levelOf(resource.status),
      `${resource.type} ${resource.name} ${statusWords[resource.status]}`,
      textOf(resource),
    ],
  ),
  ...unmanaged.map(
    ({ type, name, id, adopt }): Annotated => [
      levelOf("unmanaged"),
      `Unmanaged ${type} ${name || id}`,
      `To take it over: ${adopt}`,
    ],
  ),
];

function textOf({ properties, message, next }: DriftedResource): string {
  const paths = properties.map(({ path }) => path).join(", ");
  return [message, paths && `Different: ${paths}.`, `Next: ${next}`].filter(Boolean).join(" ");
}
