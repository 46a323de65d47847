/** A seed of what somebody has read from a tenant, in the API's names. */
import type { Field, Values } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { isObject } from "../../provider/fields/shape.ts";
import { openApi } from "../api/api.ts";
import { openStore } from "../tenant/store.ts";
import { openTenant } from "../tenant/tenant.ts";
import { contentsOf } from "./contents.ts";
import { type Form, openForms, wireIn } from "./form.ts";
import { readField } from "./readField.ts";
import type { Contents } from "./types.ts";

export interface ReadTenant {
  tenantId?: string;
  /** The application of the credentials. */
  managementAppId?: string;
  /** By kind: `application`, `client`, `signingKey`. What lies in another one has the ids of that; a default comes first. */
  documents: Readonly<Record<string, readonly Values[]>>;
}

/** @returns What a seed can hold of it, and what not: a sentence each. */
export function seedFrom({ tenantId, managementAppId, documents }: ReadTenant): { contents: Contents; lost: string[] } {
  const api = openApi();
  const forms = openForms(api.resources).flatMap((form) => [form, ...form.children]);
  const store = openStore();
  for (const form of forms) {
    for (const document of documents[form.kind] ?? [])
      store.put(form.kind, String(document[wireIn(form, form.id[0])]), stored(form, document));
  }
  const contents = contentsOf(
    openTenant(store, undefined, undefined, { id: tenantId, managementApp: managementAppId }),
    api,
  );
  const lost: string[] = [];
  for (const form of openForms(api.resources)) keepReadable(form, contents as unknown as Values, "", lost);
  return { contents, lost };
}

/** An answer, as the emulator remembers it. */
function stored({ resource }: Form, answer: Values): Values {
  const document = withoutNulls(answer);
  for (const [name, field] of Object.entries<Field>(resource.fields)) {
    if (!field.responsePath) continue;
    const [key = "", ...rest] = field.responsePath.split(".");
    const value = rest.reduce<unknown>((found, part) => (isObject(found) ? found[part] : found), document[key]);
    document[wireName(name, field)] = value;
  }
  return document;
}

/** A seed leaves out what has no value. */
function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls) as T;
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(present.map(([name, inner]) => [name, withoutNulls(inner)])) as T;
}

/** Takes out what a seed cannot hold: values of another type or choice than this version knows. */
function keepReadable(form: Form, holder: Values, above: string, lost: string[]): void {
  const items = (holder[form.key] ?? []) as Values[];
  for (const [index, item] of items.entries()) {
    const path = `${above}${form.key}[${index}]`;
    for (const [name, field] of Object.entries(form.fields)) {
      if (item[name] === undefined) continue;
      const problems: string[] = [];
      readField(field, item[name], `${path}.${name}`, (problem) => problems.push(problem));
      if (problems.length === 0) continue;
      lost.push(...problems);
      if (name === form.resource.nameField) item[name] = "";
      else delete item[name];
    }
    for (const child of form.children) keepReadable(child, item, `${path}.`, lost);
  }
}
