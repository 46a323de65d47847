import { type CreateGroup, decide } from "../../../../cli/recover/creates.ts";
import type { Made, MadeObject } from "../../../../provider/lifecycle/index.ts";

const object = (id: string, createdAt = "2030-01-01T00:00:00Z"): MadeObject => ({ id, createdAt });
const made = (certain: string[] = [], possible: string[] = []): Made => ({
  certain: certain.map((id) => object(id)),
  possible: possible.map((id) => object(id)),
});

/** @param looks What each look finds; the last again from then on. */
async function decided(urns: string[], looks: Made[], { settledAt = 0, isRepeated = false } = {}) {
  let [time, look] = [1_000, 0];
  const times = { notBefore: 0, from: 0, to: 0, settledAt };
  const group: CreateGroup = {
    urns,
    times,
    isRepeated,
    look: async () => looks[Math.min(look++, looks.length - 1)] as Made,
  };
  const known = { ids: new Set<string>(), creators: new Set<string>() };
  const decisions = await decide(group, known, {
    now: () => time,
    wait: async (milliseconds) => {
      time += Math.max(1, milliseconds);
    },
  });
  const outcomes = Object.fromEntries(
    [...decisions].map(([urn, one]) => [urn, one.kind === "taken" ? one.object.id : one.kind]),
  );
  return { outcomes, time, looks: look };
}

test.each([
  ["nothing, long after", [made()], { a: "nothingMade" }],
  ["one object", [made(["1"])], { a: "1" }],
  ["one, beside another one of an earlier time", [made(["1"], ["0"])], { a: "1" }],
  ["one that proves nothing", [made([], ["1"])], { a: "undecided" }],
  ["two objects", [made(["1", "2"])], { a: "undecided" }],
])("a create, and %s", async (_, looks, outcomes) => {
  expect((await decided(["a"], looks)).outcomes).toEqual(outcomes);
});

test.each([
  ["as many objects", [made(["1", "2"])], { a: "1", b: "2" }],
  ["fewer", [made(["1"])], { a: "undecided", b: "undecided" }],
  ["more", [made(["1", "2", "3"])], { a: "undecided", b: "undecided" }],
  ["none", [made()], { a: "nothingMade", b: "nothingMade" }],
])("two creates of one body, and %s", async (_, looks, outcomes) => {
  expect((await decided(["a", "b"], looks)).outcomes).toEqual(outcomes);
});

test("nothing is said to be missing before it must be visible", async () => {
  const late = await decided(["a"], [made(), made(), made(["1"])], { settledAt: 60_000 });
  expect(late.outcomes).toEqual({ a: "1" });
  // What became visible late may not be all that does.
  expect(late.looks).toBe(4);
  const never = await decided(["a"], [made()], { settledAt: 60_000 });
  expect(never.outcomes).toEqual({ a: "nothingMade" });
  expect(never.time).toBeGreaterThanOrEqual(60_000);
});

test("what is found at once needs no wait, and what is too much gets none", async () => {
  expect(await decided(["a"], [made(["1"])], { settledAt: 60_000 })).toMatchObject({ time: 1_000, looks: 1 });
  expect(await decided(["a"], [made(["1", "2"])], { settledAt: 60_000 })).toMatchObject({ time: 1_000, looks: 1 });
});

test("two creates of one resource, by two runs: an older object may be the result of the first", async () => {
  const repeated = { isRepeated: true };
  expect((await decided(["a"], [made(["1"], ["0"])], repeated)).outcomes).toEqual({ a: "undecided" });
  expect((await decided(["a"], [made(["1"])], repeated)).outcomes).toEqual({ a: "1" });
});

test("the first create gets what was created first", async () => {
  const looks = [{ certain: [object("2", "2030-01-01T00:00:02Z"), object("1", "2030-01-01T00:00:01Z")], possible: [] }];
  expect((await decided(["a", "b"], looks)).outcomes).toEqual({ a: "1", b: "2" });
});
