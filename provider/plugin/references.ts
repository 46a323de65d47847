/** References to resources, which programs may give in the place of an id. */
import type { Values } from "../fields/field.ts";
import { unknown } from "../fields/unknowns.ts";
import type { Problem } from "../lifecycle/index.ts";
import { resources } from "../resources/all.ts";
import { tokenOf, typeIn } from "./tokens.ts";

/** A value in the place of a reference, and what is wrong with the reference. */
export interface Resolved {
  value: unknown;
  problem?: Problem;
}

/**
 * @param reference As in the engine's protocol: `urn`, and `id`, which is empty in a preview that does not know it, and
 * absent for a component.
 * @param keys Where it is, for example `["appId"]`.
 */
export type Resolve = (reference: Values, keys: readonly string[]) => Resolved;

/** In a state, which no program writes, a reference is what it refers to. */
export const asStored: Resolve = ({ urn, id }) => ({ value: idIn(id) ?? urn });

/**
 * In inputs and arguments, a reference stands for an id only where the id of a resource of its type is meant. The value in
 * the place of any other is unknown: its problem is all there is to say about it.
 */
export const whereIdIsMeant: Resolve = ({ urn, id }, keys) => {
  const [name, ...below] = keys;
  const meant = below.length === 0 ? resources.find((resource) => resource.id.join() === name) : undefined;
  if (meant && tokenOf(meant) === typeIn(String(urn)) && id !== undefined) return { value: idIn(id) };
  const path = keys.map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : index > 0 ? `.${key}` : key)).join("");
  const advice = meant
    ? `must be the id of a resource ${tokenOf(meant)}. Give that resource's id.`
    : "must be a value. Give the output of the resource that has the value, for example its id.";
  const message = `${path} is a reference to ${id === undefined ? "the component" : "the resource"} ${urn}, but ${advice}`;
  return { value: unknown, problem: { path, code: "wrongType", message } };
};

const idIn = (id: unknown): unknown => (id === "" ? unknown : id);
