/** A code quality report, for GitLab's merge requests and pipelines. Source: GitLab's "Code Quality report format". */
import { createHash } from "node:crypto";
import type { ReportReader } from "../format.ts";
import { jsonOf } from "../values.ts";
import { type Alerts, fingerprintsOf, levelOf, oneLine, projectFileOf } from "./alerts.ts";
import type { Level } from "./rules.ts";

const severities: Readonly<Record<Level, string>> = { error: "critical", warning: "major", note: "info" };

export function codeQualityOf({ command, stacks, rules, found }: Alerts, reader: ReportReader): string {
  const path = projectFileOf(reader);
  const prints = fingerprintsOf(found);
  const issues = found.map((one, index) => {
    const { print, count } = prints[index] as (typeof prints)[number];
    return {
      description: oneLine(one.message),
      check_name: `pulumi-transmit-${command}/${one.rule}`,
      // GitLab takes alerts of one fingerprint for the same: those of other stacks and commands are others.
      fingerprint: createHash("sha256")
        .update([command, ...stacks, print, count].join("\n"))
        .digest("hex"),
      severity: severities[levelOf(rules, one)],
      location: { path, lines: { begin: 1 } },
    };
  });
  return `${jsonOf(issues, 2)}\n`;
}
