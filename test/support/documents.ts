/** What an emulator holds, as documents in the API's names. */
import { openApi } from "../../emulator/api/api.ts";
import { openForms } from "../../emulator/seed/form.ts";
import { load } from "../../emulator/seed/load.ts";
import { readSeed } from "../../emulator/seed/read.ts";
import { type Kind, openStore } from "../../emulator/tenant/store.ts";
import { openTenant } from "../../emulator/tenant/tenant.ts";
import type { Values } from "../../provider/fields/field.ts";

/** @param seed Contents of an emulator, or of its data file. */
export function documentsIn(seed: unknown): (kind: Kind) => Values[] {
  const api = openApi();
  const parsed = readSeed(seed, openForms(api.resources));
  const tenant = openTenant(openStore(), undefined, undefined, {
    id: parsed.tenantId,
    managementApp: parsed.managementAppId,
  });
  load(parsed, tenant, api);
  return tenant.store.list;
}
