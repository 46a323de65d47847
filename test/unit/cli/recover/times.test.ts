import { timesOf } from "../../../../cli/recover/times.ts";
import { client, stateOf, urnOf } from "./states.ts";

const written = Date.parse("2030-01-02T00:00:00Z");
const minute = 60_000;

test("a create was begun within its deadline before the last state, and not before the stack was made", () => {
  const times = timesOf(stateOf(), client("web"), written + 5_000);
  expect(times.notBefore).toBe(Date.parse("2030-01-01T00:00:00Z"));
  expect(times.from).toBe(written - 2 * minute);
  expect(times.to).toBe(written + 8 * minute);
});

test("it was begun after what it depends on was made", () => {
  const needed = { ...client("first"), id: "app/1", created: "2030-01-01T12:00:00Z" };
  const byInput = client("web", { propertyDependencies: { name: [urnOf("first")] } });
  const byOption = client("web", { dependencies: [urnOf("first")] });
  for (const pending of [byInput, byOption])
    expect(timesOf(stateOf([needed]), pending, written).notBefore).toBe(Date.parse("2030-01-01T12:00:00Z"));
});

test("a program may give it a longer deadline, and a shorter one proves nothing", () => {
  const from = (create: number) => timesOf(stateOf(), client("web", { customTimeouts: { create } }), written).from;
  expect([written - from(600), written - from(5)]).toEqual([10 * minute, 2 * minute]);
});

test.each([
  ["right after it, for its provider's grace and a request's lifetime", 5_000, 75_000],
  ["long after it, not at all", 60 * minute, 9 * minute],
])("what was made must be visible: a command that begins %s", (_, after, settled) => {
  expect(timesOf(stateOf(), client("web"), written + after).settledAt).toBe(written + settled);
});

test("a state without a time makes nothing certain", () => {
  const times = timesOf(stateOf([], [], "0001-01-01T00:00:00Z"), client("web"), written);
  expect([times.from, times.to]).toEqual([Number.POSITIVE_INFINITY, written]);
});

test.each([
  ["the run that wrote the state ended: it may have carried on what an earlier one had begun", 500, true],
  ["it ended before the state was written, so the run that wrote it was interrupted", -1_500, false],
])("%s", (_, end, isCarriedOn) => {
  const times = timesOf(stateOf(), client("web"), written + 5_000, written + end);
  expect(times.from === times.notBefore).toBe(isCarriedOn);
});
