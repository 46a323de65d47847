/**
 * SARIF 2.1.0, for lists of alerts such as GitHub's code scanning. Sources: the OASIS standard, and GitHub's "SARIF support for
 * code scanning".
 */
import { version } from "../../../provider/version.ts";
import type { ReportReader } from "../format.ts";
import { jsonOf } from "../values.ts";
import { type Found, resultsOf } from "./results.ts";
import type { Rule } from "./rules.ts";

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

export function sarifOf({ command, stacks, time, rules, found }: Alerts, reader: ReportReader): string {
  const endTimeUtc = timeIn(time);
  return `${jsonOf(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: `pulumi-transmit ${command}`, semanticVersion: version, rules } },
          automationDetails: { id: `pulumi-transmit/${command}/${stacks.map(encodeURIComponent).join(",")}/` },
          invocations: [{ executionSuccessful: true, ...(endTimeUtc && { endTimeUtc }) }],
          columnKind: "utf16CodeUnits",
          results: resultsOf(found, { command, rules, uri: projectFileOf(reader) }),
        },
      ],
    },
    2,
  )}\n`;
}

function timeIn(text: string): string | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A relative URI reference. A file that is not in the repository cannot be shown there. */
function projectFileOf({ projectFile = "Pulumi.yaml" }: ReportReader): string {
  const path = projectFile.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  const isInside = path !== "" && !/^(?:\/|[a-z]:)/i.test(path) && !path.split("/").includes("..");
  return (isInside ? path : "Pulumi.yaml").split("/").map(encodeURIComponent).join("/");
}
