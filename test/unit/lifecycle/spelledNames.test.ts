/** A name is found by, whatever Unicode form the API gives it: by functions, in conflicts, and after a create without an answer. */
import { readBehaviour } from "../../../emulator/tenant/behaviour.ts";
import { callFunction, functions, type ProviderFunction } from "../../../provider/functions/index.ts";
import { create, diff, update } from "../../../provider/lifecycle/index.ts";
import { signingKey } from "../../../provider/resources/index.ts";
import { add, application, type Simulation, simulate } from "../../support/simulation.ts";

/** One text, of letters that are put together, and of one that is whole. */
const [decomposed, composed] = ["Cafe\u0301", "Caf\u00e9"];
const firstClient = { name: "Web", redirectUris: [] };

let world: Simulation;

const idOf = async (appName: string): Promise<unknown> => {
  const definition = functions.find(({ name }) => name === "getApplication") as ProviderFunction;
  return (await callFunction(definition, { api: world.api, args: { appName }, mayBeStale: false })).appId;
};

test("a function finds it, and where both forms exist, the one that was asked for", async () => {
  world = simulate(readBehaviour());
  const { id } = await add(world, application, { appName: composed, firstClient });
  expect(await idOf(decomposed)).toBe(id);
  const other = await add(world, application, { appName: decomposed, firstClient });
  expect(await idOf(decomposed)).toBe(other.id);
  expect(await idOf(composed)).toBe(id);
});

test.each([
  ["a name", { appName: decomposed }],
  ["a subdomain", { appName: "Shop", subdomain: "Cafe" }],
])("a conflict names who has it: %s", async (_, named) => {
  world = simulate(readBehaviour({ names: "unique", texts: "normalised", uris: "normalised" }));
  const { id } = await add(world, application, { ...named, firstClient });
  const second = { ...named, appDescription: "Another", firstClient };
  await expect(create(application, world.api, second)).rejects.toThrow(id);
  const till = await add(world, application, { appName: "Till", firstClient });
  await expect(update(application, world.api, till.id, till.state, second)).rejects.toThrow(id);
});

test.each(["none", "key"] as const)("a key whose create answers %s is taken over from the list", async (keyAnswers) => {
  world = simulate(readBehaviour({ texts: "normalised", keyAnswers }));
  world.requests();
  const { id, state } = await add(world, signingKey, { name: decomposed });
  const lists = world.requests().filter((request) => request.startsWith("GET"));
  // The list before the create; after it, only where the answer says nothing.
  expect(lists).toHaveLength(keyAnswers === "key" ? 1 : 2);
  expect(world.held("signingKey")).toMatchObject([{ id }]);
  expect(state.name).toBe(decomposed);
});

test("a replacement that keeps it in another form goes second", async () => {
  world = simulate(readBehaviour());
  const jwk = { kty: "RSA", d: "canary" };
  const { state } = await add(world, signingKey, { name: decomposed, jwk });
  const rotated = { name: composed, jwk: { ...jwk, d: "other" } };
  expect(diff(signingKey, state, rotated)).toMatchObject({ replaces: ["jwk"], deleteBeforeReplace: true });
});
