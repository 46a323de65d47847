/** A world whose emulator goes wrong on order. */
import type { Rule } from "../../emulator/index.ts";
import type { Json } from "../../tools/engine/api.ts";
import { createPluginWorld } from "./pluginWorld.ts";
import type { World } from "./world.ts";

/** The ways to the provider. */
export const faces = ["dynamic", "plugin"] as const;
export type Face = (typeof faces)[number];

export interface FaultyWorld extends World {
  /** Replaces the program by one that reaches the provider through the world's face. */
  declare(body: string): void;
  setFaults(rules: Rule[]): Promise<void>;
  /** Requests so far, by `METHOD /template`. */
  counts(): Promise<Record<string, number>>;
  /** Settles when so many requests of a kind have come. */
  until(request: string, count: number): Promise<void>;
  /** Expects the API to hold just what the program says, once, all of it known to the state, and nothing to do. */
  expectExact(names: { applications: string[]; clients: string[] }): Promise<void>;
}

/** Asks an emulator itself, which was started with `--admin`. */
export const administer =
  ({ emulator }: World) =>
  async (method: string, place: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${emulator.url}/admin/${place}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };

/** @param environment More variables of every run. */
export async function createFaultyWorld(
  flags: string[] = [],
  face: Face = "dynamic",
  environment: Record<string, string> = {},
): Promise<FaultyWorld> {
  const { make, ...world } = await createPluginWorld(["--admin", ...flags], environment);
  const sdk = face === "plugin" ? "pulumi-transmit-plugin" : "pulumi-transmit";
  const admin = administer(world);
  const counts = async () => (await admin("GET", "requests")) as Record<string, number>;
  return {
    ...world,
    declare: (body) => make(body, sdk),
    counts,
    setFaults: async (rules) => void (await admin("PUT", "faults", rules)),
    until: async (request, count) => {
      while (((await counts())[request] ?? 0) < count) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    expectExact: async ({ applications, clients }) => {
      const held = await world.applications();
      expect(held.map(({ app_name: name }) => name).sort()).toEqual([...applications].sort());
      const lists = await Promise.all(held.map(({ app_id: id }) => world.clients(id)));
      const heldClients = lists.flat();
      expect(heldClients.map(({ name }) => name).sort()).toEqual([...clients].sort());
      const ids = idsIn((await world.stack.state()).resources);
      const defaults = new Set(held.map(({ client_id: id }) => id));
      const expected = [
        ...held.map(({ app_id: id }) => id),
        ...heldClients
          .filter(({ client_id: id }) => !defaults.has(id))
          .map(({ app_id, client_id }) => `${app_id}/${client_id}`),
      ];
      expect(ids.sort()).toEqual(expected.sort());
      await world.stack.preview(["--expect-no-changes"]);
      await world.stack.drift(["--expect-no-changes"]);
    },
  };
}

const idsIn = (resources: Json[]): unknown[] =>
  resources.filter(({ type }) => /transmit:(index:)?(Application|Client)$/.test(String(type))).map(({ id }) => id);
