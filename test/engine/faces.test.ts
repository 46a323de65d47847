/**
 * One behaviour, two faces: the same programs as dynamic resources and through the plugin, on the real engine. Both send
 * the same, say the same, and leave the same in the API and in the state. Each scenario goes on where the one before ended.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Holdings, takeStock } from "./holdings.ts";
import { createPluginWorld, type PluginWorld, type Sdk } from "./pluginWorld.ts";
import { type Scenario, scenarios, source } from "./scenarios.ts";

jest.setTimeout(5 * 60_000);

interface Face extends PluginWorld {
  sdk: Sdk;
  data: string;
}

let folder: string;
let faces: Face[];

async function open(sdk: Sdk): Promise<Face> {
  const data = join(folder, `${sdk}.sqlite`);
  return { ...(await createPluginWorld(["--data", data, "--behaviour", "names=unique"])), sdk, data };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-faces-"));
  faces = await Promise.all([open("pulumi-transmit"), open("pulumi-transmit-plugin")]);
});
afterAll(async () => {
  await Promise.all((faces ?? []).map((face) => face.end()));
  rmSync(folder, { recursive: true, force: true });
});

interface Played {
  code: number;
  output: string;
  /** Requests that change something, and those for tokens, in any order. */
  writes: string[];
  /** Sentences of warnings and refusals. */
  sentences: string[];
  holdings: Holdings;
}

async function play({ sdk, data, stack, ...world }: Face, { program, before, flags }: Scenario): Promise<Played> {
  await before?.({ ...world, stack });
  world.make(source(program), sdk);
  await world.requests();
  const { code, output } = await stack.up(flags, { mayFail: true });
  const requests = await world.requests();
  const { holdings, anonymous } = await takeStock(stack, data);
  const writes = requests.filter((request) => !request.startsWith("GET"));
  return { code, output, writes: anonymous(writes).sort(), sentences: anonymous(sentencesIn(output)), holdings };
}

/** Each once, for it is shown more than once, and without what names the resource, which the faces do each in its way. */
function sentencesIn(output: string): string[] {
  const found = [...output.matchAll(/(?:warning: (?:\w+ (?:[\w/]+|"[^"]*"): )?|has a problem: )(.*)/g)];
  return [...new Set(found.map(([, words]) => words as string))].sort();
}

const divide = <T>(all: T[], isFirst: (one: T) => boolean): [T[], T[]] => [
  all.filter(isFirst),
  all.filter((one) => !isFirst(one)),
];

/** All faces at the same time, each with its name in what goes wrong. */
const withEach = <T>(run: (face: Face) => Promise<T>): Promise<T[]> =>
  Promise.all(
    faces.map((face) =>
      run(face).catch((error: Error) => {
        throw new Error(`${face.sdk}: ${error.message}`);
      }),
    ),
  );

test.each(scenarios)("$name", async (scenario) => {
  const [dynamic, plugin] = (await withEach((face) => play(face, scenario))) as [Played, Played];
  for (const { code, output, writes } of [dynamic, plugin]) {
    for (const words of scenario.says) expect(output).toContain(words);
    for (const words of scenario.saysNot ?? []) expect(output).not.toContain(words);
    expect([code === 0, output]).toEqual([!scenario.isRefused, output]);
    expect(output).not.toContain("canary");
    const [tokens, others] = divide(writes, (request) => request.startsWith("POST /oidc/token"));
    expect(tokens.length).toBeLessThanOrEqual(1);
    if (scenario.isRefused) expect(others.filter((request) => !/ 4\d\d$/.test(request))).toEqual([]);
  }
  expect(plugin.sentences).toEqual(dynamic.sentences);
  expect(plugin.writes).toEqual(dynamic.writes);
  expect(plugin.holdings).toEqual(dynamic.holdings);

  const { Application: applications, Client: clients } = plugin.holdings.documents;
  for (const [name, values] of Object.entries(scenario.applications ?? {}))
    expect(applications?.find((one) => one.app_name === name)).toMatchObject(values);
  for (const [name, values] of Object.entries(scenario.clients ?? {}))
    expect(clients?.find((one) => one.name === name)).toMatchObject(values);
  if (scenario.isSettled) await withEach(({ stack }) => stack.preview(["--refresh", "--expect-no-changes"]));
});

test("a preview of what there is finds nothing to do, and sends nothing", async () => {
  await withEach(async ({ stack, requests, ...face }) => {
    face.make(source(scenarios.findLast(({ isRefused }) => !isRefused)?.program ?? {}), face.sdk);
    await requests();
    await stack.preview(["--expect-no-changes"]);
    expect(await requests()).toEqual([]);
  });
});

test("no secret is in the state in clear", async () => {
  await withEach(async ({ stack, emulator }) => {
    const shown = await stack.run(["stack", "export", "--show-secrets"], { quiet: true });
    const secrets = [...new Set(shown.stdout.match(/emulated-(?:secret|google|apple|apn|fcm)-[0-9a-f]+/g))];
    expect(secrets.length).toBeGreaterThan(10);
    const { text } = await stack.state();
    for (const secret of [...secrets, emulator.environment.TRANSMIT_CLIENT_SECRET]) expect(text).not.toContain(secret);
  });
});

test("destroy leaves the API empty", async () => {
  await withEach(async ({ stack, data }) => {
    await stack.destroy();
    const { documents, outputs } = (await takeStock(stack, data)).holdings;
    expect([...Object.values(documents).flat(), ...Object.values(outputs)]).toEqual([]);
  });
});

test("get reads existing ones into a program, which does not manage them, with their secrets as secrets", async () => {
  await withEach(async ({ stack, api, ...face }) => {
    const body = { app_name: "Theirs", client_display_name: "Web" };
    const made = (await api("POST", "/v1/applications", body)) as { result: Record<string, string> };
    const { app_id: appId, client_id: clientId, client_secret: secret } = made.result;
    face.make(
      `const application = transmit.Application.get("theirs", "${appId}");
const client = transmit.Client.get("web", "${appId}/${clientId}");
Object.assign(exports, { name: application.appName, web: client.name, secret: client.clientSecret });`,
      face.sdk,
    );
    const { output } = await stack.up();
    expect(output).toContain("[secret]");
    expect(output).not.toContain(secret);
    expect(await stack.outputs()).toEqual({ name: "Theirs", web: "Web", secret });
    await stack.preview(["--refresh", "--expect-no-changes"]);
    await stack.destroy();
    expect(await face.applications()).toHaveLength(1);
  });
});
