/** A report as annotations of a GitHub run. */
import { fromOutside } from "../../provider/safeText.ts";
import { annotation, type Level } from "../terminal/annotations.ts";
import { levelOf, type RuleId } from "./formats/sarif/rules.ts";
import { findingWords, nameIn, statusWords, summaryOf } from "./formats/summary.ts";
import type { DriftedResource, DriftReport } from "./report.ts";

/** GitHub shows as many of each level for a step. */
const most = 10;

/** As the levels of SARIF are called here. */
const levels = { error: "error", warning: "warning", note: "notice" } as const;

type Annotated = readonly [RuleId, title: string, text: string];

/** @returns lines, of which the last one says all in a sentence; none if everything is in sync */
export function annotationsOf(report: DriftReport): string[] {
  if (report.inSync) return [];
  const found: Annotated[] = [
    ...report.findings.map(
      ({ code, urn, message }): Annotated => [code, `${findingWords[code]}: ${nameIn(urn)}`, message],
    ),
    ...report.resources.map(
      (resource): Annotated => [
        resource.status,
        `${resource.type} ${resource.name} ${statusWords[resource.status]}`,
        textOf(resource),
      ],
    ),
    ...report.unmanaged.map(
      ({ type, name, id, adopt }): Annotated => [
        "unmanaged",
        `Unmanaged ${type} ${name || id}`,
        `To take it over: ${adopt}`,
      ],
    ),
  ];
  const lines = (level: Level, count = most) =>
    found
      .filter(([rule]) => levels[levelOf(rule)] === level)
      .slice(0, count)
      .map(([, title, text]) => annotation(level, fromOutside(title), fromOutside(text)));
  return [
    ...lines("error", most - 1),
    ...lines("warning"),
    ...lines("notice"),
    annotation("error", "Drift", fromOutside(summaryOf(report))),
  ];
}

/** Names and paths, not values: annotations are seen by whoever sees the run. */
function textOf({ properties, message, next }: DriftedResource): string {
  const paths = properties.map(({ path }) => path).join(", ");
  return [message, paths && `Different: ${paths}.`, `Next: ${next}`].filter(Boolean).join(" ");
}
