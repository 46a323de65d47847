/** What a report found, as lists of alerts have it: each alert is the same one next time. */
import { createHash } from "node:crypto";
import { printable } from "../../../provider/safeText.ts";
import type { ReportReader } from "../format.ts";
import type { Level, Rule } from "./rules.ts";

export interface Alerts {
  /** The command that found them. */
  command: string;
  /** Reports of other stacks are other alerts. */
  stacks: readonly string[];
  /** When they were found, RFC 3339. */
  time: string;
  rules: readonly Rule[];
  found: readonly Found[];
}

export interface Found {
  rule: string;
  /** Default: that of the rule. */
  level?: Level;
  /** What it is the result of: the same next time. */
  about: string;
  name: string;
  message: string;
}

export interface Fingerprint {
  /** Hash of the rule and of what it is about. */
  print: string;
  /** 1, or more where one rule found several things about the same. */
  count: number;
}

export function fingerprintsOf(found: readonly Found[]): Fingerprint[] {
  const counts = new Map<string, number>();
  return found.map(({ rule, about }) => {
    const print = createHash("sha256").update(`${rule}\n${about}`).digest("hex");
    const count = (counts.get(print) ?? 0) + 1;
    counts.set(print, count);
    return { print, count };
  });
}

export const ruleOf = (rules: readonly Rule[], { rule }: Found): Rule | undefined =>
  rules.find(({ id }) => id === rule);

export const levelOf = (rules: readonly Rule[], found: Found): Level =>
  found.level ?? ruleOf(rules, found)?.defaultConfiguration.level ?? "warning";

/** Characters of a message that are shown. */
const mostCharacters = 2000;

export function oneLine(text: string): string {
  const line = printable(text.replace(/\s+/g, " ")).trim();
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line;
}

/** There is no line for a resource, so alerts are at the first one of this file, which lies in the repository. */
export function projectFileOf({ projectFile = "Pulumi.yaml" }: ReportReader): string {
  const path = projectFile.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  const isInside = path !== "" && !/^(?:\/|[a-z]:)/i.test(path) && !path.split("/").includes("..");
  return isInside ? path : "Pulumi.yaml";
}
