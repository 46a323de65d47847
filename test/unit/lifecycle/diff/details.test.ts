/** Every difference has details, whatever is not known yet. */
import * as fc from "fast-check";
import type { Resource, Values } from "../../../../provider/fields/field.ts";
import { unknown } from "../../../../provider/fields/unknowns.ts";
import { emptyProfile } from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import { detailedDiff, diff } from "../../../../provider/lifecycle/index.ts";
import { markUncertain, stateOf } from "../../../../provider/lifecycle/state/state.ts";
import { application, client, signingKey } from "../../../../provider/resources/index.ts";
import { again, applicationInputs, clientInputs, keyInputs } from "../../../support/programs.ts";

const definitions: Record<string, Resource> = { application, client, signingKey };
const inputsFor: [kind: string, fc.Arbitrary<Values>][] = [
  ["application", applicationInputs],
  ["client", fc.tuple(clientInputs, fc.constantFrom("a", "b")).map(([inputs, appId]) => ({ ...inputs, appId }))],
  ["signingKey", keyInputs],
];

/** The value with unknowns, or values of other types, at some of its places. */
const blurred = (value: unknown): fc.Arbitrary<unknown> => {
  const kept = Array.isArray(value)
    ? fc.tuple(...value.map(blurred))
    : typeof value === "object" && value !== null
      ? fc.record(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, blurred(inner)])))
      : fc.constant(value);
  const odd = fc.constantFrom<unknown>(unknown, {}, [], "x", { other: 1 }, [unknown]);
  return fc.oneof({ weight: 8, arbitrary: kept as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd });
};

const changes = fc.constantFrom(...inputsFor).chain(([kind, arbitrary]) =>
  fc.record({
    kind: fc.constant(kind),
    before: arbitrary,
    now: fc
      .tuple(arbitrary, arbitrary)
      .chain(([values, others]) => fc.constantFrom(values, { ...values, ...others }))
      .chain(blurred)
      .map(
        (values) => (typeof values === "object" && values !== null && !Array.isArray(values) ? values : {}) as Values,
      ),
    uncertain: fc.boolean(),
    isSame: fc.boolean(),
  }),
);

test("a difference names a path for each property that changes, and replaces none that it does not name", () => {
  fc.assert(
    fc.property(changes, ({ kind, before, now, uncertain, isSame }) => {
      const resource = definitions[kind] as Resource;
      const whole = stateOf(resource, before, before, undefined, emptyProfile);
      const state = uncertain ? markUncertain(whole, before) : whole;
      const inputs = isSame ? before : now;
      const { changed, replaces } = diff(resource, state, inputs);
      const details = detailedDiff(resource, state, inputs, changed);
      const topOf = ({ path }: { path: string }) => path.split(/[.[]/)[0];
      expect(new Set(details.map(topOf))).toEqual(new Set(changed));
      expect(new Set(details.map(({ path }) => path)).size).toBe(details.length);
      expect(changed).toEqual(expect.arrayContaining(replaces));
      const replacing = new Set(details.filter((detail) => detail.replaces).map(topOf));
      expect(replacing).toEqual(new Set(replaces));
    }),
    { ...again, numRuns: Math.min(400, Number(process.env.PROGRAMS ?? 400)) },
  );
});

test.each<[what: string, before: Values, now: Values, path: string]>([
  ["a protocol that is not known yet", {}, { authenticationProtocol: unknown }, "firstClient.authenticationProtocol"],
  ["a key that is no property", {}, { other: 1 }, "firstClient"],
  ["a protocol as by default, with another key", { authenticationProtocol: "oidc" }, { other: 1 }, "firstClient"],
])("%s has a path", (_, before, now, path) => {
  const shop = { appName: "Shop", firstClient: { name: "Web", ...before } };
  const state = stateOf(application, shop, shop, undefined, emptyProfile);
  const inputs = { ...shop, firstClient: { name: "Web", ...now } };
  const { changed } = diff(application, state, inputs);
  expect(detailedDiff(application, state, inputs, changed).map((detail) => detail.path)).toEqual([path]);
});
