/** Puts a seed into a store, and fills in what it leaves out: always the same for the same seed. */
import type { Values } from "../../provider/fields/field.ts";
import type { Api } from "../api/api.ts";
import { derivedId } from "../tenant/document.ts";
import type { Tenant } from "../tenant/tenant.ts";
import { defaultTime, wireIn } from "./form.ts";
import type { ParsedItem, ParsedSeed } from "./parsed.ts";

/** @param tenant Must be empty. */
export function load(parsed: ParsedSeed, tenant: Tenant, api: Api): void {
  const managementApp = parsed.managementAppId ?? tenant.managementApp;
  const names = new Map<string, number>();
  for (const one of parsed.items) insert(one, { tenant, api, managementApp, names, above: {} });
}

interface Place {
  tenant: Tenant;
  api: Api;
  /** The application of keys that name none. */
  managementApp: string;
  /** How many there were of each name, in its place. */
  names: Map<string, number>;
  /** What it lies in. */
  above: Values;
}

function insert({ form, document, children }: ParsedItem, place: Place): void {
  const { tenant, api, names, above } = place;
  const { resource, kind, id, parents } = form;
  const ids = Object.fromEntries(parents.map(([, wire]) => [wire, above[wire]]));
  const name = `${kind} ${Object.values(ids).join(" ")} ${String(document[wireIn(form, resource.nameField)] ?? "")}`;
  const nth = names.get(name) ?? 0;
  names.set(name, nth + 1);
  const collection = api.collectionOf(resource);
  const time = (document.created_at as string | undefined) ?? defaultTime;
  const creator = {
    ...tenant,
    managementApp: place.managementApp,
    now: () => Date.parse(time),
    newId: openIds(`${tenant.id} ${name} ${document[id[1]] ?? nth}`),
  };
  const parts = Object.fromEntries(parents.map(([called, wire]) => [called, above[wire] as string]));
  const template =
    resource.upload && document[resource.upload.markedBy] === resource.upload.value
      ? resource.upload.path
      : resource.collection;
  const made: Values = {
    ...collection.fresh(creator, parts, document, template),
    updated_at: time,
    ...document,
    ...ids,
  };
  const whole: Values = { ...made, ...collection.derived(made), ...document, tenant_id: tenant.id };
  tenant.store.put(kind, whole[id[1]] as string, whole);
  for (const child of children) insert(child, { ...place, above: whole });
}

/** Ids that are the same for the same origin. */
function openIds(origin: string): () => string {
  let count = 0;
  return () => derivedId(`${origin} ${count++}`);
}
