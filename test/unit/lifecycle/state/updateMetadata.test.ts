/** What an update keeps of a state's metadata: what it did not touch, and what it left open. */

import { PartialUpdateError } from "../../../../provider/errors.ts";
import type { Values } from "../../../../provider/fields/field.ts";
import { deleteResource, diff, update } from "../../../../provider/lifecycle/index.ts";
import { decodeMetadata } from "../../../../provider/lifecycle/state/metadata.ts";
import { application } from "../../../../provider/resources/index.ts";
import { path, resultOf } from "../../../support/emulated.ts";
import { createWorld, type Program } from "../../../support/runs.ts";
import { add, change, simulate } from "../../../support/simulation.ts";

const web = { name: "Web", redirectUris: ["https://a.example"] };
const shop = { appName: "Shop", firstClient: web };

/** A token that names another tenant than the API's answers do. */
function simulateWithToken(): ReturnType<typeof simulate> {
  const simulation = simulate();
  Object.assign(simulation.api, { claims: async () => ({ tenantId: "by-token" }) });
  return simulation;
}

test("an update of what the API does not know keeps the owner, and when the default client was written", async () => {
  const simulation = simulateWithToken();
  const managed = await add(simulation, application, shop);
  const before = decodeMetadata(managed.state);
  expect(before).toMatchObject({ owner: { tenantId: "by-token" }, clientUpdatedAt: expect.any(String) });
  await change(simulation, managed, { ...shop, deletionProtection: true });
  expect(decodeMetadata(managed.state)).toEqual({
    ...before,
    userInputs: [...(before.userInputs ?? []), "deletionProtection"],
  });
  // Without its owner, it would be taken for one of another tenant.
  await change(simulation, managed, { ...shop, deletionProtection: false });
  await change(simulation, managed, { ...shop, appName: "Store" });
  expect(decodeMetadata(managed.state).owner).toEqual({ tenantId: "by-token" });
  await deleteResource(application, simulation.api, managed.id, managed.state);
  expect(simulation.held("application")).toEqual([]);
});

const program = (values: Values): Program => ({ shop: { resource: application, inputs: { ...shop, ...values } } });
const clientItem = "/v1/applications/{appId}/clients/{clientId}";

test("a default client that a lost update may have changed stays uncertain when a later update fails half done", async () => {
  const world = await createWorld();
  const state = () => world.kept.get("shop")?.state as Values;
  try {
    expect(await world.up(program({}))).toEqual([]);
    world.emulator.setFaults([{ fault: "reset", when: "after", method: "PUT", path: clientItem }]);
    const [lost] = await world.up(program({ firstClient: { ...web, description: "New" } }), { deadline: 1_000 });
    expect(lost).toBeInstanceOf(PartialUpdateError);
    expect(decodeMetadata(state()).uncertain).toContain("firstClient.description");

    world.emulator.setFaults([{ fault: "status", status: 403, method: "PUT", path: clientItem }]);
    const [refused] = await world.up(program({ appDescription: "shop" }));
    expect(refused).toBeInstanceOf(PartialUpdateError);
    expect(state()).toMatchObject({ appDescription: "shop", firstClient: web });
    expect(decodeMetadata(state()).uncertain).toContain("firstClient.description");
    expect(diff(application, state(), program({ appDescription: "shop" }).shop?.inputs as Values).changed).toEqual([
      "firstClient",
    ]);

    world.emulator.setFaults([]);
    expect(await world.up(program({ appDescription: "shop" }))).toEqual([]);
    const held = resultOf(await world.emulator.send("GET", path.application({ app_id: state().appId })));
    expect(held).toMatchObject({ app_description: "shop", client_description: "" });
    expect(decodeMetadata(state()).uncertain).toEqual([]);
  } finally {
    await world.end();
  }
});

test("the state of an update that failed half done names the owner by the token", async () => {
  const simulation = simulateWithToken();
  const managed = await add(simulation, application, shop);
  const { send } = simulation.api;
  simulation.api.send = async (method, at, ...others) => {
    if (method === "PUT" && at.includes("/clients/")) throw new Error("not now");
    return send(method, at, ...others);
  };
  const inputs = { appName: "Store", firstClient: { ...web, description: "New" } };
  const error = await update(application, simulation.api, managed.id, managed.state, inputs).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(PartialUpdateError);
  expect(error.properties).toMatchObject({ appName: "Store", firstClient: web });
  expect(decodeMetadata(error.properties).owner).toEqual({ tenantId: "by-token" });
});
