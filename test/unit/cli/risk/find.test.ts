/** What is told of plans: what becomes of resources, how values are shown, and what a plan cannot tell. */
import { checkPlans, type Plan } from "../../../../cli/risk/check.ts";
import type { Risk, RiskReport } from "../../../../cli/risk/report.ts";
import type { Preview } from "../../../../cli/stack/preview.ts";
import { unknown } from "../../../../provider/fields/unknowns.ts";
import { canary } from "../../../support/driftReports.ts";
import { planOf, type Step, urnOf } from "../../../support/plans.ts";

const planIn = (preview: Preview, what = "The plan"): Plan => ({ what, preview });

const check = (steps: Step[], failOn: RiskReport["failOn"] = "high"): Promise<RiskReport> =>
  checkPlans([planIn(planOf(...steps))], failOn, ".");

/** `high firstClient.redirectUris removed "…"` */
const lines = ({ risks }: RiskReport): string[] =>
  risks.map(({ level, name, path, change }) => [level, name, path, change].filter(Boolean).join(" "));

const web = { name: "Web", redirectUris: ["https://web.example/a", "https://web.example/b"] };

const update = (before: object, after: object, more: Partial<Step> = {}): Step => ({
  op: "update",
  type: "Client",
  name: "web",
  old: { inputs: { ...web, ...before } },
  now: { inputs: { ...web, ...after } },
  ...more,
});

test("a plan that changes nothing of ours has no risk", async () => {
  const created: Step = { op: "create", type: "Client", name: "new", now: { inputs: web } };
  const same: Step = { op: "same", type: "Client", old: { inputs: web }, now: { inputs: web } };
  const foreign = { op: "delete", urn: "urn:pulumi:production::infra::aws:s3/bucket:Bucket::logs" };
  const report = await checkPlans([planIn({ steps: [...(planOf(created, same).steps ?? []), foreign] })], "low", ".");
  expect(report).toMatchObject({ stacks: ["production"], changed: 0, failed: false, risks: [] });
  expect(report.notes).toEqual([
    "1 resource is new in production. Nobody uses what is new, so it has no risk of this kind: the policy pack can check its settings.",
  ]);
});

test.each<[string, Step, string[]]>([
  [
    "members, five of them",
    update({ roleIds: "abcdefg".split("") }, {}),
    ['high web roleIds removed "a", "b", "c", "d", "e" and 2 more'],
  ],
  ["another order", update({}, { redirectUris: [...web.redirectUris].reverse() }), []],
  [
    "another spelling of a URI",
    update({ redirectUris: ["https://Web.example"] }, { redirectUris: ["https://web.example/"] }),
    [],
  ],
  [
    "a number that nobody has set",
    update({}, { sessionExpiration: 60 }),
    ["low web sessionExpiration from not set to 60 seconds"],
  ],
  [
    "the API's zero for a number that nobody has set",
    update({}, { sessionExpiration: 60 }, { old: { inputs: web, outputs: { ...web, sessionExpiration: 0 } } }),
    ["low web sessionExpiration from not set to 60 seconds"],
  ],
  [
    "what the state has where the program set nothing",
    update({}, { sessionExpiration: 60 }, { old: { inputs: web, outputs: { ...web, sessionExpiration: 600 } } }),
    ["medium web sessionExpiration from 600 to 60 seconds (90 % less)"],
  ],
  ["a default said aloud", update({}, { responseTypes: ["code", "id_token"] }), []],
  ["less than the default", update({}, { responseTypes: ["code"] }), ['high web responseTypes removed "id_token"']],
  ["a removed input with a reset", update({ enforcePar: true }, {}), ["medium web enforcePar turned off"]],
  [
    "a removed input without one",
    update({ pkce: "enforcePkceAlongsideClientCredentials" }, {}),
    ['high web pkce from "enforcePkceAlongsideClientCredentials" to not set'],
  ],
  [
    "a removed object",
    update({ deviceAuthorization: { enabled: true, inputUri: "https://a.example" } }, {}),
    ["high web deviceAuthorization.enabled turned off"],
  ],
  [
    "a long value",
    update(
      { authenticationConfiguration: { method: "tls_client_auth", tlsClientAuth: { certificateChain: "a\nb" } } },
      { authenticationConfiguration: { method: "tls_client_auth", tlsClientAuth: { certificateChain: "c\nd" } } },
    ),
    ["high web authenticationConfiguration.tlsClientAuth.certificateChain from another value to another value"],
  ],
  [
    "keys without their values",
    update(
      { idTokenEncryption: { enabled: true, jwks: { keys: [{ kid: "one", n: "public" }, { n: "nameless" }] } } },
      { idTokenEncryption: { enabled: true, jwks: { keys: [] } } },
    ),
    ['high web idTokenEncryption.jwks removed "one", "a key without a kid"'],
  ],
])("%s", async (_, planned, expected) => {
  expect(lines(await check([planned]))).toEqual(expected);
});

test("of a value that is known only during the run, the worst that it may be is told", async () => {
  const partly = update({}, { redirectUris: [web.redirectUris[0], unknown] });
  expect(lines(await check([partly]))).toEqual([
    'high web redirectUris perhaps removed "https://web.example/b": the new value is known only during the run',
  ]);
  const more = update({}, { redirectUris: [...web.redirectUris, unknown] });
  expect(lines(await check([more]))).toEqual(["low web redirectUris the new value is known only during the run"]);
  const { risks } = await check([update({ sessionExpiration: 60 }, { sessionExpiration: unknown })]);
  expect(risks).toMatchObject([{ level: "medium", before: 60 }]);
  expect(risks[0]).not.toHaveProperty("after");
});

test("a secret is not told, only that it changes", async () => {
  const hidden = "[secret]";
  const both = { inputs: { ...web, roleIds: hidden, description: hidden } };
  const at = (paths: string[]) => check([update({}, {}, { old: both, now: both, paths })]);
  expect(lines(await at(["roleIds"]))).toEqual(["high web roleIds a secret value changes"]);
  expect(lines(await at([]))).toEqual([]);
  expect(lines(await at(["description"]))).toEqual([]);
  const [risk] = (await at(["roleIds[0]"])).risks;
  expect(risk).toMatchObject({ secret: true });
  expect(Object.keys(risk as Risk)).not.toContain("before");
});

test("a secret that the plan shows in plain is not told either", async () => {
  const marked = (value: string) => ({
    inputs: { ...web, consentUri: value, __secrets: "consentUri", __provider: "exports" },
  });
  const report = await check([
    update({}, {}, { old: marked(`https://${canary}`), now: marked(`https://b.${canary}`) }),
  ]);
  expect(report.risks).toMatchObject([{ path: "consentUri", change: "a secret value changes", secret: true }]);
  const jwk = (n: string) => ({ inputs: { name: "K", jwk: { kty: "RSA", n } } });
  const key = await check([{ op: "replace", type: "SigningKey", old: jwk(canary), now: jwk(`${canary}2`) }]);
  expect(JSON.stringify([report, key])).not.toContain(canary);
});

test("a secret default client is told by the worst of its inputs", async () => {
  const side = { inputs: { appName: "Shop", firstClient: "[secret]" } };
  const step: Step = {
    op: "update",
    type: "Application",
    old: side,
    now: side,
    paths: ["firstClient.redirectUris[0]"],
  };
  expect(lines(await check([step]))).toEqual(["high shop firstClient a secret value changes"]);
});

test("the deprecated inputs and firstClient are one client", async () => {
  const step: Step = {
    op: "update",
    type: "Application",
    old: { inputs: { appName: "Shop", clientDisplayName: "Web", redirectUris: web.redirectUris } },
    now: { inputs: { appName: "Shop", firstClient: { ...web, redirectUris: web.redirectUris.slice(1) } } },
  };
  expect(lines(await check([step]))).toEqual(['high shop firstClient.redirectUris removed "https://web.example/a"']);
});

test.each([
  ["replace", ["replace"]],
  ["the parts of a replacement", ["create-replacement", "delete-replaced"]],
  ["an import in its place", ["import-replacement"]],
])("%s is one replacement", async (_, ops) => {
  const steps = ops.map((op) => update({ spEntityId: "a" }, { spEntityId: "b" }, { op }));
  expect(lines(await check(steps))).toEqual(["high web replaced", 'high web spEntityId from "a" to "b"']);
  expect(await check(steps)).toMatchObject({ changed: 1, failed: true });
});

test("a deletion says what goes with it, and asks whether it is a renaming", async () => {
  const gone: Step = { op: "delete", type: "Client", name: "web", old: { inputs: web } };
  const [alone] = (await check([gone])).risks;
  expect(alone).toMatchObject({ level: "high", action: "delete", id: "a/1", change: "deleted" });
  expect(alone?.effect).not.toContain("aliases");
  const [renamed] = (await check([gone, { op: "create", type: "Client", name: "site", now: { inputs: web } }])).risks;
  expect(renamed?.effect).toContain('The program creates "site" with the same name');
  const other = { ...web, name: "Other" };
  const [unlike] = (await check([gone, { op: "create", type: "Client", name: "site", now: { inputs: other } }])).risks;
  expect(unlike?.effect).toBe(alone?.effect);
  const kept = await check([{ ...gone, old: { inputs: web, retainOnDelete: true } }]);
  expect(lines(kept)).toEqual(["low web leaves the stack, and is not deleted"]);
});

test("the option protect is told, also where nothing else changes", async () => {
  const step: Step = {
    op: "same",
    type: "Client",
    name: "web",
    old: { inputs: web, protect: true },
    now: { inputs: web },
  };
  expect(lines(await check([step]))).toEqual(["medium web the option protect is turned off"]);
  expect(lines(await check([{ ...step, now: { inputs: web, protect: true } }]))).toEqual([]);
});

describe("with a refresh", () => {
  const refresh: Step = { op: "refresh", type: "Client", name: "web", old: { inputs: web }, now: { inputs: web } };
  const found = { ...web, redirectUris: ["https://other.example"] };

  test("what undoes a change from outside is told apart from what the program changes", async () => {
    const step = update(
      {},
      {},
      { old: { inputs: { ...found, enforcePar: false } }, now: { inputs: { ...web, enforcePar: true } } },
    );
    const { risks } = await check([refresh, step]);
    expect(
      risks.map(({ path, restores, effect }) => [path, restores, effect.includes("The program did not change")]),
    ).toEqual([
      ["redirectUris", true, true],
      ["enforcePar", false, false],
      ["redirectUris", true, true],
    ]);
  });

  test("what was deleted outside of Pulumi is created again, with other ids", async () => {
    const report = await check([refresh, { op: "create", type: "Client", name: "web", now: { inputs: web } }]);
    expect(lines(report)).toEqual(["medium web deleted outside of Pulumi, and created again"]);
    expect(report.risks[0]).toMatchObject({ action: "create", restores: true });
    expect(report.risks[0]).not.toHaveProperty("id");
  });

  test("what a refresh found is no change of the program, also where the engine shows it as one", async () => {
    const others: Step = { ...refresh, name: "same" };
    const foundStep = update({}, {}, { now: { inputs: found } });
    const back = update({}, {}, { old: { inputs: found }, now: { inputs: web } });
    const { risks, changed } = await check([others, foundStep, back]);
    expect(risks.map(({ path, restores }) => [path, restores])).toEqual([
      ["redirectUris", true],
      ["redirectUris", true],
    ]);
    expect(changed).toBe(1);
    const gone: Step = { op: "delete", type: "Client", name: "web", old: { inputs: web } };
    const again: Step = { op: "create", type: "Client", name: "web", now: { inputs: web } };
    expect(lines(await check([others, gone, again]))).toEqual([
      "medium web deleted outside of Pulumi, and created again",
    ]);
  });

  test("a plan of pulumi refresh alone is refused: its changes are those of others", async () => {
    const others: Step = { ...refresh, name: "same" };
    const refused = { exitCode: 2, message: expect.stringMatching(/^The plan is of pulumi refresh: /) };
    await expect(check([others, update({}, { redirectUris: [] })])).rejects.toMatchObject(refused);
    await expect(check([others, { op: "delete", type: "Client", old: { inputs: web } }])).rejects.toMatchObject(
      refused,
    );
    await expect(check([others])).resolves.toMatchObject({ risks: [] });
  });
});

test.each<[RiskReport["failOn"], boolean[]]>([
  ["high", [true, false, false]],
  ["medium", [true, true, false]],
  ["low", [true, true, true]],
  ["none", [false, false, false]],
])("--fail-on %s decides", async (failOn, expected) => {
  const high = update({}, { redirectUris: [] });
  const medium = update({ sessionExpiration: 60 }, { sessionExpiration: 30 });
  const low = update({}, { redirectUris: [...web.redirectUris, "https://more.example"] });
  const reports = await Promise.all([high, medium, low].map((step) => check([step], failOn)));
  expect(reports.map(({ failed }) => failed)).toEqual(expected);
});

test("several plans are one report, the worst first, each risk with its stack", async () => {
  const low = planOf(update({}, { redirectUris: [...web.redirectUris, "https://more.example"] }));
  const high = planOf(update({}, { redirectUris: [] }));
  const inStack = (preview: Preview, stack: string, project = "infra"): Preview =>
    JSON.parse(
      JSON.stringify(preview).replaceAll("urn:pulumi:production::infra::", `urn:pulumi:${stack}::${project}::`),
    );
  const both = (one: Preview, other: Preview) =>
    checkPlans([planIn(one, "a.json"), planIn(other, "b.json")], "high", ".");
  const report = await both(inStack(low, "eu"), inStack(high, "us"));
  expect(report.stacks).toEqual(["eu", "us"]);
  expect(report.risks.map(({ stack, level }) => `${stack} ${level}`)).toEqual(["us high", "eu low"]);
  expect((await both(inStack(low, "eu", "web"), inStack(high, "eu", "api"))).stacks).toEqual(["web/eu", "api/eu"]);
  await expect(both(low, high)).rejects.toMatchObject({
    exitCode: 2,
    message: "Two of the plans are of stack production. Give one plan for each stack.",
  });
});

test("a plan without steps is noted, with the stack's name of the command line", async () => {
  const plan = { what: "The preview of stack eu", preview: { changeSummary: {} }, stack: "eu" };
  expect(await checkPlans([plan], "high", ".")).toMatchObject({
    stacks: ["eu"],
    notes: ["The preview of stack eu has no steps: its program has no resources."],
  });
});

test("a child's type is the last of its URN", async () => {
  const [step] = planOf(update({}, { redirectUris: [] })).steps ?? [];
  const urn = urnOf("Client", "web", "my:index:Component$transmit:index:Client");
  const report = await checkPlans([planIn({ steps: [{ ...step, urn } as never] })], "high", ".");
  expect(lines(report)).toHaveLength(1);
});
