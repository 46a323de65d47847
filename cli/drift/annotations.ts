/** A report as annotations of a GitHub run. */
import { fromOutside } from "../../provider/safeText.ts";
import { annotation, type Level } from "../terminal/annotations.ts";
import { findingWords, nameIn, statusWords, summaryOf } from "./formats/summary.ts";
import type { DriftedResource, DriftReport } from "./report.ts";

/** GitHub shows as many of each level for a step. */
const most = 10;

const levels: Record<DriftedResource["status"], Level> = { changed: "warning", deleted: "error", unreadable: "error" };

/** @returns lines, of which the last one says all in a sentence; none if everything is in sync */
export function annotationsOf(report: DriftReport): string[] {
  if (report.inSync) return [];
  const found: [Level, string, string][] = [
    ...report.findings.map(({ code, urn, message }): [Level, string, string] => [
      code === "secretChanged" ? "warning" : "error",
      `${findingWords[code]}: ${nameIn(urn)}`,
      message,
    ]),
    ...report.resources.map((resource): [Level, string, string] => [
      levels[resource.status],
      `${resource.type} ${resource.name} ${statusWords[resource.status]}`,
      textOf(resource),
    ]),
  ];
  const lines = (level: Level, count: number) =>
    found
      .filter(([one]) => one === level)
      .slice(0, count)
      .map(([, title, text]) => annotation(level, fromOutside(title), fromOutside(text)));
  // The summary is an error, too.
  return [
    ...lines("error", most - 1),
    ...lines("warning", most),
    annotation("error", "Drift", fromOutside(summaryOf(report))),
  ];
}

/** Names and paths, not values: annotations are seen by whoever sees the run. */
function textOf({ properties, message, next }: DriftedResource): string {
  const paths = properties.map(({ path }) => path).join(", ");
  return [message, paths && `Different: ${paths}.`, `Next pulumi up: ${next}`].filter(Boolean).join(" ");
}
