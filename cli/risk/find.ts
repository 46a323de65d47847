/** The risks of one planned change: of what becomes of the resource, and of each value that changes. */
import type { Resource, Values } from "../../provider/fields/field.ts";
import type { ManagedResource } from "../stack/managedResource.ts";
import { nameIn } from "../stack/managedResource.ts";
import { type Change, changesOf } from "./changes.ts";
import { actionEffects } from "./effects/actions.ts";
import { happens, mayHappen } from "./effects/condition.ts";
import type { Effect } from "./effects/effect.ts";
import { effectsOf } from "./effects/index.ts";
import { byLevel } from "./level.ts";
import type { PlannedChange } from "./plan/steps.ts";
import type { Risk } from "./report.ts";
import { phraseOf } from "./words.ts";

/** What is found of a resource, without what all of its risks say. */
type Finding = Pick<Risk, "level" | "kind" | "change" | "effect"> & Partial<Risk>;

/** @param others All that the plan changes. @param pathIn A path in the program's words. */
export function risksOf(
  planned: PlannedChange,
  others: readonly PlannedChange[],
  stack: string,
  pathIn: (path: string) => string,
): Risk[] {
  const { urn, action, old, now } = planned;
  const { definition } = (old ?? now) as ManagedResource;
  const id = old?.id ?? "";
  const about = { stack, urn, name: nameIn(urn), type: definition.name, ...(id !== "" && { id }), action };
  const findings = [
    ...ofAction(planned, others),
    ...ofOptions(planned),
    ...changesOf(planned).flatMap((change) =>
      effectsIn(definition, change).map((finding) => ({ ...finding, path: pathIn(change.path) })),
    ),
  ];
  return findings.map((finding) => ({ ...about, secret: false, restores: false, ...finding }));
}

function ofAction({ action, old, now, refreshed }: PlannedChange, others: readonly PlannedChange[]): Finding[] {
  const { definition } = (old ?? now) as ManagedResource;
  const effects = actionEffects[definition.name] as (typeof actionEffects)[string];
  const kind = "breaking";
  if (action === "delete" && old?.stored.retainOnDelete) {
    const effect = "It stays in the tenant, and no stack manages it: pulumi-transmit drift --unmanaged lists it.";
    return [{ level: "low", kind: "protection", change: "leaves the stack, and is not deleted", effect }];
  }
  if (action === "delete") {
    const [level, effect] = effects.delete;
    return [{ level, kind, change: "deleted", effect: [effect, ...ifRenamed(definition, old, others)].join(" ") }];
  }
  if (action === "replace") {
    const [level, effect] = effects.replace;
    return [{ level, kind, change: "replaced", effect }];
  }
  if (action !== "create" || !refreshed) return [];
  const [level, effect] = effects.recreate;
  return [{ level, kind, change: "deleted outside of Pulumi, and created again", effect, restores: true }];
}

/** A resource that has another name in the program is deleted and created, if nothing says that it is the same. */
function ifRenamed(
  { name: type, nameField }: Resource,
  old: ManagedResource | undefined,
  others: readonly PlannedChange[],
) {
  const isSame = (inputs: Values | undefined) =>
    inputs?.[nameField] !== undefined && inputs[nameField] === old?.inputs[nameField];
  const created = others.find(
    ({ action, now }) => action === "create" && now?.definition.name === type && isSame(now.inputs),
  );
  if (!created?.now) return [];
  return [
    `The program creates "${created.now.name}" with the same ${nameField}: if this one only has another name in the program, ` +
      "give that the option aliases.",
  ];
}

/** Pulumi's own option `protect`. */
const ofOptions = ({ old, now }: PlannedChange): Finding[] =>
  old?.stored.protect && now && !now.stored.protect
    ? [
        {
          level: "medium",
          kind: "protection",
          change: "the option protect is turned off",
          effect: "Pulumi can then delete or replace the resource.",
        },
      ]
    : [];

function effectsIn(resource: Resource, change: Change): Finding[] {
  const { before, after, isSecret, isUnknown, isLeft, restores } = change;
  const effects = effectsOf(resource, change.path).flatMap((entry): readonly Effect[] =>
    typeof entry === "string" ? [] : entry,
  );
  return choose(effects, change).map(([when, level, kind, effect]) => ({
    level,
    kind,
    change: phraseOf(when, change),
    effect: [effect, isLeft && left, restores && restored].filter(Boolean).join(" "),
    ...(before !== undefined && { before }),
    ...(after !== undefined && !isUnknown && { after }),
    secret: isSecret,
    restores,
  }));
}

const left = "The program no longer sets it: if the API keeps the value, nothing changes.";
const restored = "The program did not change: the run undoes what was changed outside of Pulumi.";

/** All effects that happen. If the values are not told, the worst of those that may. */
function choose(effects: readonly Effect[], change: Change): Effect[] {
  const { isSecret, isUnknown, field, before, after } = change;
  if (isSecret || isUnknown)
    return effects
      .filter((effect) => mayHappen(effect, change))
      .toSorted(([, one], [, other]) => byLevel(one, other))
      .slice(0, 1);
  const isUnsure = field.type === "number" && (before === undefined || after === undefined);
  const [first] = effects;
  // A number that nobody has set before, or will set, is longer or shorter than one that is not known.
  if (isUnsure && first && (first[0] === "shorter" || first[0] === "longer"))
    return [["changed", "low", first[2], "Whether that is more or less than the API's own value is not documented."]];
  return effects.filter(([when]) => happens(when, change));
}
