/** What a program knows in a preview of the ids that the API sets, without an engine. */
import * as pulumi from "@pulumi/pulumi";
import { resources } from "../../../provider/resources/all.ts";
import { Application, Client } from "../../../sdk/dynamic/index.ts";
import { argsOf, classOf, idPart } from "../../support/classes.ts";

// As with an engine: in a test with mocks, ids count outside of previews as well.
jest.mock("../../../sdk/dynamic/mocks.ts", () => ({ mocksInUse: () => undefined, markSecrets: () => {} }));

/** What the engine responds. In a preview, a property without a value is unknown, and so is a missing id. */
interface Response {
  id?: string;
  state?: object;
  preview?: boolean;
}

const respond = ({ id, state, preview = true }: Response) =>
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

describe.each(resources.map((resource) => [resource.name, resource] as const))("%s", (_, definition) => {
  const make = () => new (classOf(definition))("one", argsOf(definition));
  const own = definition.id.at(-1) as string;
  const id = definition.id.map(idPart).join("/");
  const read = (resource: object) => (resource as unknown as Record<string, unknown>)[own];

  test("takes its own part of the id from the id, if a preview knows no more", async () => {
    respond({ id });
    expect(await lookAt(read(make()))).toEqual(known(idPart(own)));
  });

  test("does not know its own part of an unknown id: it is to be created or replaced", async () => {
    respond({});
    expect(await lookAt(read(make()))).toEqual(unknown);
  });

  test("has the value that the engine knows, whatever the id is", async () => {
    for (const preview of [true, false]) {
      respond({ id, preview, state: { ...settings, [own]: "engine's" } });
      expect(await lookAt(read(make()))).toEqual(known("engine's"));
      respond({ preview, state: { ...settings, [own]: "engine's" } });
      expect(await lookAt(read(make()))).toEqual(known("engine's"));
    }
  });

  test("is a dependency of whatever uses its own part of the id", async () => {
    respond({ id });
    const resource = make();
    const output = insight(read(resource));
    expect([...output.resources()]).toEqual([resource]);
    expect([...(await output.allResources())]).toEqual([resource]);
  });
});

test.each([
  ["has another form", "web_id"],
  ["ends after the application", "app/"],
  ["has no application", "/web"],
  ["has a third part", "app/web/more"],
  ["has another application", "other/web"],
])("a client's id that %s gives no clientId", async (_, id) => {
  respond({ id });
  expect(await lookAt(makeClient().clientId)).toEqual(unknown);
});

test("an application's id that has two parts gives no appId", async () => {
  respond({ id: "app/web" });
  expect(await lookAt(new Application("shop", { appName: "Shop", firstClient: settings }).appId)).toEqual(unknown);
});

test("a client of an unknown application may be replaced, so its id gives no clientId", async () => {
  for (const id of ["app/web", "undefined/web"]) {
    respond({ id, state: { name: "Web" } });
    const { appId, clientId } = makeClient();
    expect(await lookAt(appId)).toEqual(unknown);
    expect(await lookAt(clientId)).toEqual(unknown);
  }
});

test("the clients of an application that is to be updated know its id", async () => {
  respond({ id: "app" });
  const shop = new Application("shop", { appName: "Shop", firstClient: settings });
  respond({ id: "app/web" });
  const web = new Client("web", { ...settings, appId: shop.appId });
  expect(await lookAt(web.appId)).toEqual(known("app"));
  expect(await lookAt(web.clientId)).toEqual(known("web"));
});

test("a property that the program makes secret is a secret in a preview", async () => {
  respond({ id: "app/web" });
  const web = makeClient({ additionalSecretOutputs: ["clientId"] });
  expect(await lookAt(web.clientId)).toEqual({ value: "web", isKnown: true, isSecret: true });
  expect(await lookAt(makeClient({ additionalSecretOutputs: ["name"] }).clientId)).toEqual(known("web"));
});

test("outside of previews, only the engine's values count", async () => {
  respond({ id: "app/web", preview: false });
  expect(await lookAt(makeClient().clientId)).toEqual(known(undefined));
});

test("a resource that is only read takes nothing from the id that the program gives", async () => {
  respond({ state: {} });
  expect(await lookAt(Application.get("shop", "app").appId)).toEqual(unknown);
  respond({ state: { appId: "app", clientId: "web" } });
  const { appId, clientId } = Client.get("web", "app/web");
  expect(await lookAt(appId)).toEqual(known("app"));
  expect(await lookAt(clientId)).toEqual(known("web"));
});
