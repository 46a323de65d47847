/** The API may repeat in an error what a request contained. Errors and messages about waits show no secret of it. */
import { openConnection } from "../../../../provider/api/connection.ts";
import { create, openRun } from "../../../../provider/lifecycle/index.ts";
import { client } from "../../../../provider/resources/index.ts";
import { createTestClock } from "../../../support/clock.ts";
import { type Engine, startEngine } from "../../../support/engine.ts";
import { type Plugin, secret, startPlugin } from "../../../support/plugin.ts";
import { type Reply, type Server, serve } from "../../../support/server.ts";

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

/** A server whose errors quote the whole request, in the API's own form. @returns Its base URL. */
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
      existingTwin: "ignore" as const,
    };
    const clock = createTestClock(Date.now());
    const api = { ...openConnection(settings, { deadlineMs: 500, clock }).begin(), run: openRun({ clock }) };
    const error: Error = await create(client, api, inputs).then(
      () => new Error("none"),
      (reason) => reason,
    );
    expect(error.message).toContain(`answered ${status}: invalid`);
    expect(error.message).toContain('"name":"App"');
    expect(`${error.message} ${error.stack}`).not.toContain("canary");
  },
);

test("values that are secret to the plugin are not shown either, in errors and messages about waits", async () => {
  const baseUrl = await quoting(429, { "retry-after": "50" })();
  const settings = { baseUrl, accessToken: secret("canary-token"), existingTwin: "ignore" };
  plugin = await startPlugin(settings, engine.address);
  const given = { ...inputs, description: secret("canary-description"), redirectUris: [secret("app:/canary")] };
  const creation = plugin.create("Client", given).catch((error: Error) => error);
  while (engine.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(engine.messages[0]?.message).toMatch(/answered 429: invalid.*"name":"App".* Trying again in 50 s/);
  expect(JSON.stringify(engine.messages)).not.toContain("canary");
  plugin.close();
  await creation;
});

test("secrets in the state of a resource that is updated or deleted are not shown", async () => {
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
