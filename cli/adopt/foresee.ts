/** What the program wants otherwise than it is, before the stack's state is changed. */

import type { Values } from "../../provider/fields/field.ts";
import { hasUnknown, withOneUnknown } from "../../provider/fields/unknowns.ts";
import { detailedDiff, diff, reconcileImported, stringsIn } from "../../provider/lifecycle/index.ts";
import type { Deployment } from "../stack/deployment.ts";
import { decodeResource, type ManagedResource, secretStringsOf } from "../stack/managedResource.ts";
import type { PreviewStep } from "../stack/preview.ts";
import { type Difference, valueAt } from "./differences.ts";

/** @param adopted The state with what is adopted. */
export function foresee(adopted: Deployment, steps: readonly PreviewStep[]): Difference[] {
  const wanted = new Map(steps.flatMap(({ urn, newState }) => (newState ? [[urn, newState] as const] : [])));
  return (adopted.deployment.resources ?? []).flatMap((stored) => {
    const declared = wanted.get(stored.urn);
    const [managed, program] = [decodeResource(stored), declared && decodeResource(declared)];
    return managed && program ? differencesOf(managed, program) : [];
  });
}

function differencesOf(managed: ManagedResource, program: ManagedResource): Difference[] {
  const { definition, state, urn, name } = managed;
  const inputs = knownInputs(managed, withOneUnknown(program.inputs));
  const agreed = reconcileImported(definition, state, inputs);
  const { changed } = diff(definition, agreed, inputs);
  if (changed.length === 0) return [];
  const changes = detailedDiff(definition, agreed, inputs, changed);
  const secrets = [managed, program].flatMap(secretStringsOf).filter((text) => text !== "");
  const isSecret = (value: unknown) => stringsIn(value).some((text) => secrets.some((secret) => text.includes(secret)));
  const properties = changes.map(({ path }) => {
    const keys = path.split(/[.[\]]+/).filter(Boolean);
    const [wanted, found] = [valueAt(inputs, keys), valueAt(agreed, keys)];
    if (isSecret(wanted) || isSecret(found)) return { path, secret: true };
    return {
      path,
      ...(wanted !== undefined && { wanted }),
      ...(found !== undefined && { found }),
      secret: false,
    };
  });
  const op = changes.some(({ replaces }) => replaces) ? "replace" : "update";
  return [{ urn, name, type: definition.name, op, properties }];
}

/** What the program computes, and what a preview hides as secret, only the preview that follows can compare. */
const knownInputs = ({ inputs }: ManagedResource, given: Values): Values =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]): [string, unknown][] => {
      if (!hasUnknown(value) && !isHidden(value)) return [[name, value]];
      return inputs[name] === undefined ? [] : [[name, inputs[name]]];
    }),
  );

const isHidden = (value: unknown): boolean => JSON.stringify(value)?.includes('"[secret]"') ?? false;
