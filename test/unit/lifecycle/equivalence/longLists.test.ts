/** A list of any length is compared in a time that grows with its length: each member is normalised a few times, not once for each other. */
import type { Values } from "../../../../provider/fields/field.ts";
import { noResets } from "../../../../provider/lifecycle/diff/resets.ts";
import { warningsAfter, warningsOfReading } from "../../../../provider/lifecycle/diff/warnings.ts";
import { isEquivalent } from "../../../../provider/lifecycle/equivalence/equivalence.ts";
import { emptyProfile, profileOf } from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import { detailedDiff, diff, inOldSpelling, warningsOfInputs } from "../../../../provider/lifecycle/index.ts";
import { stateOf } from "../../../../provider/lifecycle/state/state.ts";
import { client } from "../../../../provider/resources/index.ts";

const each = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const uris = (length: number): string[] => each(length, (index) => `https://shop${index}.example/cb?tenant=${index}`);
const elsewhere = (length: number): string[] => uris(length).reverse();

const withUris = (redirectUris: unknown[]): Values => ({ appId: "a", name: "Web", redirectUris });
const withKeys = (kids: string[]): Values => ({
  ...withUris([]),
  idTokenEncryption: { enabled: true, jwks: { keys: kids.map((kid) => ({ kid, x5c: [kid] })) } },
});

/** What a create and a refresh do with a response. */
function observe(desired: Values, actual: Values): Values {
  const profile = profileOf(client, desired, actual, "oidc", desired);
  warningsAfter(client, desired, noResets, actual, "oidc");
  warningsOfReading(client, desired, actual, "oidc");
  stateOf(client, desired, actual, "oidc", emptyProfile);
  return stateOf(client, desired, actual, "oidc", profile);
}

/** What a preview does with the state and the program. */
function preview(state: Values, inputs: Values): void {
  detailedDiff(client, state, inputs, diff(client, state, inputs).changed);
  inOldSpelling(client, inputs, { ...inputs, redirectUris: state.redirectUris });
  warningsOfInputs(client, inputs, inputs);
}

/** How many texts are normalised, and how many URIs are parsed. */
function countOf(work: () => void): number[] {
  const [normalise, parse] = [jest.spyOn(String.prototype, "normalize"), jest.spyOn(globalThis, "URL")];
  work();
  const counts = [normalise, parse].map(({ mock }) => mock.calls.length);
  jest.restoreAllMocks();
  return counts;
}

type Made = (length: number) => Values;
const program: Made = (length) => withUris(uris(length));

test.each<[what: string, desired: Made, actual: Made]>([
  ["in another order", program, (length) => withUris(elsewhere(length))],
  ["with one drifted member", program, (length) => withUris(["https://other.example/", ...elsewhere(length).slice(1)])],
  ["with other members alone", program, (length) => withUris(uris(length).map((uri) => uri.replace("shop", "store")))],
  ["with a slash more in each", program, (length) => withUris(elsewhere(length).map((uri) => uri.replace("?", "/?")))],
  ["in another spelling", program, (length) => withUris(elsewhere(length).map((uri) => uri.replace("shop", "SHOP")))],
  ["with members that cannot be read", program, (length) => withUris([...elsewhere(length).slice(9), 1, 2, {}])],
  ["that is empty", program, () => withUris([])],
  [
    "of keys in another order, one of them another",
    (length) => withKeys(uris(length)),
    (length) => withKeys(["other", ...elsewhere(length).slice(1)]),
  ],
])("twice as many members are twice the work: a list %s", (_, desired, actual) => {
  const [few, many] = [200, 400].map((length) =>
    countOf(() => preview(observe(desired(length), actual(length)), desired(length))),
  ) as [number[], number[]];
  for (const [index, count] of many.entries()) expect(count).toBeLessThanOrEqual(2.1 * (few[index] as number) + 100);
});

test.each<[what: string, actual: string[], each: number]>([
  ["none, where only the order differs", elsewhere(100), 0],
  ["those that have no counterpart as they are", ["https://other.example/", ...elsewhere(100).slice(1)], 2],
  ["each once, where all differ", uris(100).map((uri) => uri.replace("shop", "store")), 200],
])("a comparison normalises %s", (_, actual, expected) => {
  const [normalised] = countOf(() => isEquivalent(client.fields.redirectUris, uris(100), actual));
  expect(normalised).toBe(expected);
});
