/** A snapshot of a tenant, as `pulumi-transmit export --snapshot` writes it: a seed that says which tenant it is of. */
import { readFileSync } from "node:fs";
import { isObject } from "../provider/fields/shape.ts";
import { UsageError } from "./usageError.ts";

/** @param tenant Given beside the file. @throws UsageError for a file that names no tenant, if none is given */
export function expectTenantIn(file: string, tenant: string | undefined): void {
  if (tenant !== undefined || typeof tenantIn(file) === "string") return;
  throw new UsageError(
    `--from is "${file}", which does not say of which tenant it is. Add --tenant with its id: stacks of that tenant refuse ` +
      "to run against another one.",
  );
}

/** What cannot be read is refused with the other problems of seeds. */
function tenantIn(file: string): unknown {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isObject(content) ? content.tenantId : undefined;
  } catch {
    return "";
  }
}
