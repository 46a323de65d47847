/** A seed that was read. */
import type { Values } from "../../provider/fields/field.ts";
import type { Form } from "./form.ts";

/** One resource of a seed, in the API's names: only what the seed sets. */
export interface Planted {
  form: Form;
  path: string;
  document: Values;
  children: readonly Planted[];
}

export interface Garden {
  tenantId?: string;
  managementAppId?: string;
  credentials?: { clientId: string; clientSecret: string };
  planted: readonly Planted[];
}
