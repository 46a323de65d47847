/** Outputs that are created when the program asks for them. */
import * as pulumi from "@pulumi/pulumi";
import { Client } from "../../../sdk/dynamic/index.ts";
import { clientOutputs } from "../../../sdk/dynamic/outputs.ts";

// As with an engine: a test with mocks gets all outputs at once.
jest.mock("../../../sdk/dynamic/mocks.ts", () => ({ mocksInUse: () => undefined, markSecrets: () => {} }));

const answered = { clientSecret: "canary", createdAt: "2026-01-01T00:00:00.000Z" };

/** @returns Counts the calls by which the SDK reads a resource from the engine. */
function begin({ id, preview = false }: { id?: string; preview?: boolean } = {}) {
  pulumi.runtime.setMocks(
    { newResource: ({ inputs }) => ({ id, state: { ...inputs, ...answered } }), call: () => ({}) },
    "project",
    "stack",
    preview,
  );
  const monitor = pulumi.runtime.getMonitor() as unknown as { invoke(request: { getTok(): string }): unknown };
  const invoke = jest.spyOn(monitor, "invoke");
  return () => invoke.mock.calls.filter(([request]) => request.getTok() === "pulumi:pulumi:getResource").length;
}

const make = () =>
  new Client("web", { appId: "app", name: "Web", redirectUris: ["https://shop.example/callback"] }) as Client &
    Record<string, unknown>;

const isCreated = (client: Client, name: string) =>
  pulumi.Output.isInstance(Object.getOwnPropertyDescriptor(client, name)?.value);

const settled = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply((value) => resolve(value));
  });

test("a resource declares its inputs and the parts of its id, and nothing else before it is asked for", async () => {
  const calls = begin({ id: "app/web" });
  const client = make();
  expect(clientOutputs.filter((name) => isCreated(client, name)).sort()).toEqual([
    "appId",
    "clientId",
    "name",
    "redirectUris",
  ]);
  await settled(client.name);
  expect(calls()).toBe(0);
});

test("an output is what the engine has, and the same one each time", async () => {
  begin({ id: "app/web" });
  const client = make();
  expect(await settled(client.clientSecret)).toBe("canary");
  expect(await settled(client.description)).toBeUndefined();
  expect(client.clientSecret).toBe(client.clientSecret);
});

test("outputs that are asked for before the resource is registered share one call to the engine", async () => {
  const calls = begin({ id: "app/web" });
  const client = make();
  const outputs = pulumi.all([client.clientSecret, client.createdAt, client.updatedAt]);
  expect(await settled(outputs)).toEqual(["canary", answered.createdAt, undefined]);
  expect(calls()).toBe(1);
  expect(await settled(client.pkce)).toBeUndefined();
  expect(calls()).toBe(2);
});

test("an output depends on its resource", async () => {
  begin({ id: "app/web" });
  const client = make();
  await settled(client.clientSecret);
  const { resources } = client.clientSecret as unknown as { resources(): Set<pulumi.Resource> };
  expect([...resources()]).toContain(client);
});

test("before the resource is created its outputs are unknown, and the engine is not asked", async () => {
  const calls = begin({ preview: true });
  const client = make();
  const { isKnown } = client.clientSecret as unknown as { isKnown: Promise<boolean> };
  expect(await isKnown).toBe(false);
  expect(calls()).toBe(0);
});

test("a resource shows all of its properties to who goes through them", () => {
  begin({ id: "app/web" });
  const client = make();
  expect(Object.keys(client)).toEqual(expect.arrayContaining([...clientOutputs]));
  for (const [name, value] of Object.entries(client)) {
    if (clientOutputs.includes(name as never)) expect(pulumi.Output.isInstance(value)).toBe(true);
  }
});

test("a program can assign to an output, as it can to the SDK's own", () => {
  begin({ id: "app/web" });
  const client = make();
  const mine = pulumi.output("mine");
  Object.assign(client, { clientSecret: mine });
  expect(client.clientSecret).toBe(mine);
});

test("a function that captures a resource gets the value", async () => {
  begin({ id: "app/web" });
  const client = make();
  await settled(client.createdAt);
  const { text } = await pulumi.runtime.serializeFunction(() => client.createdAt.get());
  expect(text).toContain(answered.createdAt);
});
