import type { Alerts } from "../../../report/alerts/alerts.ts";
import { codeQualityOf } from "../../../report/alerts/codeQuality.ts";
import { sarifOf } from "../../../report/alerts/sarif.ts";
import type { Format } from "../../../report/format.ts";
import type { DriftReport } from "../../report.ts";
import { foundIn } from "./found.ts";
import { rules } from "./rules.ts";

export const sarif: Format<DriftReport> = (report, reader) => sarifOf(alertsOf(report), reader);

export const codeQuality: Format<DriftReport> = (report, reader) => codeQualityOf(alertsOf(report), reader);

const alertsOf = (report: DriftReport): Alerts => ({
  command: "drift",
  stacks: report.stacks,
  time: report.checkedAt,
  rules,
  found: foundIn(report),
});
