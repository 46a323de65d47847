/** Signing keys in the lifecycle: read from one list, gone when a tombstone or a list of now says so, never shown. */
import { readBehaviour, type Settings } from "../../../emulator/tenant/behaviour.ts";
import type { Values } from "../../../provider/fields/field.ts";
import { diff } from "../../../provider/lifecycle/index.ts";
import { check } from "../../../provider/lifecycle/validation/check.ts";
import { signingKey } from "../../../provider/resources/index.ts";
import { add, change, drop, refresh, type Simulation, simulate } from "../../support/simulation.ts";

const collection = "/v1/applications/signing-keys";
const jwk = { kty: "RSA", kid: "one", n: "public-part", d: "canary-private", oth: [{ r: "canary-other" }] };

let simulation: Simulation | undefined;
const start = (settings: Partial<Settings> = {}): Simulation => {
  simulation = simulate(readBehaviour(settings));
  return simulation;
};
afterEach(() => {
  simulation = undefined;
});

test("inputs go where they belong: to the one path or the other, and the status into an update", async () => {
  const run = start();
  const made = await add(run, signingKey, { name: "Made" });
  expect(run.requests()).toEqual([`GET ${collection}`, `POST ${collection}`, `GET ${collection}`]);
  const uploaded = await add(run, signingKey, { name: "Uploaded", jwk, status: "disabled" });
  const tail = [
    `GET ${collection}`,
    `POST ${collection}/upload`,
    `GET ${collection}`,
    `PUT ${collection}/${uploaded.id}`,
  ];
  expect(run.requests()).toEqual(tail);
  expect(made.state).toMatchObject({ name: "Made", keyId: made.id, source: "mosaic", status: "signing" });
  expect(uploaded.state).toMatchObject({ keyId: uploaded.id, source: "uploaded", kid: "one", status: "disabled", jwk });
});

test("a name and a status change in place, in one request; another key is another resource", async () => {
  const run = start();
  const managed = await add(run, signingKey, { name: "Key", jwk, status: "signing" });
  run.requests();
  await change(run, managed, { name: "Renamed", jwk, status: "validating" });
  expect(run.requests()).toEqual([`PUT ${collection}/${managed.id}`]);
  expect(run.held("signingKey")).toMatchObject([{ name: "Renamed", status: "validating" }]);
  const rotated = { ...managed.inputs, jwk: { ...jwk, d: "other" } };
  expect(diff(signingKey, managed.state, rotated)).toEqual({
    changed: ["jwk"],
    replaces: ["jwk"],
    immutable: ["jwk"],
    deleteBeforeReplace: true,
    isHidden: false,
  });
  expect(diff(signingKey, managed.state, { ...rotated, name: "Next" }).deleteBeforeReplace).toBe(false);
  expect(diff(signingKey, managed.state, { name: "Renamed" }).replaces).toEqual(["jwk"]);
});

test("a removed status stays with the API, which is said", async () => {
  const run = start();
  const managed = await add(run, signingKey, { name: "Key", status: "disabled" });
  expect(await change(run, managed, { name: "Key" })).toEqual([
    expect.stringContaining("status was removed from the program, but the API keeps its value"),
  ]);
  expect(await refresh(run, managed)).toEqual([]);
});

test("one list serves a refresh of all of them", async () => {
  const run = start();
  const keys = await Promise.all(
    [...Array(20).keys()].map((index) => add(run, signingKey, { name: `Key ${index}`, status: "signing" })),
  );
  run.requests();
  expect(await Promise.all(keys.map((one) => refresh(run, one)))).toEqual(keys.map(() => []));
  expect(run.requests()).toEqual([`GET ${collection}`]);
});

test.each<[string, Partial<Settings>, string[]]>([
  ["a tombstone says at once that a key is gone", { tombstones: "listed" }, [`GET ${collection}`]],
  ["that a list lacks a key is asked again", { tombstones: "hidden" }, [`GET ${collection}`, `GET ${collection}`]],
])("%s", async (_, settings, requests) => {
  const run = start(settings);
  const managed = await add(run, signingKey, { name: "Key" });
  await drop(run, managed);
  run.tamper("signingKey", managed.id, (document) => document);
  run.requests();
  expect(await refresh(run, managed)).toBeUndefined();
  expect(run.requests()).toEqual(requests);
});

test("a key that does not show yet is waited for, and not called gone", async () => {
  const run = start({ reads: "stale" });
  const managed = await add(run, signingKey, { name: "Key", status: "disabled" });
  expect(await refresh(run, managed)).toEqual([]);
  expect(managed.state.status).toBe("disabled");
});

test.each<Partial<Settings>>([{ unknownKey: "404" }, { unknownKey: "400" }, { unknownKey: "400", reads: "stale" }])(
  "deleting what is deleted already succeeds: %p",
  async (settings) => {
    const run = start(settings);
    const managed = await add(run, signingKey, { name: "Key" });
    await drop(run, managed);
    await drop(run, managed);
    expect(run.held("signingKey")).toEqual([]);
  },
);

const complaintsAbout = (inputs: Values) =>
  check(signingKey, inputs, { noun: "signing key", path: "" }).map(({ message }) => message);

test.each<[string, Values, string]>([
  ["no name", {}, "name is missing. It is required. Name of the key."],
  ["an empty name", { name: "  " }, "name is empty. Give it a value, or remove it if it is optional."],
  [
    "a text",
    { name: "Key", jwk: '{"kty":"RSA","d":"canary"}' },
    "jwk is a string (not shown), but must be an object. Parse it first, for example with JSON.parse (in Python, json.loads).",
  ],
  ["a list", { name: "Key", jwk: ["canary"] }, "jwk is a list (not shown), but must be an object."],
  [
    "no type of key",
    { name: "Key", jwk: { d: "canary" } },
    'jwk.kty is missing. It is required. It says what kind of key it is, for example "RSA" or "EC".',
  ],
  [
    "a wrong type of key",
    { name: "Key", jwk: { kty: 7, d: "canary" } },
    "jwk.kty is a number (not shown), but must be a string.",
  ],
  [
    "another status",
    { name: "Key", status: "sign" },
    'status is "sign", which is none of the allowed values: signing, validating, disabled.',
  ],
  [
    "an output",
    { name: "Key", kid: "one" },
    "kid is set by the API, as an output of the signing key. Remove it from the inputs.",
  ],
  ["a slip", { name: "Key", jwks: { d: "canary" } }, "jwks is not a property of a signing key. Did you mean jwk?"],
])("%s is refused before anything is sent, and no value of a key is shown", (_, inputs, complaint) => {
  expect(complaintsAbout(inputs)).toEqual([complaint]);
});

test("any key with a type is taken, also what is not known before it runs", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  for (const given of [jwk, { kty: "oct" }, { kty: unknown, d: unknown }, unknown])
    expect(complaintsAbout({ name: "Key", jwk: given })).toEqual([]);
});
