/** Two hundred clients under one application, on both faces: what each command sends, as the API sees it. */
import { createPluginWorld, type PluginWorld, type Sdk } from "./pluginWorld.ts";

jest.setTimeout(5 * 60_000);

const count = 200;
const inputs = (at: string) =>
  `{ appName: "Shop", loginUri: "https://shop.example${at}", firstClient: { name: "Web", redirectUris: ["https://shop.example/callback"] } }`;
const clientInputs = `{ appId: shop.appId, name: "Client " + i, redirectUris: ["https://client-" + i + ".example/callback"] }`;

/** How many requests of each kind, by method and the kind of path. */
function counted(requests: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const request of requests) {
    const kind = request.replace(/applications\/[^/ ]+/, "applications/{}").replace(/clients\/[^/ ]+/, "clients/{}");
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

describe.each<Sdk>(["pulumi-transmit", "pulumi-transmit-plugin"])("%s", (sdk) => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await createPluginWorld();
  });
  afterAll(() => world?.end());

  const program = (at = "") =>
    `const shop = new transmit.Application("shop", ${inputs(at)});\n` +
    `for (let i = 1; i <= ${count}; i++) new transmit.Client("client-" + i, ${clientInputs});`;
  const requestsOf = async (run: () => Promise<unknown>) => {
    await world.requests();
    await run();
    return counted(await world.requests());
  };
  const { up, preview, refresh, destroy } = {
    up: () => world.stack.up(),
    preview: () => world.stack.preview(["--expect-no-changes"]),
    refresh: () => world.stack.refresh(["--expect-no-changes"]),
    destroy: () => world.stack.destroy(),
  };

  test("up sends one request for each, one for a token, and one list for existing twins", async () => {
    world.make(program(), sdk);
    expect(await requestsOf(up)).toEqual({
      "POST /oidc/token 200": 1,
      // Of applications alone: the clients are below one that the run creates itself.
      "GET /cis/v1/applications 200": 1,
      "POST /cis/v1/applications 201": 1,
      "POST /cis/v1/applications/{}/clients 201": count,
    });
  });

  test("a preview then sends none", async () => {
    expect(await requestsOf(preview)).toEqual({});
  });

  test("a refresh sends three", async () => {
    expect(await requestsOf(refresh)).toEqual({
      "POST /oidc/token 200": 1,
      "GET /cis/v1/applications/{} 200": 1,
      "GET /cis/v1/applications/{}/clients 200": 1,
    });
  });

  test("a change of the application is one, after a look at it, whatever hangs on it", async () => {
    world.make(program("/login"), sdk);
    expect(await requestsOf(up)).toEqual({
      "POST /oidc/token 200": 1,
      "GET /cis/v1/applications/{} 200": 1,
      "PUT /cis/v1/applications/{} 200": 1,
    });
  });

  test("destroy sends one for each, and looks at the application before it goes", async () => {
    expect(await requestsOf(destroy)).toEqual({
      "POST /oidc/token 200": 1,
      "DELETE /cis/v1/applications/{}/clients/{} 204": count,
      "GET /cis/v1/applications/{} 200": 1,
      "DELETE /cis/v1/applications/{} 204": 1,
    });
  });
});
