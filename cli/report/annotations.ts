/** A report as annotations of a GitHub run. */
import { fromOutside } from "../../provider/safeText.ts";
import { annotation, type Level } from "../terminal/annotations.ts";
import type { Level as RuleLevel } from "./alerts/rules.ts";

/** GitHub shows as many of each level for a step. */
const most = 10;

/** As the levels of SARIF are called here. */
const levels = { error: "error", warning: "warning", note: "notice" } as const;

/** Names and paths, not values: annotations are seen by whoever sees the run. */
export type Annotated = readonly [RuleLevel, title: string, text: string];

/** @param conclusion Says all in a sentence, and comes last. */
export function annotationLines(found: readonly Annotated[], conclusion: Annotated): string[] {
  const lines = (level: Level) =>
    found
      .filter(([ruleLevel]) => levels[ruleLevel] === level)
      .slice(0, levels[conclusion[0]] === level ? most - 1 : most)
      .map(lineOf);
  return [...lines("error"), ...lines("warning"), ...lines("notice"), lineOf(conclusion)];
}

const lineOf = ([level, title, text]: Annotated): string =>
  annotation(levels[level], fromOutside(title), fromOutside(text));
