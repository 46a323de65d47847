/** Holds a resource against the rules. */
import type { Resource, Values } from "../../provider/fields/field.ts";
import type { Secrets } from "../../provider/fields/secrets.ts";
import { printable } from "../../provider/safeText.ts";
import { rules } from "../rules/index.ts";
import type { Level, Rule } from "../rules/rule.ts";
import { subjectsOf } from "../subjects/subjects.ts";
import type { Configuration, RuleConfiguration } from "./configuration.ts";
import { matches, type Named } from "./exemptions.ts";

export interface Examined extends Named {
  definition: Resource;
  values: Values;
  secrets: Secrets;
  isProtected: boolean;
}

export interface Violation {
  rule: Rule;
  level: Exclude<Level, "disabled">;
  message: string;
}

/** A list of a thousand URIs must not become a thousand messages. */
const shownFindings = 5;

export function violationsOf(resource: Examined, configuration: Configuration): Violation[] {
  const subjects = subjectsOf(resource.definition, resource.values, resource.secrets);
  return rules.flatMap((rule) => {
    const { level, settings, exempt } = configuration.get(rule.name) as RuleConfiguration;
    if (level === "disabled") return [];
    const options = { isProtected: resource.isProtected };
    const found = subjects
      .filter(({ kinds }) => kinds.includes(rule.about))
      .flatMap(({ part }) => rule.check(part, settings, options));
    const exemption = exempt.find((one) => matches(one, resource));
    return shortened(found).map((finding) => ({
      rule,
      level: exemption ? "advisory" : level,
      message: messageOf(rule, exemption ? `Exempt, because: ${exemption.reason}\n${finding}` : finding),
    }));
  });
}

/** What is found, then where the rule comes from. */
const messageOf = (rule: Rule, text: string): string => printable(`${text}\n${rule.description} (${rule.source})`);

function shortened(found: string[]): string[] {
  const others = found.length - shownFindings;
  return others > 1 ? [...found.slice(0, shownFindings), `${others} more places break this rule.`] : found;
}

/** Warnings for exemptions from rules that are on, which match no resource. */
export function unusedExemptions(resources: readonly Named[], configuration: Configuration): Violation[] {
  return rules.flatMap((rule): Violation[] => {
    const { level, exempt } = configuration.get(rule.name) as RuleConfiguration;
    if (level === "disabled") return [];
    return exempt
      .filter((one) => !resources.some((resource) => matches(one, resource)))
      .map(({ resource }) => ({
        rule,
        level: "advisory",
        message: printable(
          `The exemption of "${resource}" matches no resource of this package in the stack. Remove it, or correct the name.`,
        ),
      }));
  });
}
