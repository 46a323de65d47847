/** What a tenant holds, as a seed: the same values in the names of programs, and what lies in what. */
import type { Field, Values } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { isObject } from "../../provider/fields/shape.ts";
import type { Api } from "../api/api.ts";
import type { Tenant } from "../tenant/tenant.ts";
import { type Form, openForms, version, wireIn } from "./form.ts";
import type { Contents } from "./types.ts";

export function contentsOf(tenant: Tenant, api: Api): Contents {
  const within = group(tenant);
  const lists = openForms(api.resources).map((form) => [form.key, listOf(form, { tenant, api, within }, {})]);
  return {
    version,
    tenantId: tenant.id,
    managementAppId: tenant.managementApp,
    ...Object.fromEntries(lists),
  } as Contents;
}

interface Held {
  tenant: Tenant;
  api: Api;
  /** The documents of a kind that lie in what has these ids, by the API's names. */
  within(form: Form, ids: Values): Values[];
}

/** Each kind is read once. */
function group({ store }: Tenant): Held["within"] {
  const groups = new Map<string, Map<string, Values[]>>();
  const keyOf = ({ parents }: Form, ids: Values) => JSON.stringify(parents.map(([, wire]) => ids[wire]));
  const read = (form: Form) => {
    const result = new Map<string, Values[]>();
    for (const document of store.list(form.kind)) {
      const key = keyOf(form, document);
      const known = result.get(key);
      if (known) known.push(document);
      else result.set(key, [document]);
    }
    groups.set(form.kind, result);
    return result;
  };
  return (form, ids) => (groups.get(form.kind) ?? read(form)).get(keyOf(form, ids)) ?? [];
}

function listOf(form: Form, held: Held, above: Values): Values[] {
  const { tenant, api, within } = held;
  return within(form, above).map((document, index) => {
    const { [form.resource.nameField]: name, ...others } = valuesOf(
      form,
      document,
      tenant,
      api.collectionOf(form.resource).derived(document),
    );
    return {
      // An update may have removed it; a seed must have it.
      [form.resource.nameField]: name ?? "",
      ...(form.hasDefault && index === 0 && { default: true }),
      ...others,
      ...Object.fromEntries(form.children.map((child) => [child.key, listOf(child, held, document)])),
    };
  });
}

/** @param derived What the emulator would fill in by itself: it is left out. */
function valuesOf(form: Form, document: Values, tenant: Tenant, derived: Values): Values {
  const { belongsToTokenApp } = form.resource;
  const values: Values = {};
  for (const [name, field] of Object.entries(form.fields)) {
    const wire = wireIn(form, name);
    const value = document[wire];
    if (value === undefined) continue;
    if (wire in derived && JSON.stringify(value) === JSON.stringify(derived[wire])) continue;
    if (belongsToTokenApp && name === "appId" && value === tenant.managementApp) continue;
    values[name] = inPrograms(field, value);
  }
  return values;
}

/** A value of the API in the names of programs. */
export function inPrograms(field: Field, value: unknown, camelCase = false): unknown {
  if ("items" in field) {
    return Array.isArray(value)
      ? value.map((item) => inPrograms(field.items, item, camelCase))
      : inPrograms(field.items, value, camelCase);
  }
  if (field.type !== "object" || !isObject(value)) return value;
  const inner = field.camelCase ?? camelCase;
  const entries = Object.entries(field.fields).flatMap(([name, one]): [string, unknown][] => {
    const its = value[wireName(name, one, inner)];
    return its === undefined ? [] : [[name, inPrograms(one, its, inner)]];
  });
  return Object.fromEntries(entries);
}
