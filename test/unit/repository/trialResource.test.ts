/** A resource that only this test defines: its definition is all that the provider and the emulator need to know of it. */
import { startEmulator } from "../../../emulator/index.ts";
import { openConnection } from "../../../provider/api/connection.ts";
import { boolean, count, name, string, time } from "../../../provider/fields/builders.ts";
import type { Resource, Values } from "../../../provider/fields/field.ts";
import { objectSchema } from "../../../provider/fields/jsonSchema.ts";
import {
  create,
  deleteResource,
  detailedDiff,
  diff,
  importResource,
  openRun,
  read,
  secretStringsIn,
  type Transport,
  update,
} from "../../../provider/lifecycle/index.ts";
import { check } from "../../../provider/lifecycle/validation/check.ts";
import { resources } from "../../../provider/resources/all.ts";
import { application } from "../../../provider/resources/index.ts";
import { createTestClock } from "../../support/clock.ts";
import { fetchJson, type Json, tokenFrom } from "../../support/emulated.ts";

const clientGroup = {
  name: "ClientGroup",
  description: "A group of an application's clients.",
  nameField: "name",
  id: ["appId", "groupId"],
  collection: "/v1/applications/{appId}/groups",
  item: "/v1/applications/{appId}/groups/{groupId}",
  fields: {
    appId: name("Application of the group.", { required: true, replaceOnChanges: true, sent: "never" }),
    name: name("Name of the group.", { required: true }),
    region: string("Where the group is. Set at creation only.", { replaceOnChanges: true, sent: "create" }),
    maxClients: count("The most clients that it may have."),
    isOpen: boolean("Whether clients may join.", { resetTo: false }),
    joinCode: string("What clients join with.", { writeOnly: true, secret: true }),
    groupId: string("Id of the group.", { output: true }),
    groupSecret: string("Secret of the group.", { output: true, secret: true }),
    tenantId: string("Tenant of the group.", { output: true }),
    createdAt: time("When it was created."),
    updatedAt: time("When it was last updated."),
  },
} as const satisfies Resource;

const inputs = { name: "Partners", region: "eu", maxClients: 3, isOpen: true, joinCode: "canary-code" };

interface Tried {
  /** A run of its own. */
  begin(): Transport;
  appId: string;
  send(method: string, path: string, body?: Json): Promise<Json>;
}

async function tryOut(run: (tried: Tried) => Promise<void>): Promise<void> {
  const clock = createTestClock();
  const emulator = await startEmulator({ resources: [...resources, clientGroup], now: clock.now });
  try {
    const { baseUrl, tokenUrl, credentials } = emulator;
    const connection = openConnection({ baseUrl, tokenUrl, credentials, maxConcurrentRequests: 4 }, { clock });
    const begin = () => ({ ...connection.begin(), run: openRun({ clock }) });
    const headers = { authorization: `Bearer ${await tokenFrom(emulator)}`, "content-type": "application/json" };
    const send = async (method: string, path: string, body?: Json) =>
      (await fetchJson(baseUrl + path, { method, headers, body: body && JSON.stringify(body) })).body as Json;
    const shop = await create(application, begin(), {
      appName: "Shop",
      firstClient: { name: "Web", redirectUris: [] },
    });
    await run({ begin, appId: shop.id, send });
  } finally {
    await emulator.close();
  }
}

const messagesOf = (given: Values) =>
  check(clientGroup, given, { noun: "client group", path: "" }).map(({ path, code }) => [path, code]);

test("its schema has what programs and bodies may hold", () => {
  const { properties, required } = objectSchema(clientGroup, "inputs") as { properties: Values; required: string[] };
  expect(Object.keys(properties)).toEqual(["appId", "name", "region", "maxClients", "isOpen", "joinCode"]);
  expect(required).toEqual(["appId", "name"]);
});

test("its inputs are validated, all problems at once", () => {
  expect(messagesOf({ appId: "a", name: "Partners" })).toEqual([]);
  expect(messagesOf({ appId: "a", maxClients: "3", isOpn: true, groupSecret: "x" })).toEqual(
    expect.arrayContaining([
      ["name", "missing"],
      ["maxClients", "wrongType"],
      ["isOpn", "unknownProperty"],
      ["groupSecret", "readOnly"],
    ]),
  );
});

test("its secrets are known to be such", () => {
  expect(secretStringsIn(clientGroup, { ...inputs, groupSecret: "canary" })).toEqual(["canary-code", "canary"]);
});

test("it is created, read, updated and deleted, and drift shows in what drifted", () =>
  tryOut(async ({ begin, appId, send }) => {
    const group = await create(clientGroup, begin(), { ...inputs, appId });
    expect(group.id).toBe(`${appId}/${group.state.groupId}`);
    expect(group.state).toMatchObject({ ...inputs, appId, groupSecret: expect.any(String) });
    expect(group.warnings).toEqual([]);

    const path = `/v1/applications/${appId}/groups/${group.state.groupId}`;
    expect(await send("GET", path)).not.toHaveProperty("join_code");
    const unchanged = await read(clientGroup, begin(), group.id, group.state);
    expect(diff(clientGroup, unchanged?.state as Values, { ...inputs, appId }).changed).toEqual([]);

    await send("PUT", path, { name: "Partners", max_clients: 9, is_open: true });
    const drifted = (await read(clientGroup, begin(), group.id, group.state))?.state as Values;
    const { changed } = diff(clientGroup, drifted, { ...inputs, appId });
    expect(detailedDiff(clientGroup, drifted, { ...inputs, appId }, changed)).toEqual([
      { path: "maxClients", kind: "update", replaces: false },
    ]);

    const { isOpen: _, ...fewer } = inputs;
    const updated = await update(clientGroup, begin(), group.id, drifted, { ...fewer, appId });
    expect(await send("GET", path)).toMatchObject({ max_clients: 3, is_open: false });
    expect(updated.state.groupSecret).toBe(group.state.groupSecret);

    const moved = diff(clientGroup, updated.state, { ...fewer, appId, region: "us" });
    expect(moved.replaces).toEqual(["region"]);

    await deleteResource(clientGroup, begin(), group.id, updated.state);
    expect(await read(clientGroup, begin(), group.id, updated.state)).toBeUndefined();
    expect(await send("GET", `/v1/applications/${appId}/groups`)).toEqual([]);
  }));

test("it is imported with the fewest inputs, by an id of two parts", () =>
  tryOut(async ({ begin, appId, send }) => {
    const made = await send("POST", `/v1/applications/${appId}/groups`, { name: "Partners", region: "eu" });
    const imported = await importResource(clientGroup, begin(), `${appId}/${made.group_id}`);
    expect(imported?.inputs).toEqual({ appId, name: "Partners", region: "eu" });
    expect(await importResource(clientGroup, begin(), `${appId}/none`)).toBeUndefined();
  }));

test("it is not there without its parent", () =>
  tryOut(async ({ begin }) => {
    await expect(create(clientGroup, begin(), { ...inputs, appId: "none" })).rejects.toThrow("404");
  }));
