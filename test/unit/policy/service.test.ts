/** The policy pack's service, called as the engine calls it. */
import * as proto from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { rules } from "../../../policy/rules/index.ts";
import { version } from "../../../provider/version.ts";
import { secret, struct, unknown } from "../../support/plugin.ts";
import { type Pack, startPack } from "../../support/policies.ts";

let pack: Pack;
beforeEach(async () => {
  pack = await startPack();
});
afterEach(() => pack.close());

const dynamic = "pulumi-nodejs:dynamic/transmit:Client";
const urnOf = (type: string, name: string) => `urn:pulumi:test::program::${type}::${name}`;

async function analyze(type: string, inputs: Record<string, unknown>, name = "shop"): Promise<string[]> {
  const request = new proto.AnalyzeRequest().setType(type).setName(name).setUrn(urnOf(type, name));
  request.setOptions(new proto.AnalyzerResourceOptions()).setProperties(struct(inputs));
  const answer = await pack.call<proto.AnalyzeResponse>("analyze", request);
  return answer
    .getDiagnosticsList()
    .map((one) => `${one.getPolicyname()} ${one.getEnforcementlevel()}: ${one.getMessage()}`);
}

async function configure(given: Record<string, [level: proto.EnforcementLevel, values?: object]>): Promise<void> {
  const request = new proto.ConfigureAnalyzerRequest();
  for (const [name, [level, values = {}]] of Object.entries(given)) {
    const config = new proto.PolicyConfig().setEnforcementlevel(level);
    config.setProperties(Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]));
    request.getPolicyconfigMap().set(name, config);
  }
  await pack.call("configure", request);
}

const { ADVISORY, MANDATORY } = proto.EnforcementLevel;

test("it says what it is", async () => {
  expect((await pack.call<PluginInfo>("getPluginInfo", new Empty())).getVersion()).toBe(version);
  const info = (await pack.call<proto.AnalyzerInfo>("getAnalyzerInfo", new Empty())).toObject();
  expect(info).toMatchObject({ name: "transmit-security", version, supportsconfig: true });
  expect(info.policiesList.map(({ name }) => name)).toEqual(rules.map(({ name }) => name));
  for (const { description, configschema } of info.policiesList) {
    expect(description).toMatch(/\. \(.+\)$/);
    expect(configschema?.properties?.fieldsMap.map(([name]) => name)).toContain("exempt");
  }
});

test.each([dynamic, "transmit:index:Client"])(
  "a resource of either face is held against the rules: %s",
  async (type) => {
    const inputs = { name: "Website", redirectUris: ["http://shop.example/cb"], __provider: "() => {}" };
    const found = await analyze(type, inputs);
    expect(found).toContainEqual(
      expect.stringMatching(
        new RegExp(`^https-redirect-uris ${MANDATORY}: redirectUris\\[0\\] is "http://shop\\.example/cb"`),
      ),
    );
  },
);

test("a resource of another package is none of its business", async () => {
  expect(await analyze("aws:s3/bucket:Bucket", { name: "x", redirectUris: ["http://shop.example"] })).toEqual([]);
  expect(await analyze("pulumi-nodejs:dynamic/other:Client", { name: "x", redirectUris: [] })).toEqual([]);
});

test.each([
  ["the engine", { redirectUris: [secret("http://canary.example/cb")] }],
  ["the class of the dynamic resource", { redirectUris: ["http://canary.example/cb"], __secrets: "redirectUris" }],
])("a value that %s marks as secret is not shown", async (_, inputs) => {
  const found = (await analyze(dynamic, { name: "Website", ...inputs })).join();
  expect(found).toContain("redirectUris[0] is a secret value");
  expect(found).not.toContain("canary");
});

test("what a preview does not know breaks no rule", async () => {
  const inputs = { name: "Website", redirectUris: unknown, pkce: unknown, responseTypes: unknown, clientType: unknown };
  expect(await analyze(dynamic, { ...inputs, authenticationConfiguration: unknown })).toEqual([]);
});

test("levels and exemptions are those of the configuration", async () => {
  const inputs = { name: "Website", redirectUris: ["http://shop.example/cb"] };
  const exempt = [{ resource: "old", reason: "replaced in May" }];
  await configure({ all: [ADVISORY], "https-redirect-uris": [MANDATORY, { exempt }] });
  const of = (found: string[]) => found.filter((one) => one.startsWith("https-redirect-uris"));
  expect(of(await analyze(dynamic, inputs, "shop"))[0]).toMatch(`https-redirect-uris ${MANDATORY}: redirectUris`);
  expect(of(await analyze(dynamic, inputs, "old"))[0]).toMatch(
    `https-redirect-uris ${ADVISORY}: Exempt, because: replaced`,
  );
});

test("a mistake in the configuration is one sentence, without a stack trace", async () => {
  await expect(configure({ "https-redirect-uri": [MANDATORY] })).rejects.toMatchObject({
    details:
      'The configuration of the rules has mistakes. There is no rule "https-redirect-uri". Did you mean "https-redirect-uris"?',
  });
});

test("at the end of a run, exemptions that match nothing are said", async () => {
  await configure({ "https-redirect-uris": [MANDATORY, { exempt: [{ resource: "old", reason: "why" }] }] });
  const end = async (...names: string[]) => {
    const resources = names.map((name) =>
      new proto.AnalyzerResource().setType(dynamic).setName(name).setUrn(urnOf(dynamic, name)),
    );
    const answer = await pack.call<proto.AnalyzeResponse>(
      "analyzeStack",
      new proto.AnalyzeStackRequest().setResourcesList(resources),
    );
    return answer.getDiagnosticsList().map((one) => one.getMessage());
  };
  expect(await end("shop")).toEqual([expect.stringContaining('"old" matches no resource')]);
  expect(await end("shop", "old")).toEqual([]);
});

test("calls that change nothing are answered", async () => {
  expect(await pack.call("configureStack", new proto.AnalyzerStackConfigureRequest())).toBeDefined();
  const request = new proto.AnalyzeRequest().setType(dynamic).setProperties(struct({ name: "Website" }));
  const answer = await pack.call<proto.RemediateResponse>("remediate", request);
  expect(answer.getRemediationsList()).toEqual([]);
});
