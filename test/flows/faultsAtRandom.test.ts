/** Runs on an API where a quarter of all requests goes wrong, each in another way. */

import type { Rule } from "../../emulator/index.ts";
import type { Settings } from "../../emulator/tenant/behaviour.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { path, resultOf } from "../support/emulated.ts";
import { expectExact } from "../support/exact.ts";
import { openJournalFiles } from "../support/journalFiles.ts";
import { createWorld, type Program, type World } from "../support/runs.ts";

jest.setTimeout(60_000);

const seeds = Number(process.env.SEEDS ?? 10);

const kinds: Rule[] = [
  { fault: "status", status: 429 },
  { fault: "status", status: 429, retryAfter: 0 },
  { fault: "status", status: 500 },
  { fault: "status", status: 503, when: "after" },
  { fault: "status", status: 408, when: "after" },
  { fault: "status", status: 401 },
  { fault: "reset" },
  { fault: "reset", when: "after" },
  { fault: "hang" },
  { fault: "hang", when: "after" },
  { fault: "truncated" },
  { fault: "html", status: 502 },
  { fault: "html", status: 200, when: "after" },
  { fault: "missing-id" },
  { fault: "wrong-type" },
];
const everywhere = (seed: number): Rule[] =>
  kinds.map((kind, index) => ({ ...kind, probability: 0.02, seed: seed * 100 + index }));

/** Three applications, six clients of which two are the same, and three signing keys of one name. */
function program(edit: { application?: object; client?: object; key?: object } = {}): Program {
  const firstClient = { name: "Web", redirectUris: ["https://a.example"] };
  const applications = ["a", "b", "c"].map((name) => [
    name,
    { resource: application, inputs: { appName: name, firstClient, ...edit.application } },
  ]);
  const clients = ["a", "b"].flatMap((parent) =>
    ["x", "y", "y"].map((name, index) => [
      `${parent}${index}`,
      { resource: client, parent, inputs: { name, redirectUris: ["app:/cb"], ...edit.client } },
    ]),
  );
  const keys = [{}, {}, { jwk: { kty: "EC", kid: "one" } }].map((given, index) => [
    `key${index}`,
    { resource: signingKey, inputs: { name: "k", ...given, ...edit.key } },
  ]);
  return Object.fromEntries([...applications, ...clients, ...keys]);
}

const behaviours: Partial<Settings>[] = [
  {},
  { reads: "stale", unknownKey: "400" },
  { keyAnswers: "key", tombstones: "hidden", put: "replace" },
];
/** Milliseconds after which everybody sees what was written. */
const longestLag = 10_000;

let world: World;
afterEach(() => world?.end());

const hasty = { deadline: 400, answerWithin: 50 };

test.each(Array.from({ length: seeds }, (_, index) => index + 1))(
  "nothing is lost and nothing made twice (%i)",
  async (seed) => {
    world = await createWorld(true, { behaviour: behaviours[seed % behaviours.length] });
    const edited = program({
      application: { loginUri: "https://2.example" },
      client: { description: "2" },
      key: { status: "validating" },
    });
    for (const target of [program(), edited, {}]) {
      world.emulator.setFaults(everywhere(seed));
      await world.up(target, hasty);
      await world.refresh(hasty);
      world.emulator.setFaults([]);
      expect(await world.up(target)).toEqual([]);
      world.move(longestLag);
      await expectExact(world, target);
    }
    expect(resultOf(await world.emulator.send("GET", path.applications))).toEqual([]);
    expect(openJournalFiles()).toEqual([]);
  },
);
