/** Every call that the provider makes, and every fault: after one more `up`, the API holds what the program says. */

import type { Rule } from "../../emulator/index.ts";
import type { Settings } from "../../emulator/tenant/behaviour.ts";
import type { Values } from "../../provider/fields/field.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { expectExact } from "../support/exact.ts";
import { createWorld, type Patience, type Program, type World } from "../support/runs.ts";

jest.setTimeout(60_000);

const website = { name: "Website", redirectUris: ["https://shop.example/cb"], clientType: "web" };
const before: Program = {
  shop: { resource: application, inputs: { appName: "Shop", appDescription: "First", firstClient: website } },
  legacy: {
    resource: application,
    inputs: { appName: "Legacy", clientDisplayName: "Legacy web", redirectUris: ["https://old.example/cb"] },
  },
  mobile: {
    resource: client,
    parent: "shop",
    inputs: { name: "Mobile", redirectUris: ["app:/cb"], clientType: "native" },
  },
  suite: {
    resource: client,
    parent: "legacy",
    inputs: { name: "Suite", authenticationProtocol: "saml", spEntityId: "urn:suite" },
  },
  made: { resource: signingKey, inputs: { name: "Made", status: "validating" } },
  uploaded: { resource: signingKey, inputs: { name: "Uploaded", jwk: { kty: "EC", kid: "one" } } },
};

const changed = (name: string, inputs: Values): Program => {
  const declared = before[name];
  return declared ? { ...before, [name]: { ...declared, inputs: { ...declared.inputs, ...inputs } } } : before;
};
const without = (...names: string[]): Program =>
  Object.fromEntries(Object.entries(before).filter(([name]) => !names.includes(name)));

const item = "/v1/applications/{appId}";
const clients = `${item}/clients`;
const clientItem = `${clients}/{clientId}`;
const keys = "/v1/applications/signing-keys";
const keyItem = `${keys}/{keyId}`;
const other = { name: "Site", redirectUris: ["https://shop.example/cb2"] };

interface Call {
  /** Which requests go wrong. */
  on: Pick<Rule, "method" | "path" | "token">;
  from?: Program;
  to: Program;
  /** Of the API, where it is not the usual. */
  behaviour?: Partial<Settings>;
}

const calls: Record<string, Call> = {
  "creating applications": { on: { method: "POST", path: "/v1/applications" }, to: before },
  "creating clients": { on: { method: "POST", path: clients }, to: before },
  "reading an application": { on: { method: "GET", path: item }, from: before, to: before },
  "listing applications": { on: { method: "GET", path: "/v1/applications" }, from: before, to: before },
  "reading a client": { on: { method: "GET", path: clientItem }, from: before, to: before },
  "listing clients": { on: { method: "GET", path: clients }, from: before, to: before },
  "updating an application": {
    on: { method: "PUT", path: item },
    from: before,
    to: changed("shop", { appDescription: "Second" }),
  },
  "updating a legacy application": {
    on: { method: "PUT", path: item },
    from: before,
    to: changed("legacy", { redirectUris: ["https://old.example/cb2"] }),
  },
  "updating a default client": {
    on: { method: "PUT", path: clientItem },
    from: before,
    to: changed("shop", { firstClient: other }),
  },
  "updating both, the application": {
    on: { method: "PUT", path: item },
    from: before,
    to: changed("shop", { appDescription: "Second", firstClient: other }),
  },
  "updating both, the default client": {
    on: { method: "PUT", path: clientItem },
    from: before,
    to: changed("shop", { appDescription: "Second", firstClient: other }),
  },
  "updating a client": {
    on: { method: "PUT", path: clientItem },
    from: before,
    to: changed("mobile", { name: "Phones", description: "Changed" }),
  },
  "deleting a client": { on: { method: "DELETE", path: clientItem }, from: before, to: without("mobile") },
  "deleting an application": {
    on: { method: "DELETE", path: item },
    from: before,
    to: without("legacy", "suite"),
  },
  "making a signing key": { on: { method: "POST", path: keys }, to: before },
  "uploading a signing key": { on: { method: "POST", path: `${keys}/upload` }, to: before },
  "making a signing key that is answered": {
    on: { method: "POST", path: keys },
    to: before,
    behaviour: { keyAnswers: "key" },
  },
  "making a signing key that shows late": {
    on: { method: "POST", path: keys },
    to: before,
    behaviour: { reads: "stale", names: "unique" },
  },
  "looking for a signing key that was made": { on: { method: "GET", path: keys }, to: before },
  "setting the status of a signing key that was made": { on: { method: "PUT", path: keyItem }, to: before },
  "listing signing keys": { on: { method: "GET", path: keys }, from: before, to: before },
  "updating a signing key": {
    on: { method: "PUT", path: keyItem },
    from: before,
    to: changed("uploaded", { name: "Renamed", status: "disabled" }),
  },
  "deleting a signing key": { on: { method: "DELETE", path: keyItem }, from: before, to: without("made") },
  "deleting a signing key that is still listed for a while": {
    on: { method: "DELETE", path: keyItem },
    from: before,
    to: without("made"),
    behaviour: { unknownKey: "400", tombstones: "hidden", reads: "stale" },
  },
  "getting a token": { on: { token: true }, to: before },
};

const faults: Record<string, Omit<Rule, "path" | "method" | "token">> = {
  "429": { fault: "status", status: 429 },
  "429 with seconds to wait": { fault: "status", status: 429, retryAfter: 0 },
  "429 with a date to wait for": { fault: "status", status: 429, retryAfterDate: 0 },
  "429 after the change": { fault: "status", status: 429, when: "after" },
  "401": { fault: "status", status: 401 },
  "401 after the change": { fault: "status", status: 401, when: "after" },
  "403": { fault: "status", status: 403 },
  "403 after the change": { fault: "status", status: 403, when: "after" },
  "a redirect": { fault: "status", status: 307 },
  "a redirect after the change": { fault: "status", status: 302, when: "after" },
  "500 before the change": { fault: "status", status: 500 },
  "503 after it": { fault: "status", status: 503, when: "after" },
  "408 after it": { fault: "status", status: 408, when: "after" },
  "a reset before the change": { fault: "reset" },
  "a reset after it": { fault: "reset", when: "after" },
  "no answer before the change": { fault: "hang" },
  "no answer after it": { fault: "hang", when: "after" },
  "a slow answer": { fault: "slow", milliseconds: 5 },
  "an answer that is too slow": { fault: "slow", milliseconds: 150, when: "after" },
  "half an answer": { fault: "truncated" },
  "an empty answer before the change": { fault: "empty" },
  "an empty answer after it": { fault: "empty", when: "after" },
  "an empty 404": { fault: "empty", status: 404 },
  "a page before the change": { fault: "html", status: 502 },
  "a page after it": { fault: "html", status: 502, when: "after" },
  "a page that says not found": { fault: "html", status: 404 },
  "a page that says all is well": { fault: "html", status: 200 },
  "a page that says all is well, after it": { fault: "html", status: 200, when: "after" },
  "an answer without id": { fault: "missing-id" },
  "an answer with a field of a wrong type": { fault: "wrong-type" },
};

/** Milliseconds after which everybody sees what was written. */
const longestLag = 10_000;

let world: World;
afterEach(() => world?.end());

const waitsForAnswer = ({ fault }: Pick<Rule, "fault">) => fault === "hang" || fault === "slow";

async function rehearse(call: Call, fault: Omit<Rule, "path">, patience: Patience): Promise<void> {
  const { on, from, to, behaviour } = call;
  world = await createWorld(false, { behaviour });
  if (from) expect(await world.up(from)).toEqual([]);
  world.emulator.setFaults([{ ...fault, ...on }]);
  if (from === to) await world.refresh(patience);
  else await world.up(to, patience);
  world.emulator.setFaults([]);
  expect(await world.up(to)).toEqual([]);
  world.move(longestLag);
  await expectExact(world, to);
}

const table = Object.entries(calls).flatMap(([call, { on }]) =>
  Object.entries(faults)
    // Refused credentials are final, and the service for tokens knows no ids.
    .filter(([fault]) => !(on.token && fault.startsWith("401")))
    .map(([fault]) => [call, fault] as const),
);

describe.each(Object.keys(calls))("when %s meets", (call) => {
  test.each(table.filter(([name]) => name === call).map(([, fault]) => fault))("%s, once: nothing is lost", (name) => {
    const fault = faults[name] as Rule;
    const patience = waitsForAnswer(fault) ? { deadline: 5_000, answerWithin: 100 } : {};
    return rehearse(calls[call] as Call, { ...fault, nth: 1 }, patience);
  });

  test.each(table.filter(([name]) => name === call).map(([, fault]) => fault))(
    "%s, until the run gives up: nothing is lost",
    (name) => rehearse(calls[call] as Call, faults[name] as Rule, { deadline: 60, answerWithin: 50 }),
  );
});
