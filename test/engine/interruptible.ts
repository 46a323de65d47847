/** A world whose runs are interrupted on a machine that nobody sees again, and recovered on another one. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../tools/engine/api.ts";
import type { Result } from "../../tools/engine/stack.ts";
import { createFaultyWorld, type Face, type FaultyWorld } from "./faultyWorld.ts";

export interface Interruptible extends FaultyWorld {
  /** Runs `pulumi up`. @param how Ends it, once it has begun. */
  interrupt(how: (engine: number) => Promise<void>): Promise<Result>;
  /** Runs `pulumi-transmit recover`. */
  recover(...args: string[]): Promise<Result>;
  /** Its report as JSON. */
  report(...args: string[]): Promise<{ code: number; outcomes: Json; changed: boolean; operations: Json[] }>;
  stored(name: string): Promise<Json>;
  /** URNs of what is pending. */
  pending(): Promise<unknown[]>;
  /** Leaves of the file beside the state what a kill leaves that comes while it is written. */
  breakAttributes(): void;
  /** Changes the state where it lies. */
  tamper(change: (deployment: Json) => void): void;
}

/** @param secrets No output of the command has one. */
export function interruptible(world: FaultyWorld, secrets: readonly string[] = []): Interruptible {
  const { stack } = world;
  const file = join(stack.folder, "backend/.pulumi/stacks/program/test.json");
  const deployment = async () =>
    JSON.parse((await stack.run(["stack", "export", "--show-secrets"], { quiet: true })).stdout).deployment as Json;
  const recover = async (...args: string[]) => {
    const result = await stack.transmit(["recover", ...args], { mayFail: true });
    for (const secret of [...secrets, "emulated-secret"]) expect(result.output).not.toContain(secret);
    return result;
  };
  return {
    ...world,
    interrupt: async (how) => {
      const running = stack.up([], { mayFail: true });
      await how(stack.processes()[0] as number);
      const result = await running;
      // The journal of creates was on the other machine. A process that has lost its engine may write a last record meanwhile.
      rmSync(join(stack.folder, "home/transmit"), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      return result;
    },
    recover,
    report: async (...args) => {
      const { code, stdout, output } = await recover("--json", ...args);
      if (stdout === "") throw new Error(output);
      const { operations, changed } = JSON.parse(stdout) as { operations: Json[]; changed: boolean };
      const outcomes = operations.map(({ urn, outcome }) => [String(urn).split("::").at(-1), outcome]);
      return { code, outcomes: Object.fromEntries(outcomes), changed, operations };
    },
    stored: async (name) => {
      const found = ((await deployment()).resources as Json[]).find(({ urn }) => String(urn).endsWith(`::${name}`));
      return found as Json;
    },
    pending: async () => {
      const operations = ((await deployment()).pending_operations ?? []) as { resource: Json }[];
      return operations.map(({ resource }) => resource.urn);
    },
    breakAttributes: () => writeFileSync(`${file}.attrs`, ""),
    tamper: (change) => {
      const content = JSON.parse(readFileSync(file, "utf8"));
      change(content.checkpoint.latest);
      writeFileSync(file, JSON.stringify(content));
    },
  };
}

/** Each in a world of its own, at the same time. */
export async function through(
  given: readonly (readonly [Face, (world: FaultyWorld) => Promise<void>])[],
): Promise<void> {
  const outcomes = await Promise.allSettled(
    given.map(async ([face, run]) => {
      const world = await createFaultyWorld([], face);
      await run(world).finally(world.end);
    }),
  );
  for (const [index, outcome] of outcomes.entries())
    if (outcome.status === "rejected")
      throw new Error(`through the ${given[index]?.[0]} face`, { cause: outcome.reason });
}
