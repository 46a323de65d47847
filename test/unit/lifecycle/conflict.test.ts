/** A conflict names who has the value, and what to do: no cause is given that was not looked up. */
import { readBehaviour, type Settings } from "../../../emulator/tenant/behaviour.ts";
import { create, deleteResource, openRun, update } from "../../../provider/lifecycle/index.ts";
import { add, application, type Simulation, simulate } from "../../support/simulation.ts";

let simulation: Simulation;

const begin = (behaviour: Partial<Settings>): void => {
  simulation = simulate(readBehaviour(behaviour));
};

const firstClient = { name: "Web", redirectUris: [] };
const shop = { appName: "Shop", appDescription: "Ours", firstClient };

const messageOf = (operation: Promise<unknown>): Promise<string> =>
  operation.then(
    () => "it succeeded",
    (error: Error) => error.message,
  );

test("a resource that is as the new one was to be may be its predecessor: it is not offered for import", async () => {
  begin({ names: "unique" });
  const { id } = await add(simulation, application, shop);
  const said = await messageOf(create(application, simulation.api, shop));
  expect(said).toContain(
    `Another application already has the appName "Shop": ${id}. Its settings equal those of this one.`,
  );
  expect(said).toContain("(--replace, or a tainted resource), give this resource the option deleteBeforeReplace: true");
  expect(said).not.toContain("pulumi import");
});

test("another one can be taken over by its id, or read", async () => {
  begin({ names: "unique" });
  const { id } = await add(simulation, application, { ...shop, appDescription: "Theirs" });
  const said = await messageOf(create(application, simulation.api, shop));
  expect(said).toContain(`pulumi import transmit:index:Application <name> ${id}.`);
  expect(said).toContain(`transmit.Application.get("application", "${id}")`);
  expect(said).toContain("deleteBeforeReplace: true");
});

test("the command is the one that works with the adapter", async () => {
  begin({ names: "unique" });
  const { id } = await add(simulation, application, { ...shop, appDescription: "Theirs" });
  const { api } = simulation;
  const run = openRun({
    clock: api.run.clock,
    journal: api.run.journal,
    shell: (command) => `npx --call "${command}"`,
  });
  expect(await messageOf(create(application, { ...api, run }, shop))).toContain(
    `import it with npx --call "pulumi import transmit:index:Application <name> ${id}".`,
  );
});

test("an update that wants a value of another's names that one", async () => {
  begin({ names: "unique" });
  const { id } = await add(simulation, application, shop);
  const till = await add(simulation, application, { ...shop, appName: "Till" });
  const said = await messageOf(update(application, simulation.api, till.id, till.state, shop));
  expect(said).toContain(`Another application already has the appName "Shop": ${id}.`);
});

test.each(["400", "409", "422"] as const)(
  "a deletion that is refused with %s is no conflict of names",
  async (refusals) => {
    begin({ names: "unique", clients: "hold", refusals });
    const { id, state } = await add(simulation, application, shop);
    const body = { name: "Portal", redirect_uris: [] };
    const portal = simulation.other("POST", `/v1/applications/${id}/clients`, body);
    const said = await messageOf(deleteResource(application, simulation.api, id, state));
    expect(said).toContain(`${portal.client_id} ("Portal"). Nothing was deleted.`);
    expect(said).not.toMatch(/already|import|undefined/);
  },
);
