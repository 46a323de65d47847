/**
 * The default client is known by its id. What takes its place, or lies beside it, is somebody else's: it is not changed, not
 * deleted, and in no way a reason to replace anything.
 */
import type { Json } from "../../tools/engine/api.ts";
import { type Face, faces, openFace, writesOf } from "./bothFaces.ts";

jest.setTimeout(5 * 60_000);

let face: Face;
afterEach(() => face?.end());

const firstClient = { name: "Web", description: "Ours", redirectUris: ["https://shop.example/cb"] };
const stranger = { name: "Portal", description: "Theirs", redirect_uris: ["https://portal.example/cb"] };

interface Edit {
  app?: object;
  first?: object;
  more?: string;
}

const program = ({ app, first, more = "" }: Edit = {}) => `
const shop = new transmit.Application("shop", ${JSON.stringify({ appName: "Shop", ...app, firstClient: { ...firstClient, ...first } })});
exports.clientId = shop.clientId;
${more}`;

const ourClient =
  'new transmit.Client("till", { appId: shop.appId, name: "Till", redirectUris: ["https://till.example"] });';
const urnOf = (sdk: string) =>
  `urn:pulumi:test::program::${sdk === "pulumi-transmit" ? "pulumi-nodejs:dynamic/transmit" : "transmit:index"}:Application::shop`;

async function existing(): Promise<{ appId: string; clients: Json[] }> {
  const [application] = await face.applications();
  return { appId: String(application?.app_id), clients: await face.clients(application?.app_id) };
}

const deleteClient = (appId: string, client: Json | undefined) =>
  face.api("DELETE", `/v1/applications/${appId}/clients/${client?.client_id}`);

/** Somebody makes a client in the console. */
const addStranger = async (appId: string): Promise<Json> =>
  (await face.api("POST", `/v1/applications/${appId}/clients`, stranger)) as Json;

describe.each(faces)("%s resources", (_, sdk) => {
  test("a default client that was deleted by hand leaves the stranger that has its place alone, until it is adopted", async () => {
    face = await openFace(sdk);
    face.program(program());
    await face.stack.up();
    const { appId, clients } = await existing();
    const heir = await addStranger(appId);
    await deleteClient(appId, clients[0]);
    await writesOf(face);

    // A refresh says so and keeps the state; an update and a deletion refuse. The stranger stays as it is.
    for (const run of [face.stack.drift, face.stack.refresh]) {
      const { output } = await run(["--expect-no-changes"]);
      expect(output).toContain(`Its default client ${clients[0]?.client_id} no longer exists`);
      expect(output).toContain(`${heir.client_id} ("Portal") is the default now`);
      expect(output).toContain(`firstClient: { adopt: "${heir.client_id}", … }`);
    }
    for (const edit of [{ app: { appDescription: "New" } }, { first: { description: "New" } }]) {
      face.program(program(edit));
      const { code, output } = await face.stack.up([], { mayFail: true });
      expect([code === 0, output]).toEqual([false, expect.stringContaining("no longer exists")]);
    }
    face.program(program());
    const refused = await face.stack.destroy([], { mayFail: true });
    expect([refused.code === 0, refused.output]).toEqual([false, expect.stringContaining("was not deleted")]);
    expect((await writesOf(face)).filter((request) => !/ 404$/.test(request))).toEqual([]);
    expect(await face.clients(appId)).toEqual([expect.objectContaining(stranger)]);

    // The way out: the program's own word. It can be taken back.
    face.program(program({ first: { adopt: heir.client_id } }));
    await face.stack.up();
    expect(await face.stack.outputs()).toEqual({ clientId: heir.client_id });
    expect(await face.clients(appId)).toEqual([
      expect.objectContaining({ client_id: heir.client_id, name: "Web", redirect_uris: firstClient.redirectUris }),
    ]);
    await face.stack.preview(["--refresh", "--expect-no-changes"]);
    face.program(program());
    await face.stack.preview(["--refresh", "--expect-no-changes"]);
    await face.stack.destroy();
    expect(await face.applications()).toEqual([]);
  });

  test("where a client of the program has the place, the application can be replaced", async () => {
    face = await openFace(sdk, ["--behaviour", "clients=hold-all,refusals=409"]);
    face.program(program({ more: ourClient }));
    await face.stack.up();
    const { appId, clients } = await existing();
    await deleteClient(appId, clients[0]);
    const { output } = await face.stack.up(["--refresh"]);
    expect(output).toContain("unless it is already a Client of a program");
    const [till] = await face.clients(appId);
    expect(till).toMatchObject({ name: "Till", redirect_uris: ["https://till.example"] });
    await face.stack.up(["--replace", urnOf(sdk)]);
    const now = await existing();
    expect(now.appId).not.toBe(appId);
    expect(now.clients.map(({ name }) => name).sort()).toEqual(["Till", "Web"]);
    expect(await face.applications()).toHaveLength(1);
    await face.stack.destroy();
    expect(await face.applications()).toEqual([]);
  });

  test("a refused deletion costs nobody a client", async () => {
    face = await openFace(sdk, ["--behaviour", "clients=hold,lastClient=kept,refusals=409"]);
    face.program(program());
    await face.stack.up();
    const { appId, clients } = await existing();
    const other = await addStranger(appId);
    const { code, output } = await face.stack.destroy([], { mayFail: true });
    expect(code).not.toBe(0);
    expect(output).toContain(`${other.client_id} ("Portal")`);
    expect(output).toContain("Nothing was deleted.");
    expect(output).not.toContain("pulumi import");
    expect((await face.clients(appId)).map(({ client_id: id }) => id)).toEqual([
      clients[0]?.client_id,
      other.client_id,
    ]);
    await deleteClient(appId, other);
    await face.stack.destroy();
    expect(await face.applications()).toEqual([]);
  });

  test("an API that keeps the last client and no application with clients still lets go of both", async () => {
    face = await openFace(sdk, ["--behaviour", "clients=hold-all,lastClient=last-kept"]);
    face.program(program({ more: ourClient }));
    await face.stack.up();
    await face.requests();
    await face.stack.destroy();
    expect(await face.applications()).toEqual([]);
    expect((await face.requests()).filter((request) => /^DELETE \S+\/clients 204$/.test(request))).toHaveLength(1);
  });

  test("an update of the application leaves what others changed in its default client to a refresh", async () => {
    face = await openFace(sdk, ["--behaviour", "put=replace"]);
    face.program(program());
    await face.stack.up();
    const { appId, clients } = await existing();
    const theirs = {
      name: "Web",
      description: "By hand",
      redirect_uris: ["https://shop.example/cb", "https://b.example"],
    };
    await face.api("PUT", `/v1/applications/${appId}/clients/${clients[0]?.client_id}`, theirs);
    face.program(program({ app: { appDescription: "New" } }));
    await face.stack.up();
    expect(await face.clients(appId)).toEqual([expect.objectContaining(theirs)]);
    const { output } = await face.stack.up(["--refresh"]);
    expect(output).toContain("1 updated");
    expect(await face.clients(appId)).toEqual([
      expect.objectContaining({ description: "Ours", redirect_uris: firstClient.redirectUris }),
    ]);
  });
});
