/** The command `risk` on previews of the real engine, of both faces: what it tells, refuses, and never shows. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RiskReport } from "../../cli/risk/report.ts";
import type { Json } from "../../tools/engine/api.ts";
import { type Face, faces, openFace, writesOf } from "../engine/bothFaces.ts";

jest.setTimeout(5 * 60_000);

let face: Face;
afterEach(() => face?.end());

async function risk(args: string[]): Promise<{ code: number; report: RiskReport; text: string }> {
  const { code, stdout, output } = await face.stack.transmit(["risk", "--json", ...args], { mayFail: true });
  if (![0, 7].includes(code)) throw new Error(`risk ended with ${code}: ${output}`);
  return { code, report: JSON.parse(stdout), text: output };
}

/** Keeps what a command of Pulumi prints. @returns The file. */
async function save(name: string, args: string[], mayFail = false): Promise<string> {
  const { stdout } = await face.stack.run([...args, "--json"], { mayFail, quiet: true });
  const file = join(face.stack.folder, name);
  writeFileSync(file, stdout);
  return file;
}

const lines = ({ risks }: RiskReport): string[] =>
  risks.map(({ level, name, path, change }) => [level, name, path, change].filter(Boolean).join(" ")).sort();

const canary = "canary-8b2f";

const before = `
const shop = new transmit.Application("shop", {
  appName: "Shop", subdomain: "shop", signingKeyEnabled: true, deletionProtection: true,
  firstClient: {
    name: "Web", redirectUris: ["https://shop.example/callback", "https://shop.example/b"],
    tokenExpiration: { accessTokenTtl: 3600 }, description: pulumi.secret("${canary} one"),
  },
});
const other = new transmit.Application("other", { appName: "Other", clientDisplayName: "O", redirectUris: ["https://other.example"] });
new transmit.Client("mobile", { appId: shop.appId, name: "Mobile", redirectUris: ["https://m.example"], sessionExpiration: 100,
  authenticationConfiguration: { method: "private_key_jwt", jwks: pulumi.secret({ keys: [{ kty: "RSA", kid: "${canary}a" }] }) } });
new transmit.Client("partner", { appId: shop.appId, name: "Partner", authenticationProtocol: "saml", spEntityId: "urn:p", signAssertion: true });
new transmit.Client("moving", { appId: shop.appId, name: "Moving", redirectUris: ["https://moving.example"] });
new transmit.Client("old", { appId: shop.appId, name: "Renamed", redirectUris: ["https://renamed.example"] });
new transmit.Client("lost", { appId: shop.appId, name: "Lost", redirectUris: ["https://lost.example"] });
new transmit.Client("kept", { appId: shop.appId, name: "Kept", redirectUris: ["https://kept.example"] }, { retainOnDelete: true });
new transmit.Client("guarded", { appId: shop.appId, name: "Guarded", redirectUris: ["https://g.example"] }, { protect: true });
new transmit.Client("ignored", { appId: shop.appId, name: "Ignored", redirectUris: ["https://i.example"] }, { ignoreChanges: ["redirectUris"] });
new transmit.SigningKey("key", { name: "K", status: "signing", jwk: pulumi.secret({ kty: "RSA", n: "${canary} one" }) });`;

const after = `
const shop = new transmit.Application("shop", {
  appName: "Shop!", subdomain: "store",
  firstClient: {
    name: "Web", redirectUris: ["https://shop.example/b", "https://shop.example/c"],
    tokenExpiration: { accessTokenTtl: 900 }, pkce: "enforcePkceAlongsideClientCredentials", description: pulumi.secret("${canary} two"),
  },
});
const other = new transmit.Application("other", { appName: "Other", clientDisplayName: "O", redirectUris: ["https://new.example"] });
const extra = new transmit.Application("extra", { appName: "Extra", firstClient: { name: "E", redirectUris: ["https://e.example"] } });
new transmit.Client("mobile", { appId: shop.appId, name: "Mobile", redirectUris: [extra.appId.apply((id) => "https://m.example/" + id)],
  sessionExpiration: 50, enforcePar: true,
  authenticationConfiguration: { method: "private_key_jwt", jwks: pulumi.secret({ keys: [{ kty: "RSA", kid: "${canary}b" }] }) } });
new transmit.Client("partner", { appId: shop.appId, name: "Partner", authenticationProtocol: "saml", spEntityId: "urn:p", signAssertion: false });
new transmit.Client("moving", { appId: extra.appId, name: "Moving", redirectUris: ["https://moving.example"] });
new transmit.Client("renamed", { appId: shop.appId, name: "Renamed", redirectUris: ["https://renamed.example/b"] }, { aliases: [{ name: "old" }] });
new transmit.Client("found", { appId: shop.appId, name: "Lost", redirectUris: ["https://lost.example"] });
new transmit.Client("guarded", { appId: shop.appId, name: "Guarded", redirectUris: ["https://g.example"] });
new transmit.Client("ignored", { appId: shop.appId, name: "Ignored", redirectUris: [] }, { ignoreChanges: ["redirectUris"] });
new transmit.SigningKey("key", { name: "K2", status: "validating", jwk: pulumi.secret({ kty: "RSA", n: "${canary} two" }) });`;

const expected = [
  "high key replaced",
  "high lost deleted",
  "high mobile authenticationConfiguration.jwks a secret value changes",
  "high mobile enforcePar turned on",
  'high mobile redirectUris perhaps removed "https://m.example": the new value is known only during the run',
  "high moving replaced",
  'high other redirectUris removed "https://other.example"',
  "high partner signAssertion turned off",
  'high renamed redirectUris removed "https://renamed.example"',
  'high shop firstClient.pkce from not set to "enforcePkceAlongsideClientCredentials"',
  'high shop firstClient.redirectUris removed "https://shop.example/callback"',
  "high shop signingKeyEnabled from true to false",
  'high shop subdomain from "shop" to "store"',
  "low kept leaves the stack, and is not deleted",
  'low other redirectUris added "https://new.example"',
  'low renamed redirectUris added "https://renamed.example/b"',
  'low shop firstClient.redirectUris added "https://shop.example/c"',
  "medium guarded the option protect is turned off",
  'medium key status from "signing" to "validating"',
  "medium mobile sessionExpiration from 100 to 50 seconds (50 % less)",
  "medium shop deletionProtection turned off",
  "medium shop firstClient.tokenExpiration.accessTokenTtl from 3600 to 900 seconds (75 % less)",
].sort();

/** Somebody else changes a client's redirect URIs, and deletes another client. */
async function changeByHand(): Promise<void> {
  const shop = (await face.applications()).find(({ app_name: name }) => name === "Shop") as Json;
  const clients = await face.clients(shop.app_id);
  const path = (name: string) =>
    `/v1/applications/${shop.app_id}/clients/${clients.find((one) => one.name === name)?.client_id}`;
  await face.api("PUT", path("Partner"), { sp_entity_id: "urn:evil" });
  await face.api("DELETE", path("Moving"));
}

/** What is no plan of a change, or of one that failed. */
async function expectRefusals(): Promise<void> {
  const refused = async (file: string, code: number, message: string) => {
    const result = await face.stack.transmit(["risk", "--plan", file], { mayFail: true });
    expect(result.stderr).toContain(message);
    expect(result).toMatchObject({ code, stdout: "" });
  };
  const others = await save("others.json", ["refresh", "--preview-only"]);
  await refused(others, 2, "is of pulumi refresh");
  const saved = join(face.stack.folder, "saved.plan");
  await face.stack.preview(["--save-plan", saved]);
  await refused(saved, 2, "is a plan of --save-plan, which has no old values");
  // One event a line, where a variable asks for it.
  const streamed = await face.stack.run(["preview", "--json"], {
    environment: { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
    quiet: true,
  });
  const events = join(face.stack.folder, "events.json");
  writeFileSync(events, streamed.stdout);
  await refused(events, 2, "is an event log");
  const destroyed = await risk([
    "--plan",
    await save("destroy.json", ["destroy", "--preview-only", "--exclude-protected"]),
  ]);
  expect(lines(destroyed.report)).toContain("high other deleted");
  face.program('new transmit.Client("bad", { appId: "a", name: "", redirectUris: ["nope"] });');
  const failed = await save("failed.json", ["preview"], true);
  await refused(failed, 1, "is of a preview that failed");
  const refusedToo = await face.stack.transmit(["risk"], { mayFail: true });
  expect(refusedToo).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("name is empty") });
}

test.each(faces)("%s resources", async (_, sdk) => {
  face = await openFace(sdk);
  face.program(before);
  const created = await risk(["--stack", "test"]);
  expect(created).toMatchObject({ code: 0, report: { stacks: ["test"], changed: 0, risks: [] } });
  await face.stack.up();
  expect(await risk([])).toMatchObject({ code: 0, report: { changed: 0 } });
  await writesOf(face);

  face.program(after);
  const plan = await save("plan.json", ["preview"]);
  const fromPlan = await risk(["--plan", plan]);
  expect(lines(fromPlan.report)).toEqual(expected);
  expect(fromPlan.code).toBe(7);
  expect(lines((await risk([])).report)).toEqual(expected);
  expect(await risk(["--plan", plan, "--fail-on", "none"])).toMatchObject({ code: 0, report: { failed: false } });
  for (const format of ["text", "markdown", "sarif", "html"]) {
    const { output } = await face.stack.transmit(["risk", "--plan", plan, "--format", format], { mayFail: true });
    expect(output).toContain("signAssertion");
    expect(output).not.toContain(canary);
  }
  expect(fromPlan.text).not.toContain(canary);

  // Secrets in plain, for whoever asks for them.
  const shown = await save("shown.json", ["preview", "--show-secrets"]);
  const fromShown = await risk(["--plan", shown]);
  expect(lines(fromShown.report)).toEqual(expected);
  expect(fromShown.text).not.toContain(canary);

  // What was changed outside of Pulumi is told apart.
  await changeByHand();
  const refreshed = await risk(["--plan", await save("refreshed.json", ["preview", "--refresh"])]);
  const undone = refreshed.report.risks.filter(({ restores }) => restores);
  expect(lines({ ...refreshed.report, risks: undone })).toEqual([
    'high partner spEntityId from "urn:evil" to "urn:p"',
    "medium moving deleted outside of Pulumi, and created again",
  ]);
  const rest = refreshed.report.risks.filter(({ restores }) => !restores);
  expect(lines({ ...refreshed.report, risks: rest })).toEqual(
    expected.filter((line) => line !== "high moving replaced"),
  );

  // Several plans, with one of standard input.
  const eu = join(face.stack.folder, "eu.json");
  writeFileSync(eu, readFileSync(plan, "utf8").replaceAll("urn:pulumi:test::", "urn:pulumi:eu::"));
  const both = await risk(["--plan", plan, "--plan", eu]);
  expect(both.report).toMatchObject({ stacks: ["test", "eu"], changed: 2 * fromPlan.report.changed });
  expect(both.report.risks).toHaveLength(2 * expected.length);
  expect(await writesOf(face)).toHaveLength(2);
  // The engine prints them in the same form for both.
  if (sdk === "pulumi-transmit") await expectRefusals();
});
