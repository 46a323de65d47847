/**
 * The outputs of a resource in a preview, without any request. A value that may change is unknown: a preview must not
 * lie.
 */
import type { Field, Resource, Values } from "../fields/field.ts";
import { wireName } from "../fields/naming.ts";
import { embeddedIn, fieldsOf, isInResponse, isObject, isSent, variantOf } from "../fields/shape.ts";
import { unknown } from "../fields/unknowns.ts";
import { hooksOf } from "./defaultClient/hooks.ts";
import { diff } from "./diff/diff.ts";
import { isSame } from "./equivalence/equivalence.ts";
import { inputsIn } from "./state/state.ts";

/** The inputs are known. All other values come from the API, and are unknown until the create. */
export function previewCreate(resource: Resource, inputs: Values): Values {
  hooksOf(resource).beforeCreate(resource, inputs);
  const variant = variantOf(resource, inputs);
  const inResponse = fieldsOf(resource, variant).filter(([, field]) => isInResponse(field, variant));
  return { ...toUnknown(inResponse.map(([name]) => name)), ...inputs };
}

/**
 * Outputs stay, except the time of the update, the values of removed inputs, and outputs that depend on a changed
 * input.
 */
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

/** Whether the field is the output in which responses carry the value of a changed input. */
const follows = (resource: Resource, changed: ReadonlySet<string>, name: string, field: Field): boolean =>
  [...changed].some((input) => resource.fields[input]?.responsePath?.split(".")[0] === wireName(name, field));

/** Whether the field mirrors a setting of the embedded resource that changes. */
function mirrorsChange(resource: Resource, { mirrorsClientField }: Field, before: Values, inputs: Values): boolean {
  const [name, shape] = embeddedIn(resource) ?? [];
  const field = mirrorsClientField && shape?.fields[mirrorsClientField];
  if (!name || !field || !mirrorsClientField) return false;
  const settingIn = (values: Values) => (isObject(values[name]) ? values[name][mirrorsClientField] : undefined);
  return !isSame(field, settingIn(before), settingIn(inputs));
}

const toUnknown = (names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, unknown]));
