/** Existing resources that come under management: described by the fewest inputs, and then by a program's words. */
import { status } from "@grpc/grpc-js";
import * as fc from "fast-check";
import { createApplication, createClient, type Emulated, emulate, path, saml, samlFirst } from "../support/emulated.ts";
import { type Engine, startEngine } from "../support/engine.ts";
import { type Json, type Kind, type Plugin, secret, settingsOf, startPlugin } from "../support/plugin.ts";
import { program } from "../support/programs.ts";
import { serve } from "../support/server.ts";

let emulator: Emulated;
let engine: Engine;
let plugin: Plugin;
beforeAll(async () => {
  emulator = await emulate();
  engine = await startEngine();
  plugin = await startPlugin(settingsOf(emulator), engine.address);
});
beforeEach(() => void engine.messages.splice(0));
afterAll(async () => {
  plugin.close();
  engine.close();
  await emulator.close();
});

const oidcFirst = {
  first_client_authentication_protocol: "oidc",
  first_client: {
    name: "Site",
    redirect_uris: ["https://shop.example/a", "https://shop.example/b"],
    client_type: "native",
    session_expiration: 60,
    token_expiration: { access_token_ttl: 5, refresh_token_ttl: 6, max_refresh_rotate: 0 },
    response_types: ["id_token", "code"],
    pkce: "enforcePkceInsteadOfClientCredentials",
    sync_id_token_claims_to_userinfo: true,
    role_ids: ["role"],
  },
};

/** Imports, takes the program at the word of the inputs, and looks for any difference that is left. */
async function expectNothingToDo(kind: Kind, id: string) {
  const { outputs, inputs } = await plugin.read(kind, id);
  const checked = await plugin.check(kind, inputs);
  expect(checked.getFailuresList()).toEqual([]);
  const difference = await plugin.diff(kind, id, outputs, inputs, inputs);
  expect(difference.getDiffsList()).toEqual([]);
  const refreshed = await plugin.read(kind, id, outputs, inputs);
  expect(refreshed.inputs).toEqual(inputs);
  expect((await plugin.diff(kind, id, refreshed.outputs, inputs, inputs)).getDiffsList()).toEqual([]);
  expect(engine.messages).toEqual([]);
  return { outputs, inputs };
}

test("an application with an OIDC client is described by its firstClient, and by no deprecated input", async () => {
  const application = await createApplication(emulator, { subdomain: "oidc", allow_public_signup: true, ...oidcFirst });
  const { inputs } = await expectNothingToDo("Application", application.app_id as string);
  expect(inputs).toEqual({
    appName: "Shop",
    subdomain: "oidc",
    allowPublicSignup: true,
    firstClient: {
      name: "Site",
      redirectUris: ["https://shop.example/a", "https://shop.example/b"],
      clientType: "native",
      sessionExpiration: 60,
      tokenExpiration: { accessTokenTtl: 5, refreshTokenTtl: 6, maxRefreshRotate: 0 },
      pkce: "enforcePkceInsteadOfClientCredentials",
      syncIdTokenClaimsToUserinfo: true,
    },
  });
});

test("an application with a SAML client is, too", async () => {
  const application = await createApplication(emulator, samlFirst);
  const { inputs } = await expectNothingToDo("Application", application.app_id as string);
  expect(inputs).toEqual({
    appName: "Shop",
    firstClient: expect.objectContaining({ name: "Suite", authenticationProtocol: "saml", spEntityId: "urn:suite" }),
  });
  expect(inputs.firstClient).not.toHaveProperty("redirectUris");
});

test("an application whose default client is not to be found is described by the deprecated inputs", async () => {
  const result = { app_id: "app", app_name: "Shop", client_id: "gone", client_display_name: "Web", resources: ["r"] };
  const answers: Record<string, object> = {
    "/cis/v1/applications/app": { result },
    "/cis/v1/applications/app/clients": [],
  };
  const server = await serve(({ path: asked }) => {
    const body = answers[asked];
    return body ? { body } : { status: 404, body: { message: "gone", error_code: 404 } };
  });
  const other = await startPlugin({ baseUrl: `${server.origin}/cis`, accessToken: "token" });
  try {
    const { inputs } = await other.read("Application", "app");
    expect(inputs).toEqual({ appName: "Shop", clientDisplayName: "Web", resources: ["r"] });
  } finally {
    other.close();
    await server.close();
  }
});

test("clients are described by what they need, their application's id among it", async () => {
  const application = await createApplication(emulator);
  const web = await createClient(emulator, application, { name: "Web", redirect_uris: [] });
  const suite = await createClient(emulator, application, { ...saml, sign_assertion: true });
  const idOf = ({ client_id: id }: Json) => `${application.app_id}/${id}`;
  const { inputs } = await expectNothingToDo("Client", idOf(web));
  expect(inputs).toEqual({ appId: application.app_id, name: "Web", redirectUris: [] });
  expect((await expectNothingToDo("Client", idOf(suite))).inputs).toMatchObject({
    appId: application.app_id,
    authenticationProtocol: "saml",
    spEntityId: "urn:suite",
    signAssertion: true,
  });
});

test("a program may say in its own words what was imported: defaults aloud, sets in another order", async () => {
  const { app_id: id } = (await createApplication(emulator, oidcFirst)) as { app_id: string };
  const { outputs, inputs } = await plugin.read("Application", id);
  const first = inputs.firstClient as Json;
  const said = {
    ...inputs,
    appDescription: "",
    allowPublicSignup: false,
    inviteMemberEmailExpirationMinutes: 2880,
    firstClient: {
      ...first,
      enforcePar: false,
      redirectUris: ["https://shop.example/b", "https://shop.example/a"],
      responseTypes: ["code", "id_token"],
    },
  };
  expect((await plugin.diff("Application", id, outputs, said, inputs)).getDiffsList()).toEqual([]);
  // From then on the engine keeps the program's inputs beside the outputs of the import.
  expect((await plugin.diff("Application", id, outputs, said, said)).getDiffsList()).toEqual([]);
  const changed = { ...said, allowPublicSignup: true, firstClient: { ...said.firstClient, enforcePar: true } };
  const difference = await plugin.diff("Application", id, outputs, changed, said);
  expect(
    difference
      .toObject()
      .detaileddiffMap.map(([name]) => name)
      .sort(),
  ).toEqual(["allowPublicSignup", "firstClient.enforcePar"]);
  const updated = await plugin.update("Application", id, outputs, changed, { oldInputs: said });
  expect((await plugin.diff("Application", id, updated, changed, changed)).getDiffsList()).toEqual([]);
  // What is removed after that is taken back.
  const removed = await plugin.diff("Application", id, updated, { ...changed, allowPublicSignup: undefined }, changed);
  expect(removed.getDiffsList()).toEqual(["allowPublicSignup"]);
});

test("a refresh of what was imported keeps the program's words, and sees what others changed beside them", async () => {
  const application = await createApplication(emulator, oidcFirst);
  const id = application.app_id as string;
  const { outputs, inputs } = await plugin.read("Application", id);
  const first = inputs.firstClient as Json;
  const said = { ...inputs, allowPublicSignup: false, firstClient: { ...first, enforcePar: false } };
  const refreshed = await plugin.read("Application", id, outputs, said);
  expect(refreshed.inputs).toEqual(said);
  // The engine may not have kept the program's inputs: these are no change all the same.
  const fewer = await plugin.read("Application", id, outputs, inputs);
  expect((await plugin.diff("Application", id, fewer.outputs, said, fewer.inputs)).getDiffsList()).toEqual([]);

  await emulator.send("PUT", path.application(application), { allow_public_signup: true });
  await emulator.send("PUT", path.client(application), { enforce_par: true });
  const drifted = await plugin.read("Application", id, outputs, said);
  const theirs = { ...said, allowPublicSignup: true, firstClient: { ...first, enforcePar: true } };
  expect(drifted.inputs).toEqual(theirs);
  const difference = await plugin.diff("Application", id, drifted.outputs, said, drifted.inputs);
  expect(
    difference
      .toObject()
      .detaileddiffMap.map(([name]) => name)
      .sort(),
  ).toEqual(["allowPublicSignup", "firstClient.enforcePar"]);
});

test("what an import cannot know is a change once a program says it", async () => {
  const { app_id: id } = (await createApplication(emulator, oidcFirst)) as { app_id: string };
  const { outputs, inputs } = await plugin.read("Application", id);
  const said = { ...inputs, firstClient: { ...(inputs.firstClient as Json), roleIds: ["role"] } };
  const difference = await plugin.diff("Application", id, outputs, said, inputs);
  expect(difference.toObject().detaileddiffMap).toHaveLength(1);
  expect(difference.getDetaileddiffMap().has("firstClient.roleIds")).toBe(true);
});

test("a key that was uploaded is what the program says, and another one from then on", async () => {
  const jwk = { kty: "EC", crv: "P-256", kid: "ours", d: "canary" };
  const { id, outputs: made } = await plugin.create("SigningKey", { name: "Ours", jwk: secret(jwk) });
  const { outputs, inputs } = await plugin.read("SigningKey", id);
  expect(inputs).not.toHaveProperty("jwk");
  const said = { ...inputs, jwk: secret(jwk) };
  expect((await plugin.diff("SigningKey", id, outputs, said, inputs)).getDiffsList()).toEqual([]);
  expect((await plugin.diff("SigningKey", id, outputs, said, said)).getDiffsList()).toEqual([]);
  const other = { ...inputs, jwk: secret({ ...jwk, kid: "other" }) };
  const difference = await plugin.diff("SigningKey", id, outputs, other, said);
  expect(difference.getReplacesList()).toEqual(["jwk"]);
  await plugin.remove("SigningKey", id, made);
});

test.each([
  ["Application", "nobody", "application", "appId"],
  ["Client", "nobody/nothing", "client", "appId and clientId with a slash between"],
] as const)(
  "what is not there is an error that says what was looked for, and where: %s",
  async (kind, id, noun, parts) => {
    await expect(plugin.read(kind, id)).rejects.toMatchObject({
      code: status.NOT_FOUND,
      details:
        `There is no ${noun} "${id}" at ${emulator.baseUrl} in tenant emulated-tenant. Check the id, which is ${parts}, and ` +
        "that transmit:region or transmit:baseUrl and the credentials are those of the tenant that has it.",
    });
  },
);

test("what was imported and is gone is answered by no id", async () => {
  const application = await createApplication(emulator, { app_name: "Doomed" });
  const id = application.app_id as string;
  const { outputs, inputs } = await plugin.read("Application", id);
  await emulator.send("DELETE", path.application(application));
  // What was written a moment ago would be waited for.
  const longAgo = { ...outputs, updatedAt: "2026-01-01T00:00:00.000Z" };
  expect(await plugin.read("Application", id, longAgo, inputs)).toEqual({ id: "" });
});

test.each([
  ["Client", "just-one", 'Client: "just-one" is not an id. Write it as appId/clientId.'],
  ["Client", "a/", 'Client: "a/" is not an id. Write it as appId/clientId.'],
  ["Application", "a/b", 'Application: "a/b" is not an id. Write it as appId.'],
] as const)("a malformed id of an import is said to be: %s %s", async (kind, id, message) => {
  await expect(plugin.read(kind, id)).rejects.toMatchObject({ code: 9, details: message });
});

/** Answers in every way that an import might stumble over. */
const behaviours: Record<string, string>[] = [
  {},
  { nested: "completed", arrays: "sorted", uris: "normalised", writeOnly: "answered" },
  { nested: "filled", arrays: "shuffled", empties: "left-out", names: "unique", put: "replace" },
];

test.each(behaviours)(
  "random applications and clients need nothing once they are imported, with %j",
  async (settings) => {
    const other = await emulate({ behaviour: settings });
    const importer = await startPlugin(settingsOf(other), engine.address);
    const programs = fc.sample(program, { numRuns: 20, seed: 7 });
    const nothingLeft = async (kind: Kind, id: string, inputs: Json, state: Json) => {
      const difference = await importer.diff(kind, id, state, inputs, inputs);
      expect(difference.getDetaileddiffMap().toArray()).toEqual([]);
    };
    try {
      for (const [index, { application, clients }] of programs.entries()) {
        // Only one of all can be the hub, or have a certain name.
        const { authenticatorPreferences: _, subdomain: _taken, customDomain: _too, ...inputs } = application;
        const made = await importer.create("Application", { ...inputs, appName: `Application ${index}` });
        const existing: [Kind, string][] = [["Application", made.id]];
        for (const [number, given] of clients.entries()) {
          const client = await importer.create("Client", { ...given, appId: made.id, name: `Client ${number}` });
          existing.push(["Client", client.id]);
        }
        for (const [kind, id] of existing) {
          const { outputs, inputs: found } = await importer.read(kind, id);
          expect((await importer.check(kind, found)).getFailuresList()).toEqual([]);
          expect(JSON.stringify(found)).not.toMatch(/emulated-|4dabf18193072939515e22adb298388d/);
          await nothingLeft(kind, id, found, outputs);
          const refreshed = await importer.read(kind, id, outputs, found);
          expect(refreshed.inputs).toEqual(found);
          await nothingLeft(kind, id, found, refreshed.outputs);
          // What an import finds is new to the check, and random inputs need not be well advised.
          const isAdvice = ({ message }: { message: string }) => /\(.*the vendor's guide/.test(message);
          expect(engine.messages.filter((message) => !isAdvice(message))).toEqual([]);
        }
      }
    } finally {
      importer.close();
      await other.close();
    }
  },
);
