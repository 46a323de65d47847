/** What becomes of each object of the list, by a preview of the program on the stack as it is. */
import type { Deployment } from "../stack/deployment.ts";
import { definitionOf, nameIn } from "../stack/managedResource.ts";
import type { PreviewStep } from "../stack/preview.ts";
import { renamed } from "../stack/references.ts";
import type { Adopted } from "./adoption.ts";
import { type Difference, differencesIn } from "./differences.ts";

export type Outcome =
  /** The stack does not have it. */
  | "new"
  /** The stack has it, from an import that no update has followed. */
  | "imported"
  /** The stack has it, and nothing is left to do. */
  | "there"
  /** The program does not declare it. */
  | "undeclared"
  /** The stack has another object under this name. */
  | "otherObject";

export interface Planned extends Adopted {
  outcome: Outcome;
  /** Of another object. */
  idInStack?: string;
}

export interface Plan {
  objects: Planned[];
  /** The steps of what is adopted, as if the stack had none of it. */
  steps: PreviewStep[];
  /** What the preview would change beyond them. */
  others: Difference[];
  /** The state without what is adopted anew. */
  rest: Deployment;
}

export function planOf(listed: readonly Adopted[], steps: readonly PreviewStep[], deployment: Deployment): Plan {
  const own = new Map<string, PreviewStep>();
  for (const step of steps) {
    const definition = definitionOf(step.newState?.type ?? "")?.definition;
    if (definition) own.set(`${definition.name} ${nameIn(step.urn)}`, step);
  }
  const planned = listed.map((one) => ({ one, step: own.get(`${one.type} ${one.name}`) }));
  const objects = planned.map(({ one, step }) => ({ ...one, ...outcomeOf(one, step) }));
  const isAdopted = ({ outcome }: Planned) => outcome === "new" || outcome === "imported";
  const adopted = new Set(planned.flatMap(({ step }, index) => (isAdopted(objects[index] as Planned) && step) || []));
  // The root of the stack, and components: they are made of nothing but the program.
  const made = steps.filter(({ op, newState }) => op === "create" && newState && !newState.custom);
  const old = [...adopted].flatMap(({ urn, oldState }) => (oldState ? [{ from: oldState.urn, to: urn }] : []));
  return {
    objects,
    steps: steps.filter((one) => adopted.has(one) || made.includes(one)).map((one) => ({ ...one, op: "create" })),
    others: differencesIn(steps.filter((one) => !adopted.has(one) && !made.includes(one) && !isRemoval(one, old))),
    rest: without(deployment, old),
  };
}

function outcomeOf({ id }: Adopted, step: PreviewStep | undefined): Pick<Planned, "outcome" | "idInStack"> {
  if (!step || step.op === "delete") return { outcome: "undeclared" };
  const { op, oldState, newState } = step;
  if (op === "create") return { outcome: "new" };
  if (oldState?.id !== id) return { outcome: "otherObject", ...(oldState?.id && { idInStack: oldState.id }) };
  const isDone = op === "same" && Boolean(oldState.protect) === Boolean(newState?.protect);
  return { outcome: isDone ? "there" : "imported" };
}

interface Renamed {
  from: string;
  to: string;
}

const isRemoval = ({ op, urn }: PreviewStep, old: readonly Renamed[]): boolean =>
  op === "delete" && old.some(({ from }) => from === urn);

/** What refers to a resource that is adopted anew refers to it by its new URN. */
function without(found: Deployment, old: readonly Renamed[]): Deployment {
  const urns = new Map(old.map(({ from, to }) => [from, to]));
  const resources = (found.deployment.resources ?? []).filter(({ urn }) => !urns.has(urn));
  return {
    ...found,
    deployment: { ...found.deployment, resources: resources.map((one) => renamed(one, urns)) },
  };
}
