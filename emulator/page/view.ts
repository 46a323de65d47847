/** What the page shows, as JSON: names and values only, with secrets hidden unless they are asked for with the token. */
import type { Field, Values } from "../../provider/fields/field.ts";
import { nounOf, wireName } from "../../provider/fields/naming.ts";
import { holdsSecrets, isObject } from "../../provider/fields/shape.ts";
import type { Api } from "../api/api.ts";
import { contentsOf, inPrograms } from "../seed/contents.ts";
import { type Form, openForms, wireIn } from "../seed/form.ts";
import type { Tenant } from "../tenant/tenant.ts";
import type { Change, Recorded } from "./recorder.ts";

export const hidden = "••••••••";

export interface ShownProperty {
  name: string;
  value?: unknown;
  /** Of a change. */
  before?: unknown;
  after?: unknown;
  /** Whether a secret is in it. */
  isSecret?: true;
}

export interface ShownList {
  title: string;
  noun: string;
  items: ShownItem[];
}

export interface ShownItem {
  id: string;
  name: string;
  /** `default`, `SAML`, `deleted`. */
  marks: string[];
  properties: ShownProperty[];
  lists: ShownList[];
}

export interface ShownRequest extends Omit<Recorded, "changes"> {
  changes: { noun: string; name: string; id: string; action: string; properties: ShownProperty[] }[];
}

interface Looking {
  forms: readonly Form[];
  /** With secrets. */
  open: boolean;
}

export function viewOf(tenant: Tenant, api: Api, requests: readonly Recorded[], open: boolean) {
  const looking = { forms: openForms(api.resources), open };
  const contents = contentsOf(tenant, api) as unknown as Values;
  return {
    lists: looking.forms.map((form) => listOf(form, contents, looking)),
    requests: requests.map(
      (one): ShownRequest => ({ ...one, changes: one.changes.map((change) => changeOf(change, looking)) }),
    ),
  };
}

const listOf = (form: Form, holder: Values, looking: Looking): ShownList => {
  const noun = nounOf(form.resource.name);
  return {
    title: `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s`,
    noun,
    items: ((holder[form.key] as Values[] | undefined) ?? []).map((values) => itemOf(form, values, looking)),
  };
};

function itemOf(form: Form, values: Values, looking: Looking): ShownItem {
  const { nameField, variant, deletedAtField = "" } = form.resource;
  const ofVariant = variant && String(values[variant.by] ?? variant.default).toUpperCase();
  const marks = [values.default === true && "default", ofVariant, values[deletedAtField] !== undefined && "deleted"];
  const shown = Object.keys(form.fields).filter((name) => name !== nameField && values[name] !== undefined);
  return {
    id: String(values[form.id[0]]),
    name: String(values[nameField] ?? ""),
    marks: marks.filter((mark) => typeof mark === "string" && mark !== "") as string[],
    properties: shown.map((name) => ({
      name,
      ...shownValue(form.fields[name] as Field, "value", values[name], looking),
    })),
    lists: form.children.map((child) => listOf(child, values, looking)),
  };
}

function shownValue(
  field: Field,
  key: "value" | "before" | "after",
  value: unknown,
  { open }: Looking,
): Partial<ShownProperty> {
  if (value === undefined) return {};
  return { [key]: open ? value : conceal(field, value), ...(holdsSecrets(field) && { isSecret: true }) };
}

function conceal(field: Field, value: unknown): unknown {
  if (field.secret) return hidden;
  if (!holdsSecrets(field)) return value;
  if ("items" in field)
    return Array.isArray(value) ? value.map((item) => conceal(field.items, item)) : conceal(field.items, value);
  if (field.type !== "object" || !isObject(value)) return hidden;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const one = field.fields[name];
      return [name, one ? conceal(one, inner) : hidden];
    }),
  );
}

/** What every update changes says nothing. */
const noise = ["updatedAt"];

function changeOf({ kind, id, before, after }: Change, looking: Looking): ShownRequest["changes"][number] {
  const form = flatten(looking.forms).find((one) => one.kind === kind) as Form;
  const { nameField, fields, name } = form.resource;
  const document = after ?? before ?? {};
  const properties = Object.entries(form.fields).flatMap(([called, field]): ShownProperty[] => {
    const [old, now] = [before, after].map((one) => one && valueIn(form, field, one, called));
    if (noise.includes(called) || JSON.stringify(old) === JSON.stringify(now)) return [];
    return [
      { name: called, ...shownValue(field, "before", old, looking), ...shownValue(field, "after", now, looking) },
    ];
  });
  const deletedAt = form.resource.deletedAtField;
  const isMarked = deletedAt !== undefined && properties.some(({ name: called }) => called === deletedAt);
  return {
    noun: nounOf(name),
    name: String(document[wireName(nameField, fields[nameField] as Field)] ?? ""),
    id,
    action: !before ? "created" : !after || isMarked ? "deleted" : "updated",
    properties: before ? properties : properties.filter(({ name: called }) => !isDerived(form, called)),
  };
}

/** Of what is created, what the API adds by itself is shown with the resource, not with the request. */
const isDerived = ({ fields, id }: Form, name: string): boolean => fields[name]?.output === true && name !== id[0];

const valueIn = (form: Form, field: Field, document: Values, name: string): unknown => {
  const value = document[wireIn(form, name)];
  return value === undefined ? undefined : inPrograms(field, value);
};

const flatten = (forms: readonly Form[]): Form[] => forms.flatMap((form) => [form, ...flatten(form.children)]);
