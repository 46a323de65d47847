/** A seed that was read. */
import type { Values } from "../../provider/fields/field.ts";
import type { Form } from "./form.ts";

/** One resource of a seed, in the API's names: only what the seed sets. */
export interface ParsedItem {
  form: Form;
  path: string;
  document: Values;
  children: readonly ParsedItem[];
}

export interface ParsedSeed {
  tenantId?: string;
  managementAppId?: string;
  credentials?: { clientId: string; clientSecret: string };
  items: readonly ParsedItem[];
}
