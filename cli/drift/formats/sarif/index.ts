import type { Format } from "../../../report/format.ts";
import { sarifOf } from "../../../report/sarif/log.ts";
import type { DriftReport } from "../../report.ts";
import { foundIn } from "./results.ts";
import { rules } from "./rules.ts";

export const sarif: Format<DriftReport> = (report, reader) =>
  sarifOf({ command: "drift", stacks: report.stacks, time: report.checkedAt, rules, found: foundIn(report) }, reader);
