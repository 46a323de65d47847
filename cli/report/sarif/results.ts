import { createHash } from "node:crypto";
import { printable } from "../../../provider/safeText.ts";
import type { Level, Rule } from "./rules.ts";

export interface Found {
  rule: string;
  /** Default: that of the rule. */
  level?: Level;
  /** What it is the result of: the same next time. */
  about: string;
  name: string;
  message: string;
}

interface Place {
  command: string;
  rules: readonly Rule[];
  /** Of the project's file: there is no line for a resource, so results are at the first one. */
  uri: string;
}

export function resultsOf(found: readonly Found[], { command, rules, uri }: Place) {
  const counts = new Map<string, number>();
  return found.map(({ rule, level, about, name, message }) => {
    const index = rules.findIndex(({ id }) => id === rule);
    const print = createHash("sha256").update(`${rule}\n${about}`).digest("hex");
    const count = (counts.get(print) ?? 0) + 1;
    counts.set(print, count);
    return {
      ruleId: rule,
      ruleIndex: index,
      level: level ?? rules[index]?.defaultConfiguration.level,
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
        [`pulumiTransmit${command.charAt(0).toUpperCase()}${command.slice(1)}/v1`]: `${print}:${count}`,
      },
    };
  });
}

/** Characters of a message that are shown. */
const mostCharacters = 2000;

function oneLine(text: string): string {
  const line = printable(text.replace(/\s+/g, " ")).trim();
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line;
}

/** Plain text as SARIF has it: `[text](address)` would be a link, and single braces are placeholders. */
const escaped = (text: string): string => text.replaceAll("](", "] (").replace(/[{}]/g, "$&$&");
