/** What is peculiar to dynamic resources, on the real engine: what the state keeps of them, and where settings come from. */
import { createWorld, type World } from "./world.ts";

jest.setTimeout(5 * 60_000);

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world?.end());

const none = { TRANSMIT_CLIENT_ID: "", TRANSMIT_CLIENT_SECRET: "", TRANSMIT_BASE_URL: "" };
const shop = 'new transmit.Application("shop", { appName: "Shop", clientDisplayName: "Web" });';

test("stack configuration will do without the environment, and the state holds its secret encrypted and short provider texts", async () => {
  const { stack, emulator } = world;
  const { TRANSMIT_BASE_URL: url, TRANSMIT_CLIENT_ID: id, TRANSMIT_CLIENT_SECRET: secret } = emulator.environment;
  await stack.run(["config", "set", "transmit:baseUrl", url as string]);
  await stack.run(["config", "set", "transmit:clientId", id as string]);
  await stack.run(["config", "set", "transmit:clientSecret", secret as string, "--plaintext"]);
  await stack.make(`const shop = ${shop}
new transmit.Client("web", { appId: shop.appId, name: "Site", redirectUris: [] });`);
  const plain = await stack.preview([], { environment: none });
  expect(plain.output.match(/^ +warning: transmit:clientSecret is set without --secret/gm)).toHaveLength(1);
  await stack.run(["config", "set", "transmit:clientSecret", secret as string, "--secret"]);
  // Another job's address, which must not get the stack's secret.
  const { output } = await stack.up([], { environment: { ...none, TRANSMIT_TOKEN_URL: "http://127.0.0.1:9/token" } });
  expect(output.match(/^ +warning: TRANSMIT_TOKEN_URL is ignored/gm)).toHaveLength(1);
  expect(output).not.toContain("without --secret");
  expect(await world.applications()).toHaveLength(1);
  const { text, resources } = await stack.state();
  expect(text).not.toContain(secret);
  const texts = resources.flatMap(({ inputs }) => (inputs as { __provider?: string })?.__provider ?? []);
  expect(texts).toHaveLength(2);
  for (const provider of texts) expect(provider.length).toBeLessThan(600);
  await stack.destroy([], { environment: none });
  expect(await world.applications()).toEqual([]);
});

test("a state with the text of earlier versions is no difference, and is read, updated and deleted", async () => {
  const { stack } = world;
  const program = (name: string) => `new transmit.Application("shop", { appName: "${name}", clientDisplayName: "Web" });
new transmit.Application("other", { appName: "Other", clientDisplayName: "Web" });`;
  await stack.make(program("Shop"));
  await stack.up();
  const { stdout } = await stack.run(["stack", "export"], { quiet: true });
  const earlier = 'exports.handler = () => require("pulumi-transmit/provider").application';
  const exported = JSON.parse(stdout, (key, value) =>
    key === "__provider" && typeof value === "string" ? earlier : value,
  );
  stack.write({ "state.json": JSON.stringify(exported) });
  await stack.run(["stack", "import", "--file", "state.json"]);
  await stack.preview(["--refresh", "--expect-no-changes"]);
  await stack.make(program("Shop 2"));
  const { output } = await stack.up();
  expect(output).toMatch(/~ 1 updated\n +2 unchanged/);
  const names = (await world.applications()).map(({ app_name: name }) => name);
  expect(names.sort()).toEqual(["Other", "Shop 2"]);
  await stack.destroy();
  expect(await world.applications()).toEqual([]);
});

test("missing credentials are named before any request", async () => {
  await world.stack.make(shop);
  await world.requests();
  const { code, output } = await world.stack.preview([], { mayFail: true, environment: none });
  expect(code).not.toBe(0);
  expect(output).toContain("pulumi config set transmit:clientSecret <secret> --secret, or set TRANSMIT_CLIENT_ID and");
  expect(output).toContain("pulumi config set transmit:region <region>, or set TRANSMIT_REGION");
  expect(await world.requests()).toEqual([]);
  await world.stack.run(["config", "set", "clientID", "id"]);
  const misspelt = await world.stack.preview([], { mayFail: true, environment: none });
  expect(misspelt.output).toContain("transmit:clientId is not set, but program:clientID is.");
});

test("who tries to import with an option is told the command that imports", async () => {
  await world.stack.make(shop.replace("});", '}, { import: "existing" });'));
  const { code, output } = await world.stack.preview([], { mayFail: true });
  expect(code).not.toBe(0);
  expect(output).toContain('Application "shop" cannot be imported with its option `import`');
  expect(output).toContain('npx --call "pulumi import transmit:index:Application shop existing"');
  expect(output).not.toContain("face.js");
});
