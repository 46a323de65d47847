/** What a tenant holds, as a seed: the same values in the names of programs, and what lies in what. */
import type { Field, Values } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { isObject } from "../../provider/fields/shape.ts";
import type { Api } from "../api.ts";
import type { Tenant } from "../tenant.ts";
import { type Form, openForms, version, wireIn } from "./form.ts";
import type { Contents } from "./types.ts";

export function contentsOf(tenant: Tenant, api: Api): Contents {
  const lists = openForms(api.resources).map((form) => [form.key, listOf(form, tenant, api, {})]);
  return {
    version,
    tenantId: tenant.id,
    managementAppId: tenant.managementApp,
    ...Object.fromEntries(lists),
  } as Contents;
}

/** @param ids Of what it lies in, by the API's names. */
function listOf(form: Form, tenant: Tenant, api: Api, ids: Values): Values[] {
  const documents = tenant.store
    .list(form.kind)
    .filter((document) => form.parents.every(([, wire]) => document[wire] === ids[wire]));
  return documents.map((document, index) => ({
    ...valuesOf(form, document, tenant, api.collectionOf(form.resource).derived(document)),
    ...(form.hasDefault && index === 0 && { default: true }),
    ...Object.fromEntries(form.children.map((child) => [child.key, listOf(child, tenant, api, document)])),
  }));
}

/** @param derived What the emulator would fill in by itself: it is left out. */
function valuesOf(form: Form, document: Values, tenant: Tenant, derived: Values): Values {
  const { nameField, belongsToTokenApp } = form.resource;
  const values: Values = {};
  for (const [name, field] of Object.entries(form.fields)) {
    const wire = wireIn(form, name);
    const value = document[wire];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(derived[wire])) continue;
    if (belongsToTokenApp && name === "appId" && value === tenant.managementApp) continue;
    values[name] = inPrograms(field, value);
  }
  // An update may have removed it; a seed must have it.
  return { [nameField]: "", ...values };
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
