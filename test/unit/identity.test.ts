/** What programs know in a preview of the ids that the API gives, without an engine. */
import * as pulumi from "@pulumi/pulumi";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { Application, Client, SigningKey } from "../../sdk/dynamic/index.ts";

/** What the engine answers. A property without a value is not known in a preview, nor is an id that is missing. */
interface Answer {
  id?: string;
  state?: object;
  preview?: boolean;
}

const answer = ({ id, state, preview = true }: Answer) =>
  pulumi.runtime.setMocks(
    { newResource: ({ inputs }) => ({ id, state: state ?? inputs }), call: () => ({}) },
    "project",
    "stack",
    preview,
  );

const settings = { appId: "app", name: "Web", redirectUris: [] };
const makeClient = (options?: pulumi.CustomResourceOptions) => new Client("web", settings, options);

interface Insight {
  promise(): Promise<unknown>;
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
  resources(): Set<pulumi.Resource>;
  allResources(): Promise<Set<pulumi.Resource>>;
}

const insight = (output: unknown) => output as Insight;

async function lookAt(output: unknown) {
  const { isKnown, isSecret } = insight(output);
  return { value: await insight(output).promise(), isKnown: await isKnown, isSecret: await isSecret };
}

const known = (value: string | undefined) => ({ value, isKnown: true, isSecret: false });
const unknown = { value: undefined, isKnown: false, isSecret: false };

const kinds = [
  [application, () => new Application("one", { appName: "Shop", firstClient: settings })],
  [client, () => new Client("one", { ...settings, appId: "appId's" })],
  [signingKey, () => new SigningKey("one", { name: "2026" })],
] as const;

describe.each(kinds.map(([table, make]) => [table.name, table, make] as const))("%s", (_, table, make) => {
  const own = table.id.at(-1) as string;
  const partOf = (part: string) => `${part}'s`;
  const id = table.id.map(partOf).join("/");
  const read = (resource: object) => (resource as Record<string, unknown>)[own];

  test(`its ${own} is what its id says, where a preview tells no more`, async () => {
    answer({ id });
    expect(await lookAt(read(make()))).toEqual(known(partOf(own)));
  });

  test(`its ${own} is not known if its id is not: it is about to be created or replaced`, async () => {
    answer({});
    expect(await lookAt(read(make()))).toEqual(unknown);
  });

  test(`its ${own} is what the engine tells, whatever the id is`, async () => {
    for (const preview of [true, false]) {
      answer({ id, preview, state: { ...settings, [own]: "told" } });
      expect(await lookAt(read(make()))).toEqual(known("told"));
      answer({ preview, state: { ...settings, [own]: "told" } });
      expect(await lookAt(read(make()))).toEqual(known("told"));
    }
  });

  test(`what is made of its ${own} depends on it`, async () => {
    answer({ id });
    const resource = make();
    const output = insight(read(resource));
    expect([...output.resources()]).toEqual([resource]);
    expect([...(await output.allResources())]).toEqual([resource]);
  });
});

test.each([
  ["is of no form", "web_id"],
  ["is empty behind the application", "app/"],
  ["is empty before the client", "/web"],
  ["has a part too many", "app/web/more"],
  ["is of another application", "other/web"],
])("a client's id that %s says nothing", async (_, id) => {
  answer({ id });
  expect(await lookAt(makeClient().clientId)).toEqual(unknown);
});

test("an application's id that is none says nothing", async () => {
  answer({ id: "app/web" });
  expect(await lookAt(new Application("shop", { appName: "Shop", firstClient: settings }).appId)).toEqual(unknown);
});

test("a client of an application that is not known yet may become another: its own id says nothing", async () => {
  for (const id of ["app/web", "undefined/web"]) {
    answer({ id, state: { name: "Web" } });
    const { appId, clientId } = makeClient();
    expect(await lookAt(appId)).toEqual(unknown);
    expect(await lookAt(clientId)).toEqual(unknown);
  }
});

test("an application that is updated gives its id to its clients", async () => {
  answer({ id: "app" });
  const shop = new Application("shop", { appName: "Shop", firstClient: settings });
  answer({ id: "app/web" });
  const web = new Client("web", { ...settings, appId: shop.appId });
  expect(await lookAt(web.appId)).toEqual(known("app"));
  expect(await lookAt(web.clientId)).toEqual(known("web"));
});

test("what a program wants to be secret is so in a preview", async () => {
  answer({ id: "app/web" });
  const web = makeClient({ additionalSecretOutputs: ["clientId"] });
  expect(await lookAt(web.clientId)).toEqual({ value: "web", isKnown: true, isSecret: true });
  expect(await lookAt(makeClient({ additionalSecretOutputs: ["name"] }).clientId)).toEqual(known("web"));
});

test("outside of previews, the engine alone says what a resource is", async () => {
  answer({ id: "app/web", preview: false });
  expect(await lookAt(makeClient().clientId)).toEqual(known(undefined));
});

test("of what is only read in, the id that the program names is no proof", async () => {
  answer({ state: {} });
  expect(await lookAt(Application.get("shop", "app").appId)).toEqual(unknown);
  answer({ state: { appId: "app", clientId: "web" } });
  const { appId, clientId } = Client.get("web", "app/web");
  expect(await lookAt(appId)).toEqual(known("app"));
  expect(await lookAt(clientId)).toEqual(known("web"));
});
