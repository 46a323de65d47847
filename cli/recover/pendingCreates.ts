/** Settles the pending creates: what was made is taken into the state. */
import { creationKey, findMade, type MadeObject, takeMade } from "../../provider/lifecycle/index.ts";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import type { PendingOperation, StoredResource } from "../stack/deployment.ts";
import { decodeResource, type ManagedResource } from "../stack/managedResource.ts";
import { storedAs } from "../stack/stored.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usageError.ts";
import type { Choices } from "./choices.ts";
import { type CreateGroup, type Decision, decide } from "./creates.ts";
import type { Edit } from "./edit.ts";
import type { InterruptedStack } from "./interruptedStack.ts";
import { describeObject, labelOf, type Settled } from "./report.ts";
import { timesOf } from "./times.ts";

export interface Recovered {
  settled: Settled;
  edit?: Edit;
  /** A create of ours that is settled: the journal on this machine may have it, too. */
  create?: ManagedResource;
}

export async function recoverCreates(
  stack: InterruptedStack,
  { made, nothingMade }: Choices,
  begunAt: number,
  terminal: Terminal,
): Promise<Recovered[]> {
  const pending = stack.operations.filter(({ type }) => type === "creating");
  const taken = new Set(made.values());
  const results: Recovered[] = [];
  const open: PendingOperation[] = [];
  for (const operation of unique(pending)) {
    const { resource } = operation;
    const create = decodeResource(resource);
    const id = made.get(resource.urn);
    if (nothingMade.has(resource.urn)) {
      const found = "was not created, as --nothing-made says";
      results.push({ settled: { resource, outcome: "nothingMade", found, change: cleared }, create });
    } else if (!create) results.push({ settled: ofOtherProvider(stack, resource) });
    else if (id !== undefined) results.push(await takeChosen(stack, create, id));
    else open.push(operation);
  }
  for (const creates of groupsOf(open, stack)) {
    const group = openGroup(stack, creates, pending, begunAt);
    const [first] = creates as [ManagedResource];
    const what = creates.map(({ stored }) => labelOf(stored)).join(" and ");
    const waiting = {
      now: Date.now,
      wait: (milliseconds: number) => {
        const seconds = Math.max(0, Math.ceil((group.times.settledAt - Date.now()) / 1000));
        terminal.progress(`Waiting until what was created must be visible, at most ${seconds} s: ${what}`);
        return new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
      },
    };
    terminal.progress(`Looking for ${what}`);
    const decisions = await decide(group, stack.known(first.definition, taken), waiting);
    for (const create of creates) {
      const decision = decisions.get(create.urn) as Decision;
      if (decision.kind === "taken") taken.add(decision.object.id);
      results.push(await carryOut(stack, create, decision));
    }
  }
  return results;
}

const cleared = { done: "pulumi up creates it", planned: "pulumi up will create it" };

/** A URN that is pending twice is one resource: its last entry counts, which the engine lists first. */
const unique = (operations: readonly PendingOperation[]): PendingOperation[] =>
  operations.filter(
    ({ resource: { urn } }, index) => operations.findIndex(({ resource }) => resource.urn === urn) === index,
  );

/** Creates that make equal objects in one tenant. */
function groupsOf(operations: readonly PendingOperation[], stack: InterruptedStack): ManagedResource[][] {
  const groups = new Map<string, ManagedResource[]>();
  for (const { resource } of operations) {
    const create = decodeResource(resource) as ManagedResource;
    const { baseUrl } = stack.tenantOf(create).configuration;
    const key = `${baseUrl} ${creationKey(create.definition, create.inputs)}`;
    groups.set(key, [...(groups.get(key) ?? []), create]);
  }
  return [...groups.values()];
}

function openGroup(
  stack: InterruptedStack,
  creates: readonly ManagedResource[],
  pending: readonly PendingOperation[],
  begunAt: number,
): CreateGroup {
  const [first] = creates as [ManagedResource];
  const all = creates.map(({ stored }) => timesOf(stack.deployment, stored, begunAt, stack.lastEnd));
  const times = {
    notBefore: Math.min(...all.map(({ notBefore }) => notBefore)),
    from: Math.min(...all.map(({ from }) => from)),
    to: Math.max(...all.map(({ to }) => to)),
    settledAt: Math.max(...all.map(({ settledAt }) => settledAt)),
  };
  const urns = creates.map(({ urn }) => urn);
  return {
    urns,
    times,
    isRepeated: pending.filter(({ resource }) => urns.includes(resource.urn)).length > urns.length,
    look: (known) => findMade(first.definition, stack.begin(first), first.inputs, times, known),
  };
}

async function carryOut(stack: InterruptedStack, create: ManagedResource, decision: Decision): Promise<Recovered> {
  const { stored: resource } = create;
  switch (decision.kind) {
    case "taken": {
      const twin = twinOf(stack, create, decision.object);
      if (twin) return { settled: besideTwin(stack, create, twin, decision.object) };
      const recovered = await take(stack, create, decision.object);
      if (recovered) return recovered;
      return carryOut(stack, create, { kind: "undecided", candidates: [decision.object] });
    }
    case "nothingMade": {
      const { baseUrl, tenantId } = stack.tenantOf(create).configuration;
      const where = tenantId === undefined ? baseUrl : `tenant ${tenantId} at ${baseUrl}`;
      const found = `was not created: nothing of it is in ${where}`;
      return { settled: { resource, outcome: "nothingMade", found, change: cleared }, create };
    }
    case "undecided":
      return { settled: undecided(stack, resource, decision.candidates) };
  }
}

async function takeChosen(stack: InterruptedStack, create: ManagedResource, id: string): Promise<Recovered> {
  const { definition, stored, inputs } = create;
  if (stack.known(definition, []).ids.has(id))
    throw new UsageError(`--made gives ${id} to ${labelOf(stored)}, but that is in the state already.`);
  const parent = definition.id.slice(0, -1).map((name) => String(inputs[name]));
  if (parent.length > 0 && !id.startsWith(`${parent.join("/")}/`))
    throw new UsageError(
      `--made gives ${id} to ${labelOf(stored)}, but that one belongs to ${parent.join("/")}: its id must be ` +
        `${parent.join("/")}/<id>.`,
    );
  const recovered = await take(stack, create, { id });
  if (recovered) return recovered;
  throw new CommandError(
    `There is no ${definition.name} ${id}, which --made gives to ${labelOf(stored)}.`,
    exitCodes.wrongCall,
    "Nothing was changed. Look up the id in the tenant.",
  );
}

async function take(
  stack: InterruptedStack,
  create: ManagedResource,
  object: MadeObject,
): Promise<Recovered | undefined> {
  const { definition, inputs, stored } = create;
  const made = await takeMade(definition, stack.begin(create), inputs, object.id);
  if (!made) return undefined;
  const { id, state, warnings } = made;
  const found = `was created${state.createdAt === undefined ? "" : ` at ${state.createdAt}`}, with id ${id}`;
  return {
    settled: {
      resource: stored,
      outcome: "taken",
      id,
      found,
      change: { done: "it is in the state now", planned: "it will be taken into the state" },
      next: warnings,
    },
    edit: { kind: "take", resource: storedAs(create, id, state, new Date().toISOString()) },
    create,
  };
}

/**
 * A resource with the URN and the same inputs that was created later than what was found: a run since has created it again.
 * One that was created before is what the pending create was to replace.
 */
function twinOf(stack: InterruptedStack, create: ManagedResource, object: MadeObject): ManagedResource | undefined {
  const twin = stack.resources.find(
    ({ urn, stored }) => urn === create.urn && !stored.delete && !stored.pendingReplacement,
  );
  if (!twin || creationKey(twin.definition, twin.inputs) !== creationKey(create.definition, create.inputs))
    return undefined;
  return Date.parse(String(twin.state.createdAt)) < Date.parse(String(object.createdAt)) ? undefined : twin;
}

function besideTwin(
  stack: InterruptedStack,
  create: ManagedResource,
  twin: ManagedResource,
  object: MadeObject,
): Settled {
  const { stored: resource, urn } = create;
  return {
    resource,
    outcome: "undecided",
    candidates: [object],
    found: `there are two of it: an interrupted run created ${object.id} at ${object.createdAt}, and a later run ${twin.id}, which is in the state`,
    next: [
      `Delete ${object.id} in the tenant, unless somebody uses it, and then run ${commandFor(stack, "--nothing-made", urn)}`,
    ],
  };
}

function undecided(stack: InterruptedStack, resource: StoredResource, candidates: MadeObject[]): Settled {
  const { urn } = resource;
  const [count, verb] = candidates.length === 1 ? ["an object", "is"] : [`${candidates.length} objects`, "are"];
  return {
    resource,
    outcome: "undecided",
    candidates,
    found: `it cannot be told whether it was created: ${count} that could be it ${verb} in the tenant, and in no state of this stack`,
    next: [
      ...candidates.map((one) => `${describeObject(one)}: ${commandFor(stack, "--made", `${urn}=${one.id}`)}`),
      `none of them: ${commandFor(stack, "--nothing-made", urn)}`,
    ],
  };
}

const ofOtherProvider = (stack: InterruptedStack, resource: StoredResource): Settled => {
  const { urn } = resource;
  const refresh = ["pulumi refresh", ...stack.stackOption, "--import-pending-creates", `'${urn}'`];
  return {
    resource,
    outcome: "undecided",
    found: "whether its provider created it is not known here, and the entry would be lost",
    next: [
      `It was created: ${refresh.join(" ")} --import-pending-creates <its id>`,
      `It was not: ${commandFor(stack, "--nothing-made", urn)}`,
    ],
  };
};

const commandFor = ({ stackOption }: InterruptedStack, option: string, value: string): string =>
  ["npx pulumi-transmit recover", ...stackOption, option, `'${value}'`].join(" ");
