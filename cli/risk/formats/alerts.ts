import type { Alerts } from "../../report/alerts/alerts.ts";
import { codeQualityOf } from "../../report/alerts/codeQuality.ts";
import { type Level, type RuleTable, rulesOf } from "../../report/alerts/rules.ts";
import { sarifOf } from "../../report/alerts/sarif.ts";
import type { Format } from "../../report/format.ts";
import type { Risk, RiskReport } from "../report.ts";

type RuleId = Risk["kind"] | "deleted" | "replaced";

/** As the levels are called in SARIF. */
export const ruleLevels: Readonly<Record<Risk["level"], Level>> = { high: "error", medium: "warning", low: "note" };

const table: RuleTable<RuleId> = {
  deleted: [
    "error",
    "DeletesResource",
    "A resource is deleted",
    "Remove the consumers first. If the resource only has another name in the program, give it the option `aliases`.",
  ],
  replaced: [
    "error",
    "ReplacesResource",
    "A resource is replaced, so its ids and secrets change",
    "Give the new ids and secrets to all consumers, or undo the change of the property that replaces it.",
  ],
  breaking: [
    "warning",
    "BreaksConsumers",
    "A change can break what works today",
    "Change the consumers first, or keep the old value beside the new one until they have changed.",
  ],
  security: [
    "warning",
    "WeakensSignIns",
    "A change weakens a protection of sign-ins",
    "Make sure that the change is meant, and that what it opens is yours.",
  ],
  protection: [
    "warning",
    "WeakensProtection",
    "A change weakens the protection of a resource against its deletion",
    "Keep the protection, unless the resource is to be deleted next.",
  ],
};

const rules = rulesOf(table, "risk");

export const sarif: Format<RiskReport> = (report, reader) => sarifOf(alertsOf(report), reader);

export const codeQuality: Format<RiskReport> = (report, reader) => codeQualityOf(alertsOf(report), reader);

const alertsOf = ({ stacks, checkedAt, risks }: RiskReport): Alerts => ({
  command: "risk",
  stacks,
  time: checkedAt,
  rules,
  found: risks.map((risk) => ({
    rule: ruleOf(risk),
    level: ruleLevels[risk.level],
    about: risk.path === undefined ? risk.urn : `${risk.urn} ${risk.path}`,
    name: risk.name,
    message: `${titleOf(risk)}: ${risk.change}. ${risk.effect}`,
  })),
});

export const titleOf = ({ type, name, path }: Risk): string =>
  `${type} "${name}"${path === undefined ? "" : `, ${path}`}`;

function ruleOf({ action, kind, path }: Risk): RuleId {
  if (path !== undefined || kind !== "breaking") return kind;
  return action === "delete" ? "deleted" : action === "replace" ? "replaced" : kind;
}
