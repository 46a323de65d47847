/**
 * SARIF 2.1.0, for lists of alerts such as GitHub's code scanning. Sources: the OASIS standard, and GitHub's "SARIF support for
 * code scanning".
 */
import { version } from "../../../provider/version.ts";
import type { ReportReader } from "../format.ts";
import { jsonOf } from "../values.ts";
import { type Alerts, fingerprintsOf, levelOf, oneLine, projectFileOf, ruleOf } from "./alerts.ts";

export function sarifOf(alerts: Alerts, reader: ReportReader): string {
  const { command, stacks, time, rules } = alerts;
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
          results: resultsOf(alerts, reader),
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

function resultsOf({ command, rules, found }: Alerts, reader: ReportReader) {
  // A relative URI reference.
  const uri = projectFileOf(reader).split("/").map(encodeURIComponent).join("/");
  const prints = fingerprintsOf(found);
  return found.map((one, index) => {
    const { print, count } = prints[index] as (typeof prints)[number];
    const rule = ruleOf(rules, one);
    return {
      ruleId: one.rule,
      ruleIndex: rule ? rules.indexOf(rule) : -1,
      level: levelOf(rules, one),
      message: { text: escaped(oneLine(one.message)) },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
          logicalLocations: [{ name: oneLine(one.name), fullyQualifiedName: oneLine(one.about), kind: "resource" }],
        },
      ],
      // GitHub matches alerts by the first one alone. Without it, it hashes the line, which all results share.
      partialFingerprints: {
        primaryLocationLineHash: `${print.slice(0, 16)}:${count}`,
        [`pulumiTransmit${command.charAt(0).toUpperCase()}${command.slice(1)}/v1`]: `${print}:${count}`,
      },
    };
  });
}

/** Plain text as SARIF has it: `[text](address)` would be a link, and single braces are placeholders. */
const escaped = (text: string): string => text.replaceAll("](", "] (").replace(/[{}]/g, "$&$&");
