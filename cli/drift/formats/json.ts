/** The report itself, as `drift.schema.json` describes it. */
import type { Format } from "../../report/format.ts";
import { jsonOf } from "../../report/values.ts";
import type { DriftReport } from "../report.ts";

export const json: Format<DriftReport> = ({
  stacks,
  checkedAt,
  inSync,
  checked,
  resources,
  unmanaged,
  findings,
  notes,
}) => `${jsonOf({ stacks, checkedAt, inSync, checked, resources, unmanaged, findings, notes }, 2)}\n`;
