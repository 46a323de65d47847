/** What a response to our own write shows of the API: values that it leaves out, and keys that it fills in. */
import * as fc from "fast-check";
import type { Field, Values } from "../../../../provider/fields/field.ts";
import {
  emptyProfile,
  notAsDesired,
  type Omitted,
  profileOf,
  profileOfValue,
  profileWithin,
  restoreOmitted,
  withProfileWithin,
  withServerDefaults,
} from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import { application, client } from "../../../../provider/resources/index.ts";
import { again, clientInputs } from "../../../support/programs.ts";

const { pkce, tokenExpiration, enforcePar, description, authenticationConfiguration, idTokenEncryption } =
  client.fields as Record<string, Field>;
const { firstClient, refreshTokenInvalidationTriggerConfiguration: triggers } = application.fields as Record<
  string,
  Field
>;
const ttl = (accessTokenTtl: number, others: Values = {}) => ({ accessTokenTtl, ...others });

test.each<[what: string, field: Field | undefined, desired: unknown, actual: unknown, omitted: Omitted | undefined]>([
  ["a value", pkce, "enforcePkceAlongsideClientCredentials", undefined, true],
  ["an object", tokenExpiration, ttl(60), undefined, true],
  ["a key of an object", tokenExpiration, ttl(60, { refreshTokenTtl: 90 }), ttl(60), { refreshTokenTtl: true }],
  [
    "keys at any depth",
    firstClient,
    { name: "Web", description: "x", tokenExpiration: ttl(60, { refreshTokenTtl: 90 }) },
    { name: "Web", tokenExpiration: ttl(60) },
    { description: true, tokenExpiration: { refreshTokenTtl: true } },
  ],
  ["a flag that is off where the default is on", triggers, { invalidateOnMemberSuspension: false }, undefined, true],
  ["nothing where all is repeated", tokenExpiration, ttl(60), ttl(60), undefined],
  ["nothing where another value is answered", tokenExpiration, ttl(60), ttl(90), undefined],
  ["nothing where false is left out", enforcePar, false, undefined, undefined],
  ["nothing where an empty string is left out", description, "", undefined, undefined],
  [
    "nothing of a key that the program does not set",
    tokenExpiration,
    ttl(60),
    ttl(60, { refreshTokenTtl: 9 }),
    undefined,
  ],
  [
    "nothing within free-form JSON",
    idTokenEncryption,
    { enabled: true, jwks: { keys: [1] } },
    { enabled: true, jwks: { a: 1 } },
    undefined,
  ],
])("a response leaves out %s", (_, field, desired, actual, omitted) => {
  const profile = profileOfValue(field as Field, desired, actual).omitted;
  expect(profile === undefined || Object.keys(profile).length > 0 || profile === true ? profile : undefined).toEqual(
    omitted,
  );
});

test.each<[what: string, desired: unknown, actual: unknown, omitted: Omitted | undefined, restored: unknown]>([
  ["a value", "x", undefined, true, "x"],
  ["a value that is answered after all", "x", "y", true, "y"],
  ["nothing else", "x", undefined, undefined, undefined],
  ["a key", { a: 1, b: 2 }, { a: 1 }, { b: true }, { a: 1, b: 2 }],
  ["a key below a key", { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: true } }, { a: { b: 1, c: 3 } }],
  ["no key of an object that is gone", { a: { b: 1 } }, {}, { a: { b: true } }, {}],
  ["no key that the program no longer sets", { a: 1 }, { a: 1 }, { b: true }, { a: 1 }],
  ["nothing of a value of another type", { a: 1 }, "odd", { a: true }, "odd"],
])("what is left out is restored: %s", (_, desired, actual, omitted, restored) => {
  expect(restoreOmitted(desired, actual, omitted)).toEqual(restored);
});

test.each<[what: string, field: Field | undefined, desired: unknown, actual: unknown, serverDefaults: unknown]>([
  ["a key", tokenExpiration, ttl(60), ttl(60, { refreshTokenTtl: 90 }), { refreshTokenTtl: 90 }],
  [
    "keys at any depth",
    authenticationConfiguration,
    { method: "tls_client_auth", tlsClientAuth: { certificateChain: "x" } },
    { method: "tls_client_auth", tlsClientAuth: { certificateChain: "x", ocspOn: true } },
    { tlsClientAuth: { ocspOn: true } },
  ],
  [
    "an object",
    authenticationConfiguration,
    { method: "tls_client_auth" },
    { method: "tls_client_auth", tlsClientAuth: { ocspOn: true } },
    { tlsClientAuth: { ocspOn: true } },
  ],
  [
    "nothing that is the documented default",
    triggers,
    { invalidateOnMemberSuspension: false },
    { invalidateOnMemberSuspension: false, invalidateOnMemberRoleUpdate: true },
    undefined,
  ],
  ["nothing that the program sets", tokenExpiration, ttl(60), ttl(90), undefined],
  ["nothing of zero or false", tokenExpiration, ttl(60), ttl(60, { refreshTokenTtl: 0 }), undefined],
])("a response fills in %s", (_, field, desired, actual, serverDefaults) => {
  const found = profileOfValue(field as Field, desired, actual).serverDefaults;
  expect(found && Object.keys(found).length > 0 ? found : undefined).toEqual(serverDefaults);
});

test.each<[what: string, desired: unknown, serverDefaults: unknown, expected: unknown]>([
  ["a key that the program does not set", { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  ["no key that the program sets by now", { a: 1, b: 3 }, { b: 2 }, { a: 1, b: 3 }],
  ["a key below a key", { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
  ["an object that is absent", undefined, { a: 1 }, { a: 1 }],
  ["nothing to a value that is no object", "x", { a: 1 }, "x"],
])("what the API chose is added: %s", (_, desired, serverDefaults, expected) => {
  expect(withServerDefaults(desired, serverDefaults)).toEqual(expected);
});

test("of inputs that responses do not repeat, nothing is learnt", () => {
  const desired = { name: "Web", roleIds: ["role"], deletionProtection: true };
  expect(profileOf(client, desired, { name: "Web" }, "oidc")).toEqual(emptyProfile);
});

test("the profile of one object's keys is read and written by itself", () => {
  const profile = { ...emptyProfile, omitted: { firstClient: { pkce: true }, appName: true } } as const;
  const within = { omitted: { pkce: true }, serverDefaults: {}, uriSpellings: {} } as const;
  expect(profileWithin(profile, "firstClient")).toEqual(within);
  expect(profileWithin(profile, "appName")).toEqual(emptyProfile);
  const other = { omitted: { description: true }, serverDefaults: { a: 1 }, uriSpellings: { b: 2 } } as const;
  expect(profileWithin(withProfileWithin(profile, "firstClient", other), "firstClient")).toEqual(other);
  expect(withProfileWithin(profile, "firstClient", other).omitted.appName).toBe(true);
});

/** A response that leaves out some of what was written, and fills in some of another client's. */
const responses = fc
  .tuple(clientInputs, clientInputs, fc.infiniteStream(fc.integer({ min: 0, max: 9 })))
  .map(([desired, other, dice]) => {
    const roll = () => dice.next().value as number;
    const response = Object.keys(desired)
      .filter(() => roll() > 2)
      .map((name) => [name, mixed(desired[name], other[name], roll)]);
    return { desired, response: Object.fromEntries(response) as Values };
  });

function mixed(desired: unknown, other: unknown, roll: () => number): unknown {
  if (!isPlain(desired)) return desired;
  const filled = isPlain(other)
    ? Object.entries(other).filter(([key]) => desired[key] === undefined && roll() > 4)
    : [];
  return { ...Object.fromEntries(Object.entries(desired).filter(() => roll() > 2)), ...Object.fromEntries(filled) };
}

const isPlain = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

test("a response that leaves values out and fills keys in is as desired from then on, and so is the bare value", () => {
  fc.assert(
    fc.property(responses, ({ desired, response }) => {
      const variant = desired.authenticationProtocol === "saml" ? "saml" : "oidc";
      const profile = profileOf(client, desired, response, variant);
      expect(notAsDesired(client, desired, response, variant, profile)).toEqual([]);
      expect(notAsDesired(client, desired, desired, variant, profile)).toEqual([]);
    }),
    { numRuns: 500, ...again },
  );
});
