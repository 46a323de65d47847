/** Signing keys on the real engine, through both faces. Each test goes on where the one before it ended. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "../../tools/engine/stack.ts";
import { administer } from "./faultyWorld.ts";
import { createPluginWorld, type PluginWorld, type Sdk } from "./pluginWorld.ts";

jest.setTimeout(5 * 60_000);

const faces: Record<string, Sdk> = { dynamic: "pulumi-transmit", plugin: "pulumi-transmit-plugin" };

const prelude = `
const key = (name, props, options) => new transmit.SigningKey(name, props, options);
const get = (name, id) => transmit.SigningKey.get(name, id);`;

const jwk = (more = "") => ({
  kty: "EC",
  crv: "P-256",
  kid: "ours",
  x: "public",
  y: "public",
  d: `canary-private${more}`,
});
type Keys = Record<string, object>;

describe.each(Object.keys(faces))("through the %s face", (face) => {
  let world: PluginWorld;
  let printed: string[];
  beforeAll(async () => {
    printed = [];
    world = await createPluginWorld(["--admin"]);
  });
  afterAll(() => world?.end());

  /** Replaces the program. */
  const make = (keys: Keys, more = "") =>
    world.make(
      [
        prelude,
        ...Object.entries(keys).map(
          ([name, props]) => `exports.${name} = key("${name}", ${JSON.stringify(props)}).keyId;`,
        ),
        more,
      ].join("\n"),
      faces[face],
    );
  const run = async (...args: string[]): Promise<Result> => {
    const result = await world.stack.run(args, { mayFail: true });
    printed.push(result.output);
    return result;
  };
  const up = (...flags: string[]) => run("up", "--yes", "--skip-preview", "--diff", ...flags);
  const expectNothingToDo = () => world.stack.preview(["--refresh", "--expect-no-changes"]);
  const keyNamed = async (wanted: string) => (await world.keys()).find(({ name }) => name === wanted);
  const api = async (method: string, wanted: string, body?: Record<string, string>) =>
    world.api(method, `/v1/applications/signing-keys/${(await keyNamed(wanted))?.id}`, body);

  /** In nothing that was printed, nor in the state, its history and backups, and what the provider notes. */
  const expectNoCanary = () => {
    const folders = ["backend", "home"].map((name) => join(world.stack.folder, name));
    const files = folders
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
      .filter((file) => statSync(file).isFile());
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => readFileSync(file, "utf8").includes("canary"))).toEqual([]);
    expect(printed.filter((text) => text.includes("canary"))).toEqual([]);
  };

  const made = { name: "Made", status: "validating" };
  const uploaded = { name: "Uploaded", jwk: jwk() };

  test("both kinds are created, and then there is nothing to do", async () => {
    make({ made, uploaded });
    expect((await run("preview", "--diff")).output).toContain("3 to create");
    await world.requests();
    expect((await up()).code).toBe(0);
    const written = (await world.requests()).filter(
      (request) => !request.startsWith("GET") && !request.includes("token"),
    );
    expect(written).toHaveLength(3);
    expect(await keyNamed("Made")).toMatchObject({ status: "validating", source: "mosaic" });
    expect(await keyNamed("Uploaded")).toMatchObject({ status: "signing", source: "uploaded", kid: "ours" });
    const ids = { made: (await keyNamed("Made"))?.id, uploaded: (await keyNamed("Uploaded"))?.id };
    expect(await world.stack.outputs()).toEqual(ids);
    await world.requests();
    await world.stack.preview(["--expect-no-changes"]);
    expect(await world.requests()).toEqual([]);
    await world.stack.drift(["--expect-no-changes"]);
    expectNoCanary();
  });

  test("a new name and another status are one update in place", async () => {
    const ids = await world.stack.outputs();
    make({ made: { name: "Renamed", status: "disabled" }, uploaded: { ...uploaded, status: "validating" } });
    expect((await up()).output).toContain("2 updated");
    expect(await world.stack.outputs()).toEqual(ids);
    expect(await keyNamed("Renamed")).toMatchObject({ id: ids.made, status: "disabled" });
    expect(await keyNamed("Uploaded")).toMatchObject({ status: "validating" });
    await expectNothingToDo();
  });

  test("a status that leaves the program stays with the API, and is said to", async () => {
    make({ made: { name: "Renamed", status: "disabled" }, uploaded });
    expect((await up()).output).toContain("status was removed from the program, but the API keeps its value");
    expect(await keyNamed("Uploaded")).toMatchObject({ status: "validating" });
    await expectNothingToDo();
  });

  test("drift is seen in what the program says, and healed", async () => {
    await api("PUT", "Renamed", { status: "signing" });
    await api("PUT", "Uploaded", { name: "Theirs", status: "signing" });
    const seen = await run("refresh", "--preview-only", "--diff", "--expect-no-changes");
    expect(seen.code).not.toBe(0);
    expect(seen.output).toContain("Theirs");
    expect((await up("--refresh")).output).toContain("2 updated");
    expect(await keyNamed("Renamed")).toMatchObject({ status: "disabled" });
    // Nobody's input, so nobody's drift.
    expect(await keyNamed("Uploaded")).toMatchObject({ status: "signing" });
    await expectNothingToDo();
    expectNoCanary();
  });

  test("one that was deleted behind Pulumi's back is made again", async () => {
    await api("DELETE", "Uploaded");
    expect((await up("--refresh")).output).toContain("1 created");
    expect(await keyNamed("Uploaded")).toMatchObject({ source: "uploaded", kid: "ours" });
    await expectNothingToDo();
  });

  test("another key replaces the one that is there, after it under another name; neither is shown", async () => {
    const before = await world.stack.outputs();
    make({ made, uploaded: { ...uploaded, jwk: jwk("-next") } });
    const preview = await run("preview", "--diff");
    expect(preview.output).toMatch(/replace/);
    expect(preview.output).toContain("[secret]");
    make({ made, uploaded: { name: "Next", jwk: jwk("-next") } });
    await world.requests();
    expect((await up()).output).toContain("1 replaced");
    const kinds = (await world.requests()).filter((request) => /POST.*upload|DELETE/.test(request));
    expect(kinds.map((request) => request.split(" ")[0])).toEqual(["POST", "DELETE"]);
    expect((await world.stack.outputs()).uploaded).not.toBe(before.uploaded);
    await expectNothingToDo();
    expectNoCanary();
  });

  test("a creation that fails half way leaves nothing behind that the next up does not finish", async () => {
    const next = { name: "Next", jwk: jwk("-next") };
    const half = { name: "Half", jwk: jwk("-half"), status: "disabled" };
    make({ made, uploaded: next, half });
    const admin = administer(world);
    const [method, path] = ["PUT", "/v1/applications/signing-keys/{keyId}"];
    await admin("PUT", "faults", [{ fault: "status", status: 403, method, path }]);
    const failed = await up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toMatch(/PUT \/v1\/applications\/signing-keys\/\w+ answered 403/);
    await admin("DELETE", "faults");
    expect(await keyNamed("Half")).toMatchObject({ status: "signing" });
    await run("stack", "export");
    await run("preview", "--diff");
    expectNoCanary();
    expect((await up()).code).toBe(0);
    expect((await world.keys()).filter(({ name }) => name === "Half")).toMatchObject([{ status: "disabled" }]);
    await expectNothingToDo();
    make({ made, uploaded: next });
    expect((await up()).output).toContain("1 deleted");
  });

  test.each<[string, object, ...string[]]>([
    [
      "a text for a key",
      { name: "Bad", jwk: JSON.stringify(jwk()) },
      "jwk is a string (not shown), but must be an object",
    ],
    [
      "all that can be",
      { name: "", jwk: { d: "canary" }, status: "sign" },
      "name is empty",
      "jwk.kty is missing",
      'status is "sign", which is none of the allowed values: signing, validating, disabled',
    ],
  ])("what is wrong is refused before any request, and no key is shown: %s", async (_, bad, ...complaints) => {
    make({ made, bad });
    await world.requests();
    const { code, output } = await up();
    expect(code).not.toBe(0);
    for (const complaint of complaints) expect(output).toContain(complaint);
    expect(await world.requests()).toEqual([]);
    expectNoCanary();
  });

  test("get reads an existing one into a program, which does not manage it", async () => {
    make({ made, uploaded: { name: "Next", jwk: jwk("-next") } });
    await up();
    await world.api("POST", "/v1/applications/signing-keys", { name: "Theirs" });
    const theirs = await keyNamed("Theirs");
    make({ made }, `exports.theirs = get("theirs", "${theirs?.id}").kid;`);
    await up();
    expect((await world.stack.outputs()).theirs).toBe(theirs?.kid);
    make({ made });
    await up();
    expect(await keyNamed("Theirs")).toMatchObject({ id: theirs?.id });
  });

  test("the plugin imports one by its id, and a program of this face takes it over without a change", async () => {
    const theirs = await keyNamed("Theirs");
    // Only there does the project say where the plugin is.
    world.make("", "pulumi-transmit-plugin");
    const importing = ["--yes", "--generate-code=false", "--protect=false"];
    await world.stack.run(["import", "transmit:index:SigningKey", "theirs", String(theirs?.id), ...importing]);
    make({ made, theirs: { name: "Theirs", status: "signing" } });
    await world.requests();
    const { output } = await run("preview", "--diff");
    expect(output).not.toMatch(/create|replace|delete/);
    if (face === "plugin") await world.stack.preview(["--expect-no-changes"]);
    expect((await up()).code).toBe(0);
    expect((await world.requests()).filter((request) => request.startsWith("POST /cis"))).toEqual([]);
    await expectNothingToDo();
    expect((await keyNamed("Theirs"))?.id).toBe(theirs?.id);
  });

  test("destroy leaves none", async () => {
    expect((await run("destroy", "--yes", "--diff")).code).toBe(0);
    expect(await world.keys()).toEqual([]);
    expectNoCanary();
  });
});
