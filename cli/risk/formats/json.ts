/** The report itself, as `risk.schema.json` describes it. */
import type { Format } from "../../report/format.ts";
import { jsonOf } from "../../report/values.ts";
import type { RiskReport } from "../report.ts";

export const json: Format<RiskReport> = ({ stacks, checkedAt, failOn, failed, changed, risks, notes }) =>
  `${jsonOf({ stacks, checkedAt, failOn, failed, changed, risks, notes }, 2)}\n`;
