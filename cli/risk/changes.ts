/** What a plan changes in the inputs of a resource, value by value: what the tenant has, and what it will have. */
import { isDeepStrictEqual } from "node:util";
import type { Field, ObjectField, Resource, Shape, Values } from "../../provider/fields/field.ts";
import { isMarked, merge, type Secrets } from "../../provider/fields/secrets.ts";
import { embeddedIn, inputsOf, isObject } from "../../provider/fields/shape.ts";
import { hasUnknown, withOneUnknown } from "../../provider/fields/unknowns.ts";
import { isEquivalent, secretPartsOf } from "../../provider/lifecycle/index.ts";
import type { PlannedChange } from "./plan/steps.ts";

export interface Change {
  /** `firstClient.tokenExpiration.accessTokenTtl` */
  path: string;
  field: Field;
  /** Undefined if there is nothing, if it is not known, or if it is secret. */
  before: unknown;
  after: unknown;
  /** Neither value is told. */
  isSecret: boolean;
  /** The new value, or a part of it, is known only during the run. */
  isUnknown: boolean;
  /** The program no longer sets it, and whether the API then keeps it is not documented. */
  isLeft: boolean;
  /** The program says what it said before: others changed it. */
  restores: boolean;
}

/** As previews show a secret. */
const hidden = "[secret]";

export function changesOf(planned: PlannedChange): Change[] {
  const { old, now, refreshed, paths } = planned;
  if (!old || !now) return [];
  const { definition } = now;
  const marks = [old, now].map(({ inputs, secrets }) => secretPartsOf(definition, inputs, secrets)).reduce(merge);
  const walk = openWalk(marks, paths, refreshed?.inputs);
  const before = withOneUnknown(old.inputs);
  const after = withOneUnknown(now.inputs);
  const [name, field] = embeddedIn(definition) ?? [];
  const isEmbedded = name !== undefined && (isObject(before[name]) || isObject(after[name]));
  const others = isEmbedded
    ? inputsOf(definition).filter(([, one]) => !one.mirrorsClientField && one !== field)
    : inputsOf(definition);
  walk.fields(others, [before, after, old.state], []);
  if (isEmbedded) {
    // What the application's own, deprecated inputs said of the client counts as well.
    const ofClient = [before, after].map((inputs) => ({ ...mirrored(definition, inputs), ...asObject(inputs[name]) }));
    walk.fields(inputsOf(field as ObjectField), [...ofClient, mirrored(definition, old.state)] as Sides, [name]);
  }
  return walk.found;
}

/** Inputs before, inputs after, and what the state has beside them. */
type Sides = [before: Values, after: Values, state: Values];

function openWalk(marks: Secrets, changed: readonly string[], programBefore: Values | undefined) {
  const found: Change[] = [];
  const named = changed.map((path) => path.replace(/\[\d+\]/g, ""));
  const isNamed = (path: string) =>
    named.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
  const fields = (list: readonly (readonly [string, Field])[], sides: Sides, above: readonly string[]) => {
    for (const [name, field] of list) value(name, field, sides, above);
  };
  const value = (name: string, field: Field, [before, after, state]: Sides, above: readonly string[]) => {
    const keys = [...above, name];
    const path = keys.join(".");
    const [old, now] = [before[name], after[name]];
    const hides = [old, now].some((one) => one === hidden);
    const isWhole = hides || isMarked(marks, keys) || [old, now].some((one) => hasUnknown(one) && !isObject(one));
    if (field.type === "object" && !isWhole) {
      if (isDeepStrictEqual(old, now) && !(holds(old) && isNamed(path))) return;
      const reset = now === undefined ? resetOf(field) : undefined;
      // What resets an object says nothing of its other keys, and they no longer have an effect.
      const inner = inputsOf(field).filter(([key]) => !isObject(reset) || key in reset);
      fields(inner, [asObject(old), asObject(now ?? reset), asObject(state[name])], keys);
      return;
    }
    const isSecret = isMarked(marks, keys) || holds(old) || holds(now);
    if (isDeepStrictEqual(old, now) && !(isSecret && isNamed(path))) return;
    const has = old ?? inState(field, state[name]) ?? field.default;
    const will = now ?? resetOf(field);
    const isUnknown = hasUnknown(now);
    const isCompared = !isSecret && !isUnknown && will !== undefined && !field.transient;
    if (isCompared && isEquivalent(field, will, has)) return;
    found.push({
      path,
      field,
      before: isSecret ? undefined : has,
      after: isSecret ? undefined : will,
      isSecret,
      isUnknown,
      isLeft: now === undefined && will === undefined,
      restores: !isSecret && programBefore !== undefined && isDeepStrictEqual(valueAt(programBefore, keys), now),
    });
  };
  return { found, fields };
}

/** Whether a preview hides a secret in it. */
const holds = (value: unknown): boolean =>
  value === hidden || (typeof value === "object" && value !== null && Object.values(value).some(holds));

/** Some APIs return 0 for a number that nobody has set. */
const inState = ({ type }: Field, value: unknown): unknown => (type === "number" && value === 0 ? undefined : value);

/** What the update sends for an input that was removed from the program; undefined if nothing. */
const resetOf = ({ resetTo, default: ofApi, type }: Field): unknown =>
  resetTo ?? ofApi ?? (type === "array" ? [] : undefined);

/** The settings of the default client among the application's own, by the client's names. */
const mirrored = (definition: Resource, values: Values): Values =>
  Object.fromEntries(
    Object.entries(definition.fields as Shape["fields"]).flatMap(([name, { mirrorsClientField: mirrors }]) =>
      mirrors === undefined || values[name] === undefined ? [] : [[mirrors, values[name]]],
    ),
  );

const asObject = (value: unknown): Values => (isObject(value) ? value : {});

const valueAt = (values: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), values);
