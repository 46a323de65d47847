/** The report itself, as `drift.schema.json` describes it. */
import type { Format } from "./format.ts";
import { jsonOf } from "./values.ts";

export const json: Format = ({ stacks, checkedAt, inSync, checked, resources, unmanaged, findings, notes }) =>
  `${jsonOf({ stacks, checkedAt, inSync, checked, resources, unmanaged, findings, notes }, 2)}\n`;
