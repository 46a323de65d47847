/**
 * SARIF 2.1.0, for lists of alerts such as GitHub's code scanning: each resource, finding and unmanaged object is a result.
 * Sources: the OASIS standard, and GitHub's "SARIF support for code scanning".
 */
import { version } from "../../../../provider/version.ts";
import type { DriftReport } from "../../report.ts";
import type { Format, ReportReader } from "../format.ts";
import { jsonOf } from "../values.ts";
import { resultsOf } from "./results.ts";
import { rules } from "./rules.ts";

export const sarif: Format = (report, reader) => {
  const time = timeIn(report);
  return `${jsonOf(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "pulumi-transmit drift", semanticVersion: version, rules } },
          // Reports of other stacks are other alerts.
          automationDetails: { id: `pulumi-transmit/drift/${report.stacks.map(encodeURIComponent).join(",")}/` },
          invocations: [{ executionSuccessful: true, ...(time && { endTimeUtc: time }) }],
          columnKind: "utf16CodeUnits",
          results: resultsOf(report, projectFileOf(reader)),
        },
      ],
    },
    2,
  )}\n`;
};

function timeIn({ checkedAt }: DriftReport): string | undefined {
  const date = new Date(checkedAt);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A relative URI reference. A file that is not in the repository cannot be shown there. */
function projectFileOf({ projectFile = "Pulumi.yaml" }: ReportReader): string {
  const path = projectFile.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  const isInside = path !== "" && !/^(?:\/|[a-z]:)/i.test(path) && !path.split("/").includes("..");
  return (isInside ? path : "Pulumi.yaml").split("/").map(encodeURIComponent).join("/");
}
