/**
 * Random programs beside random deeds of others, on an API that behaves in every way it might: what is not of the state is
 * never changed and never deleted, what is of it is never forgotten while it lives, and nothing is replaced for what the API
 * answers.
 */
import * as fc from "fast-check";
import { readBehaviour, type Settings } from "../../emulator/tenant/behaviour.ts";
import { WrongTenantError } from "../../provider/errors.ts";
import type { Values } from "../../provider/fields/field.ts";
import { deleteResource, diff, read, update } from "../../provider/lifecycle/index.ts";
import { application, client } from "../../provider/resources/index.ts";
import { again, applicationInputs, clientInputs, settings } from "../support/programs.ts";
import { add, type Managed, refresh, type Simulation, simulate } from "../support/simulation.ts";

const runs = Math.ceil(Number(process.env.PROGRAMS ?? 2_000) * 0.1);
const check = <T>(title: string, arbitrary: fc.Arbitrary<T>, property: (value: T, chosen: Settings) => Promise<void>) =>
  test(title, () => fc.assert(fc.asyncProperty(arbitrary, settings, property), { numRuns: runs, ...again }), 300_000);

const begin = (chosen: Settings): Simulation => simulate(readBehaviour({ ...chosen, lag: 2_000 }));

const pathOf = (appId: unknown, clientId?: unknown): string =>
  `/v1/applications/${appId}${clientId === undefined ? "" : `/clients/${clientId}`}`;

const bodies = {
  oidc: { redirect_uris: ["https://their.example/cb"] },
  saml: { authentication_protocol: "saml", sp_entity_id: "urn:theirs" },
};

/** Somebody makes a client in an application of ours. @returns Its id */
function intrude({ other }: Simulation, appId: string, name: string, protocol: keyof typeof bodies = "oidc"): string {
  const body = { name, ...bodies[protocol] };
  return String(other("POST", `${pathOf(appId)}/clients`, body).client_id);
}

const clientsHeld = ({ held }: Simulation): Values[] => held("client");
const idsOf = (documents: Values[]): unknown[] => documents.map(({ client_id: id }) => id).sort();

/** Whatever comes of it: a refusal is as good as a success. */
const attempt = (operation: Promise<unknown>): Promise<Error | undefined> =>
  operation.then(
    () => undefined,
    (error: Error) => error,
  );

check(
  "the settings of another tenant drop nothing, send nothing that changes anything, and name both tenants",
  fc.tuple(applicationInputs, clientInputs),
  async ([ofApplication, ofClient], chosen) => {
    const simulation = begin(chosen);
    const shop = await add(simulation, application, ofApplication);
    const web = await add(simulation, client, { ...ofClient, name: "Beside it", appId: shop.id });
    simulation.mistake(true);
    simulation.requests();
    for (const one of [shop, web]) {
      const { resource, id, state, inputs } = one;
      const edited = { ...inputs, ...(resource === application ? { appName: "Edited" } : { name: "Edited" }) };
      for (const operation of [
        () => read(resource, simulation.api, id, state),
        () => update(resource, simulation.api, id, state, edited),
        () => deleteResource(resource, simulation.api, id, state),
      ]) {
        const error = await attempt(operation());
        expect(error).toBeInstanceOf(Error);
        if (chosen.tokens === "jwt") {
          expect(error).toBeInstanceOf(WrongTenantError);
          expect(error?.message).toContain("emulated-tenant");
          expect(error?.message).toContain("another-tenant");
        }
      }
    }
    const error = await attempt(add(simulation, application, { ...ofApplication, appName: "Beside" }));
    if (chosen.tokens === "jwt")
      expect(simulation.requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
    expect(error).toBeInstanceOf(WrongTenantError);
    simulation.mistake(false);
    expect(simulation.held("application")).toHaveLength(1);
    expect(await refresh(simulation, shop)).toEqual([]);
    expect(await refresh(simulation, web)).toEqual([]);
  },
);

/** Our operations on an application, one after the other, with a refresh before each or without. */
async function work(simulation: Simulation, shop: Managed, isRefreshed: boolean): Promise<void> {
  for (const edit of [{ appDescription: "Edited" }, { appName: "Renamed" }]) {
    if (isRefreshed) await attempt(refresh(simulation, shop));
    const inputs = { ...shop.inputs, ...edit };
    const difference = diff(application, shop.state, inputs);
    expect(difference.replaces).toEqual([]);
    if (difference.changed.length === 0) continue;
    await attempt(
      update(application, simulation.api, shop.id, shop.state, inputs).then(({ state }) => {
        Object.assign(shop, { inputs, state: JSON.parse(JSON.stringify(state)) });
      }),
    );
  }
}

check(
  "when the default client is deleted by others, no other client is changed or deleted in its place",
  fc.tuple(applicationInputs, fc.boolean(), fc.constantFrom("oidc", "saml")),
  async ([inputs, isRefreshed, protocol], chosen) => {
    const simulation = begin({ ...chosen, lastClient: "deletable" });
    const shop = await add(simulation, application, inputs);
    const strangers = ["One", "Two"].map((name) => intrude(simulation, shop.id, name, protocol as "oidc" | "saml"));
    simulation.other("DELETE", pathOf(shop.id, shop.state.clientId));
    const before = clientsHeld(simulation);
    expect(idsOf(before)).toEqual([...strangers].sort());
    const known = shop.state.clientId;
    await work(simulation, shop, isRefreshed);
    const error = await attempt(deleteResource(application, simulation.api, shop.id, shop.state));
    expect(error?.message).toContain("no longer exists");
    expect(clientsHeld(simulation)).toEqual(before);
    expect(shop.state.clientId).toBe(known);
    expect(simulation.held("application")).toHaveLength(1);

    // With the last of them gone, nobody's is in the way.
    for (const id of strangers) simulation.other("DELETE", pathOf(shop.id, id));
    await deleteResource(application, simulation.api, shop.id, shop.state);
    expect(simulation.held("application")).toEqual([]);
  },
);

check(
  "a refused deletion of an application leaves all of its clients, its default client too",
  applicationInputs,
  async (inputs, chosen) => {
    const simulation = begin({ ...chosen, clients: chosen.clients === "cascade" ? "hold" : chosen.clients });
    const shop = await add(simulation, application, inputs);
    const stranger = intrude(simulation, shop.id, "Stranger");
    const before = clientsHeld(simulation);
    const error = await attempt(deleteResource(application, simulation.api, shop.id, shop.state));
    expect(error?.message).toContain(`${stranger} ("Stranger")`);
    expect(clientsHeld(simulation)).toEqual(before);
    simulation.other("DELETE", pathOf(shop.id, stranger));
    await deleteResource(application, simulation.api, shop.id, shop.state);
    expect([simulation.held("application"), clientsHeld(simulation)]).toEqual([[], []]);
  },
);

check(
  "an update of the application alone leaves its default client as others have made it",
  fc.tuple(applicationInputs, fc.constantFrom("By hand", "")),
  async ([inputs, description], chosen) => {
    fc.pre(inputs.firstClient !== undefined);
    const simulation = begin(chosen);
    const shop = await add(simulation, application, inputs);
    const clientId = String(shop.state.clientId);
    simulation.tamper("client", clientId, (document) => ({ ...document, description }));
    const before = simulation.held("client").find(({ client_id: id }) => id === clientId) as Values;
    const edited = { ...inputs, appDescription: `${inputs.appDescription ?? ""} edited` };
    const { state } = await update(application, simulation.api, shop.id, shop.state, edited);
    const after = simulation.held("client").find(({ client_id: id }) => id === clientId) as Values;
    const told = ({ description: text }: Values) => text ?? "";
    expect(told(after)).toBe(told(before));
    expect(after.redirect_uris ?? []).toEqual(before.redirect_uris ?? []);
    expect(state.firstClient).toEqual(inputs.firstClient);
  },
);

check(
  "what the API cannot change never drifts, whatever it answers, and the next update replaces nothing",
  fc.tuple(applicationInputs, clientInputs, fc.constantFrom("openid", "saml", "oidc", null)),
  async ([ofApplication, ofClient, protocol], chosen) => {
    const simulation = begin(chosen);
    const shop = await add(simulation, application, ofApplication);
    const web = await add(simulation, client, { ...ofClient, name: "Beside it", appId: shop.id });
    for (const { client_id: id } of clientsHeld(simulation)) {
      simulation.tamper("client", String(id), (document) => ({ ...document, authentication_protocol: protocol }));
    }
    for (const one of [shop, web]) {
      const { resource, inputs } = one;
      const found = await read(resource, simulation.api, one.id, one.state);
      expect(diff(resource, found?.state ?? {}, inputs).replaces).toEqual([]);
    }
  },
);
