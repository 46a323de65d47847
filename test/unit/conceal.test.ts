/** What the API repeats of what it was sent, in errors and in what is told of waits: nothing secret of it is shown. */

import { open } from "../../provider/api/index.ts";
import { create, openTenants } from "../../provider/lifecycle/index.ts";
import { client } from "../../provider/resources/index.ts";
import { type Engine, startEngine } from "../support/engine.ts";
import { type Plugin, secret, startPlugin } from "../support/plugin.ts";
import { type Reply, type Server, serve } from "../support/server.ts";

let server: Server;
let engine: Engine;
let plugin: Plugin;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());
afterEach(async () => {
  plugin?.close();
  await server?.close();
});

/** Everything that came, in the API's own form. */
const quoting =
  (status: number, headers: Record<string, string> = {}) =>
  async () => {
    server = await serve(({ headers: sent, body }): Reply => {
      const message = [`invalid: ${JSON.stringify(sent)} ${body}`, `so is ${encodeURIComponent(body)}`];
      return { status, headers, body: { message, error_code: status } };
    });
    return `${server.origin}/cis`;
  };

const jwks = { keys: [{ kty: "RSA", kid: "canary-kid", d: 'canary "private" part' }] };
const inputs = {
  appId: "app",
  name: "App",
  redirectUris: [],
  authenticationConfiguration: { method: "private_key_jwt", jwks },
};

test.each([400, 403, 409, 422, 429, 500])(
  "an error with %i that quotes a private key does not show it",
  async (status) => {
    const baseUrl = await quoting(status)();
    const settings = {
      baseUrl,
      tokenUrl: baseUrl,
      credentials: { accessToken: "canary-token" },
      maxConcurrentRequests: 1,
    };
    const error: Error = await create(client, { ...open(settings, 500).begin(), tenants: openTenants() }, inputs).then(
      () => new Error("none"),
      (reason) => reason,
    );
    expect(error.message).toContain(`answered ${status}: invalid`);
    expect(error.message).toContain('"name":"App"');
    expect(`${error.message} ${error.stack}`).not.toContain("canary");
  },
);

test("what the plugin is told is secret is not shown either, in errors and in what is told of waits", async () => {
  const settings = { baseUrl: await quoting(429, { "retry-after": "50" })(), accessToken: secret("canary-token") };
  plugin = await startPlugin(settings, engine.address);
  const given = { ...inputs, description: secret("canary-description"), redirectUris: [secret("app:/canary")] };
  const creation = plugin.create("Client", given).catch((error: Error) => error);
  while (engine.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(engine.messages[0]?.message).toMatch(/answered 429: invalid.*"name":"App".* Trying again in 50 s/);
  expect(JSON.stringify(engine.messages)).not.toContain("canary");
  plugin.close();
  await creation;
});

test("what is deleted or updated is not shown: what the state has of it", async () => {
  const settings = { baseUrl: await quoting(400)(), accessToken: secret("canary-token") };
  plugin = await startPlugin(settings, engine.address);
  const state = {
    ...inputs,
    clientId: "client",
    clientSecret: secret("canary-secret"),
    __inputs: Object.keys(inputs).join(),
  };
  const before = server.asked.length;
  for (const operation of [
    plugin.update("Client", "app/client", state, { ...inputs, name: "Other", description: secret("canary-new") }),
    plugin.remove("Client", "app/client", state),
  ]) {
    const error = await operation.then(
      () => new Error("none"),
      (reason: Error) => reason,
    );
    expect(error.message).toContain("answered 400");
    expect(error.message).not.toContain("canary");
  }
  expect(server.asked.length).toBe(before + 2);
});
