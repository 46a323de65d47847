/**
 * What a replacement takes with it, and that it says so before: the clients of an application go first, and what protects
 * one of them stops the whole in the preview, with nothing sent.
 */
import { join } from "node:path";
import { type Face, faces, openFace, writesOf } from "./bothFaces.ts";

jest.setTimeout(5 * 60_000);

let face: Face;
afterEach(() => face?.end());

const oidc = { name: "Web", redirectUris: ["https://shop.example/cb"] };
const saml = { name: "Web", authenticationProtocol: "saml", spEntityId: "urn:web" };

interface Edit {
  app?: object;
  first?: object;
  till?: object;
  options?: string;
}

const program = ({ app, first = oidc, till, options = "{}" }: Edit = {}) => `
const shop = new transmit.Application("shop", ${JSON.stringify({ appName: "Shop", ...app, firstClient: first })});
new transmit.Client("till", { appId: shop.appId, ...${JSON.stringify({ name: "Till", redirectUris: [], ...till })} }, ${options});
new transmit.Client("desk", { appId: shop.appId, name: "Desk", redirectUris: [] });`;

const urnOf = (sdk: string, name: string, kind: string) =>
  `urn:pulumi:test::program::${sdk === "pulumi-transmit" ? "pulumi-nodejs:dynamic/transmit" : "transmit:index"}:${kind}::${name}`;

describe.each(faces)("%s resources", (_, sdk) => {
  test("a changed application does not make its clients look changed; a replaced one names them all", async () => {
    face = await openFace(sdk, ["--behaviour", "names=unique"]);
    face.program(program());
    await face.stack.up();
    const [before] = await face.applications();
    face.program(program({ app: { appDescription: "New" } }));
    const changed = await face.stack.preview(["--diff"]);
    expect(changed.output).toContain("~ 1 to update");
    expect(changed.output).not.toContain("appId");
    await face.stack.up();

    face.program(program({ app: { appDescription: "New" }, first: saml }));
    const { output } = await face.stack.preview();
    expect(output).toContain("+-3 to replace");
    expect(output).toContain("The application and all of its clients");
    expect(output).toContain("new ids and new secrets");
    await face.stack.up();
    const [after, ...others] = await face.applications();
    expect(others).toEqual([]);
    expect(after?.app_id).not.toBe(before?.app_id);
    expect((await face.clients(after?.app_id)).map(({ name }) => name).sort()).toEqual(["Desk", "Till", "Web"]);
    await face.stack.preview(["--refresh", "--expect-no-changes"]);
  });

  test.each([
    ["deletionProtection", { till: { deletionProtection: true } }, "its deletionProtection is on"],
    ["protect", { options: "{ protect: true }" }, "currently marked for protection"],
  ])(
    "%s of a client stops the replacement of its application in the preview, and in the up",
    async (__, edit, says) => {
      face = await openFace(sdk);
      face.program(program(edit));
      await face.stack.up();
      const [before] = await face.applications();
      const clients = await face.clients(before?.app_id);
      await writesOf(face);
      face.program(program({ ...edit, first: saml }));
      for (const run of [face.stack.preview, face.stack.up]) {
        const { code, output } = await run([], { mayFail: true });
        expect([code === 0, output]).toEqual([false, expect.stringContaining(says)]);
      }
      expect(await writesOf(face)).toEqual([]);
      expect(await face.clients(before?.app_id)).toEqual(clients);
      // Nothing is left half done: with the old settings there is nothing to do.
      face.program(program(edit));
      await face.stack.preview(["--refresh", "--expect-no-changes"]);
    },
  );

  test("an id that is not known in a preview names its cause where a protection refuses", async () => {
    face = await openFace(sdk);
    const appId = (from: string) => `
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: ${JSON.stringify(oidc)} });
const extra = new transmit.Application("extra", { appName: "Extra", firstClient: ${JSON.stringify(oidc)} });
new transmit.Client("till", { appId: ${from}, name: "Till", redirectUris: [], deletionProtection: true });`;
    face.program(appId("shop.appId"));
    await face.stack.up();
    const unknown = appId("pulumi.all([shop.id, fresh.id]).apply(([id]) => id)").replace(
      "const extra",
      `const fresh = new transmit.Application("fresh", { appName: "Fresh", firstClient: ${JSON.stringify(oidc)} });\nconst extra`,
    );
    face.program(unknown);
    const { code, output } = await face.stack.preview([], { mayFail: true });
    expect(code).not.toBe(0);
    expect(output).toContain("appId is not known in this preview");
    expect(output).toContain("appId: shop.id");
    await face.stack.up();
  });

  test("a forced replacement says what makes it possible where names are unique, and no refresh plans one", async () => {
    face = await openFace(sdk, ["--behaviour", "names=unique", "--admin"]);
    face.program(program());
    await face.stack.up();
    const replace = ["--replace", urnOf(sdk, "till", "Client")];
    // On another runner: the journal of this one may still know what the first run created.
    const elsewhere = { TRANSMIT_JOURNAL_FOLDER: join(face.stack.folder, "other-journal") };
    const early = await face.stack.up(replace, { mayFail: true, environment: elsewhere });
    expect(early.code).not.toBe(0);
    expect(early.output).toMatch(/equal client that this run does not know.* deleteBeforeReplace: true/);
    // As an hour later.
    const environment = { TRANSMIT_EXISTING_TWIN: "ignore" };
    const forced = await face.stack.up(replace, { mayFail: true, environment });
    expect(forced.code).not.toBe(0);
    expect(forced.output).toContain("deleteBeforeReplace: true");
    expect(forced.output).not.toContain("pulumi import");
    face.program(program({ options: "{ deleteBeforeReplace: true }" }));
    await face.stack.up(replace);
    // By an option of the program, of which the provider is told nothing.
    face.program(program({ till: { description: "New" }, options: '{ replaceOnChanges: ["description"] }' }));
    expect((await face.stack.preview()).output).toContain("+-1 to replace");
    await face.stack.up();
    expect((await face.clients((await face.applications())[0]?.app_id)).map(({ name }) => name).sort()).toEqual([
      "Desk",
      "Till",
      "Web",
    ]);

    // A protocol that is not known here, and none at all: a word, and no other resource.
    for (const value of ["openid", null]) {
      await face.stack.drift(["--expect-no-changes"]);
      await fetch(`${face.emulator.url}/admin/faults`, {
        method: "PUT",
        body: JSON.stringify([
          { fault: "odd-value", field: "authentication_protocol", value, method: "GET", times: 999 },
        ]),
      });
      const { output } = await face.stack.up(["--refresh"]);
      expect(output).not.toMatch(/\d (replaced|deleted|created|updated)/);
      if (value !== null) expect(output).toContain('the API returned "openid"');
    }
  });
});
