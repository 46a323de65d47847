/** What a preview can tell of a resource before the API has been asked: the rest is unknown. */
import type { Field, Resource, Values } from "../fields/field.ts";
import { wireName } from "../fields/naming.ts";
import { embeddedIn, fieldsOf, isAnswered, isObject, isSent, variantOf } from "../fields/shape.ts";
import { unknown } from "../fields/unknowns.ts";
import { refuseAdoption } from "./diff/adoption.ts";
import { diff } from "./diff/diff.ts";
import { isSame } from "./equivalence/equivalence.ts";
import { inputsIn } from "./state/state.ts";

/** Inputs will be as they are given; whatever else the API answers is not known before it does. */
export function previewCreate(resource: Resource, inputs: Values): Values {
  refuseAdoption(resource, inputs);
  const variant = variantOf(resource, inputs);
  const answered = fieldsOf(resource, variant).filter(([, field]) => isAnswered(field, variant));
  return { ...toUnknown(answered.map(([name]) => name)), ...inputs };
}

/** Outputs stay, but those that say when it changed, what becomes of a removed input, or what follows from a change. */
export function previewUpdate(resource: Resource, state: Values, inputs: Values): Values {
  const before = inputsIn(resource, state);
  const changed = new Set(diff(resource, state, inputs).changed);
  const isUncertain = ([name, field]: [string, Field]) =>
    (changed.has(name) && inputs[name] === undefined) ||
    (name === "updatedAt" && reachesApi(resource, changed)) ||
    follows(resource, changed, name, field) ||
    mirrorsChange(resource, field, before, inputs);
  const uncertain = fieldsOf(resource).filter(isUncertain);
  return { ...state, ...toUnknown(uncertain.map(([name]) => name)), ...inputs };
}

const reachesApi = (resource: Resource, changed: ReadonlySet<string>): boolean =>
  [...changed].some((name) => {
    const field = resource.fields[name] as Field;
    return isSent(field, "update") || (field.type === "object" && field.embeds !== undefined);
  });

/** An output that an input's value is answered within. */
const follows = (resource: Resource, changed: ReadonlySet<string>, name: string, field: Field): boolean =>
  [...changed].some((input) => resource.fields[input]?.responsePath?.split(".")[0] === wireName(name, field));

/** A field that repeats a setting of the default client which changes. */
function mirrorsChange(resource: Resource, { mirrorsClientField }: Field, before: Values, inputs: Values): boolean {
  const [name, shape] = embeddedIn(resource) ?? [];
  const field = mirrorsClientField && shape?.fields[mirrorsClientField];
  if (!name || !field || !mirrorsClientField) return false;
  const settingIn = (values: Values) => (isObject(values[name]) ? values[name][mirrorsClientField] : undefined);
  return !isSame(field, settingIn(before), settingIn(inputs));
}

const toUnknown = (names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, unknown]));
