/**
 * Drift is what others changed: seen where it is, in the program's own options, and never in the way of what is not
 * concerned. What cannot be drift is said.
 */
import type { Json } from "../../tools/engine/api.ts";
import { type Face, faces, openFace } from "./bothFaces.ts";

jest.setTimeout(5 * 60_000);

let face: Face;
afterEach(() => face?.end());

const redirectUris = ["https://shop.example/cb", "https://shop.example/cb/", "com.shop.app:/cb"];
const program = (client: object = {}, options = "{}") => `
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: ${JSON.stringify({ name: "Web", redirectUris })} });
new transmit.Client("till", ${JSON.stringify({ name: "Till", description: "Ours", redirectUris, ...client })
  .replace(/^\{/, "{ appId: shop.appId, ")
  .replace(/$/, "")}, ${options});
new transmit.Client("desk", { appId: shop.appId, name: "Desk", redirectUris: [], sessionExpiration: 60 });`;

async function clientsByName(): Promise<Record<string, Json>> {
  const [application] = await face.applications();
  const clients = await face.clients(application?.app_id);
  return Object.fromEntries(clients.map((client) => [client.name, client]));
}

/** Somebody changes a client by hand. */
async function change(name: string, settings: object): Promise<void> {
  const { app_id, client_id, redirect_uris } = (await clientsByName())[name] as Json;
  await face.api("PUT", `/v1/applications/${app_id}/clients/${client_id}`, { name, redirect_uris, ...settings });
}

const setFaults = (faults: object[]) =>
  fetch(`${face.emulator.url}/admin/faults`, { method: "PUT", body: JSON.stringify(faults) });

describe.each(faces)("%s resources", (_, sdk) => {
  test("a redirect URI with a slash more, or one that is gone beside its like, is drift; another spelling of a host is none", async () => {
    face = await openFace(sdk);
    face.program(program());
    await face.stack.up();
    await change("Till", { redirect_uris: ["https://SHOP.example:443/cb", redirectUris[1], redirectUris[2]] });
    await face.stack.drift(["--expect-no-changes"]);
    for (const [name, others] of [
      ["Till", [redirectUris[0], redirectUris[2]]],
      ["Web", [redirectUris[1], redirectUris[2]]],
      ["Till", [redirectUris[0], redirectUris[1], "com.shop.app:/cb/"]],
    ] as const) {
      await change(name, { redirect_uris: others });
      const { code, output } = await face.stack.drift(["--expect-no-changes"], { mayFail: true });
      expect([code === 0, output]).toEqual([false, expect.stringContaining("1 to update")]);
      await face.stack.up(["--refresh"]);
      expect((await clientsByName())[name]?.redirect_uris).toEqual(redirectUris);
    }
  });

  test("what a program ignores is no drift, and a preview names what changes, for machines too", async () => {
    face = await openFace(sdk);
    face.program(program({}, '{ ignoreChanges: ["description"] }'));
    await face.stack.up();
    await change("Till", { description: "By hand" });
    await face.stack.drift(["--expect-no-changes"]);
    await face.stack.up(["--refresh"]);
    await face.stack.preview(["--refresh", "--expect-no-changes"]);
    expect((await clientsByName()).Till?.description).toBe("By hand");

    const reordered = [redirectUris[2], redirectUris[0], redirectUris[1]];
    face.program(program({ redirectUris: reordered, sessionExpiration: 30 }, '{ ignoreChanges: ["description"] }'));
    const { stdout } = await face.stack.preview(["--json"]);
    const steps: Json[] = JSON.parse(stdout).steps;
    const changed = steps.filter(({ op }) => op === "update");
    expect(changed.map(({ detailedDiff }) => Object.keys(detailedDiff as Json))).toEqual([["sessionExpiration"]]);
    const plan = `${face.stack.folder}/plan.json`;
    await face.stack.preview(["--save-plan", plan]);
    await face.stack.run(["up", "--yes", "--plan", plan]);
    expect((await clientsByName()).Till).toMatchObject({ description: "By hand", session_expiration: 30 });
  });

  test("only what differs is shown, whatever the API fills in, reorders and rewrites; a trimmed text is explained", async () => {
    face = await openFace(sdk, ["--admin", "--behaviour", "arrays=shuffled,nested=completed,texts=normalised"]);
    const uris = (...names: string[]) => names.map((name) => `https://${name}.example/cb`);
    const settings = (redirectUris: string[], description = "Caf\u0065\u0301") => {
      const certificateChain = "-----BEGIN CERTIFICATE-----\r\nAQ==\r\n-----END CERTIFICATE-----\r\n";
      const tls = { method: "tls_client_auth", tlsClientAuth: { certificateChain } };
      const others = { tokenExpiration: { accessTokenTtl: 60 }, authenticationConfiguration: tls };
      return program({ description, redirectUris, ...others });
    };
    const linesOf = ({ output }: { output: string }) =>
      output
        .match(/^ +[~+-] .*(?:example|accessTokenTtl|refreshTokenTtl|maxRefreshRotate).*$/gm)
        ?.map((line) => line.trim());
    const pathsIn = async (flags: string[]): Promise<string[]> => {
      const steps: Json[] = JSON.parse((await face.stack.preview(["--json", ...flags])).stdout).steps;
      return steps.filter(({ op }) => op === "update").flatMap(({ detailedDiff }) => Object.keys(detailedDiff as Json));
    };
    face.program(settings(uris("a", "b", "c", "d")));
    await face.stack.up();
    await face.stack.drift(["--expect-no-changes"]);
    await face.stack.preview(["--expect-no-changes"]);

    await change("Till", { redirect_uris: uris("d", "c", "x", "b"), token_expiration: { access_token_ttl: 90 } });
    expect(linesOf(await face.stack.drift(["--diff"]))).toEqual([
      '~ [0]: "https://a.example/cb" => "https://x.example/cb"',
      "~ accessTokenTtl: 60 => 90",
    ]);
    expect(await pathsIn(["--refresh"])).toEqual(["redirectUris[0]", "tokenExpiration.accessTokenTtl"]);
    await face.stack.up(["--refresh"]);
    await change("Till", { redirect_uris: uris("d", "c", "b", "a", "x") });
    expect(linesOf(await face.stack.drift(["--diff"]))).toEqual(['+ [4]: "https://x.example/cb"']);
    await face.stack.up(["--refresh"]);
    face.program(settings(uris("y", "b", "c", "d")));
    expect(await pathsIn([])).toEqual(["redirectUris[0]"]);

    const { client_id: id } = (await clientsByName()).Till as Json;
    await setFaults([{ fault: "odd-value", field: "description", value: "Till", id, times: 999 }]);
    face.program(settings(uris("a", "b", "c", "d"), "Till "));
    expect((await face.stack.up()).output).toContain("it removed 1 blank at the end. The next preview shows");
    expect((await face.stack.drift()).output).toContain("it removed 1 blank at the end. If the difference comes back");
  });

  test("odd values and newer words do not stop a refresh; a secret that was changed elsewhere is said, and not shown", async () => {
    face = await openFace(sdk, ["--admin"]);
    face.program(program());
    await face.stack.up();
    const { Till, Desk } = await clientsByName();
    const always = { method: "GET", times: 999 };
    await setFaults([
      { fault: "odd-value", field: "session_expiration", value: "86400", id: Till?.client_id, ...always },
    ]);
    await face.requests();
    await face.stack.drift(["--expect-no-changes"]);
    expect((await face.requests()).length).toBeLessThan(6);
    await setFaults([
      { fault: "odd-value", field: "session_expiration", value: { s: 60 }, id: Desk?.client_id, ...always },
    ]);
    const odd = await face.stack.drift(["--expect-no-changes"]);
    expect(odd.output).toContain("The API returned sessionExpiration as something other than a number");
    await setFaults([{ fault: "odd-value", field: "default_custom_claims", value: ["new-claim"], ...always }]);
    await face.stack.drift(["--expect-no-changes"]);

    await setFaults([
      { fault: "odd-value", field: "client_secret", value: "canary-rotated", id: Till?.client_id, ...always },
    ]);
    const rotated = await face.stack.drift(["--expect-no-changes"], { mayFail: true });
    expect(rotated.output).toContain("clientSecret of this client was changed outside of this stack");
    const refreshed = await face.stack.refresh();
    expect(refreshed.output).toContain("clientSecret of this client was changed outside of this stack");
    for (const { output } of [rotated, refreshed]) expect(output).not.toContain("canary");
    expect((await face.stack.state()).text).not.toContain("canary");
    expect((await face.stack.drift()).output).not.toContain("was changed outside");
  });

  test("reading what is not there fails in preview and up, and a refresh of what vanished does not", async () => {
    face = await openFace(sdk, ["--tenant", "tenant-a"]);
    face.program('transmit.Application.get("theirs", "nowhere");');
    for (const run of [face.stack.preview, face.stack.up]) {
      const { code, output } = await run([], { mayFail: true });
      expect([code === 0, output]).toEqual([
        false,
        expect.stringContaining('There is no application "nowhere" at http'),
      ]);
      expect(output).toContain("in tenant tenant-a");
    }
    const body = { app_name: "Theirs", client_display_name: "Web" };
    const { result } = (await face.api("POST", "/v1/applications", body)) as { result: Json };
    face.program(`exports.name = transmit.Application.get("theirs", "${result.app_id}").appName;`);
    await face.stack.up();
    expect(await face.stack.outputs()).toEqual({ name: "Theirs" });
    await face.api("DELETE", `/v1/applications/${result.app_id}`);
    await face.stack.refresh();
    const { code, output } = await face.stack.up([], { mayFail: true });
    expect([code === 0, output]).toEqual([
      false,
      expect.stringContaining(`There is no application "${result.app_id}"`),
    ]);
  });
});
