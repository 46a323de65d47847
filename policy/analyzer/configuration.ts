/**
 * What `--policy-pack-config` says of the rules. The engine has checked each rule's settings by its schema before; what it lets
 * through is refused here: rules that do not exist, settings that a rule does not have, and exemptions that say nothing.
 */
import { listed } from "../../provider/fields/naming.ts";
import { isObject } from "../../provider/fields/shape.ts";
import { closestName } from "../../provider/fields/suggest.ts";
import { rules } from "../rules/index.ts";
import type { Level, Rule, Settings } from "../rules/rule.ts";

/** An exemption of resources from a rule. */
export interface Exemption {
  /** A resource's name or URN, in which `*` stands for any characters, `?` for one. */
  resource: string;
  /** Why. It is shown wherever the exemption is used. */
  reason: string;
}

export interface RuleConfiguration {
  level: Level;
  settings: Settings;
  exempt: readonly Exemption[];
}

/** Of every rule, by its name. */
export type Configuration = ReadonlyMap<string, RuleConfiguration>;

/** What the engine sends for one name of the configuration. */
export interface Given {
  level: string;
  values: Record<string, unknown>;
}

/** The name that stands for all rules. It sets their level, and nothing else. */
const all = "all";

const levels: readonly string[] = ["mandatory", "advisory", "disabled"] satisfies Level[];

const defaultSettings = ({ settings = {} }: Rule): Settings =>
  Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, setting.default]));

/** The JSON Schema of a rule's settings, by their names. */
export const settingsSchema = ({ settings = {} }: Rule): Record<string, object> => ({
  ...Object.fromEntries(
    Object.entries(settings).map(([name, { description, default: value }]) => [
      name,
      { type: "integer", minimum: 0, default: value, description },
    ]),
  ),
  exempt: {
    type: "array",
    description: "The resources that need not keep the rule.",
    items: {
      type: "object",
      required: ["resource", "reason"],
      additionalProperties: false,
      properties: {
        resource: { type: "string", minLength: 1, description: "A name or URN. `*` stands for any characters." },
        reason: { type: "string", minLength: 1, pattern: "\\S", description: "Why. It is shown with each use." },
      },
    },
  },
});

/** @throws Error that names all mistakes */
export function configurationOf(given: ReadonlyMap<string, Given>): Configuration {
  const problems: string[] = [];
  const common = given.get(all)?.level;
  for (const [name, one] of given) problems.push(...problemsOf(name, one, name !== all && one.level === common));
  if (problems.length > 0) throw new Error(`The configuration of the rules has mistakes. ${problems.join(" ")}`);
  return new Map(rules.map((rule) => [rule.name, configured(rule, given.get(rule.name))]));
}

function configured(rule: Rule, given: Given | undefined): RuleConfiguration {
  const { exempt = [], ...settings } = given?.values ?? {};
  return {
    level: (given?.level ?? rule.level) as Level,
    settings: { ...defaultSettings(rule), ...(settings as Settings) },
    exempt: exempt as Exemption[],
  };
}

/** @param isLevelOfAll The level is inherited from `all`, and reported there. */
function problemsOf(name: string, { level, values }: Given, isLevelOfAll: boolean): string[] {
  const rule = rules.find((one) => one.name === name);
  if (!rule && name !== all) return [unknownRule(name)];
  const known = rule ? Object.keys(settingsSchema(rule)) : [];
  const strange = Object.keys(values).filter((key) => !known.includes(key));
  return [
    ...(levels.includes(level) || isLevelOfAll
      ? []
      : [`${name}: the level "${level}" is not one of ${listed(levels)}. Rules repair nothing.`]),
    ...strange.map(
      (key) => `${name} has no setting "${key}"${known.length > 0 ? `. It has ${listed(known, "and")}.` : "."}`,
    ),
    ...exemptionProblems(name, values.exempt),
  ];
}

function unknownRule(name: string): string {
  const names = rules.map((rule) => rule.name);
  const meant = closestName(name, names);
  return `There is no rule "${name}". ${meant ? `Did you mean "${meant}"?` : `There are ${listed(names, "and")}.`}`;
}

function exemptionProblems(rule: string, exempt: unknown): string[] {
  if (!Array.isArray(exempt)) return [];
  return exempt.flatMap((one, index) => {
    const given = isObject(one) ? one : {};
    const lacking = ["resource", "reason"].filter(
      (key) => typeof given[key] !== "string" || !/\S/.test(given[key] as string),
    );
    return lacking.map((key) => `${rule}: exempt[${index}].${key} is missing or empty. Say ${asked[key]}.`);
  });
}

const asked: Record<string, string> = {
  resource: "which resource is exempt, by its name or URN",
  reason: "why it is exempt",
};
