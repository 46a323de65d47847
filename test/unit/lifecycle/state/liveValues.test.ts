/** After a response, only what differs from the program differs in the state: not what the API fills in, reorders or respells. */
import { list, number, object, set, name as text } from "../../../../provider/fields/builders.ts";
import type { Resource, Shape, Values } from "../../../../provider/fields/field.ts";
import { emptyProfile, profileOf } from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import { detailedDiff, diff } from "../../../../provider/lifecycle/index.ts";
import { project, stateOf } from "../../../../provider/lifecycle/state/state.ts";
import { application, client } from "../../../../provider/resources/index.ts";

const { firstClient } = application.fields;
const uris = (...names: string[]) => names.map((name) => `https://${name}.example/cb`);
const jwks = (...kids: string[]) => ({ enabled: true, jwks: { keys: kids.map((kid) => ({ kid, kty: "RSA" })) } });
const ttl = (accessTokenTtl: number, others: Values = {}) => ({ accessTokenTtl, ...others });
const filled = { refreshTokenTtl: 300, maxRefreshRotate: 5 };
const tls = (others: Values) => ({ method: "tls_client_auth", tlsClientAuth: others });

interface Case {
  desired: Values;
  /** The response to the write. */
  written: Values;
  /** A later one. */
  now: Values;
  live: Values;
  details: string[];
}

test.each<[what: string, shape: Shape, given: Case]>([
  [
    "a key of an object, beside keys that the API filled in",
    client,
    {
      desired: { tokenExpiration: ttl(60) },
      written: { tokenExpiration: ttl(60, filled) },
      now: { tokenExpiration: ttl(90, filled) },
      live: { tokenExpiration: ttl(90) },
      details: ["tokenExpiration.accessTokenTtl"],
    },
  ],
  [
    "a key that the API filled in otherwise",
    client,
    {
      desired: { tokenExpiration: ttl(60) },
      written: { tokenExpiration: ttl(60, filled) },
      now: { tokenExpiration: ttl(60, { ...filled, maxRefreshRotate: 6 }) },
      live: { tokenExpiration: ttl(60, { maxRefreshRotate: 6 }) },
      details: ["tokenExpiration.maxRefreshRotate"],
    },
  ],
  [
    "a key of an object within, beside one that the API omits and one that it respells",
    client,
    {
      desired: {
        authenticationConfiguration: tls({
          ocspResponderUri: "https://a.example/x",
          certificateChain: "a\n",
          ocspOn: true,
        }),
      },
      written: {
        authenticationConfiguration: tls({ ocspResponderUri: "https://a.example/x/", certificateChain: "a" }),
      },
      now: {
        authenticationConfiguration: tls({
          ocspResponderUri: "https://a.example/x/",
          certificateChain: "a",
          ocspFailOpen: true,
        }),
      },
      live: {
        authenticationConfiguration: tls({
          ocspResponderUri: "https://a.example/x",
          certificateChain: "a\n",
          ocspOn: true,
          ocspFailOpen: true,
        }),
      },
      details: ["authenticationConfiguration.tlsClientAuth.ocspFailOpen"],
    },
  ],
  [
    "a key that is gone, beside documented defaults",
    application,
    {
      desired: { refreshTokenInvalidationTriggerConfiguration: { invalidateOnMemberSuspension: false } },
      written: { refreshTokenInvalidationTriggerConfiguration: { invalidateOnMemberSuspension: false } },
      now: {
        refreshTokenInvalidationTriggerConfiguration: {
          invalidateOnMemberSuspension: true,
          invalidateOnMemberRoleUpdate: true,
        },
      },
      live: { refreshTokenInvalidationTriggerConfiguration: { invalidateOnMemberSuspension: true } },
      details: ["refreshTokenInvalidationTriggerConfiguration.invalidateOnMemberSuspension"],
    },
  ],
  [
    "a member for another, in another order and spelling",
    client,
    {
      desired: { redirectUris: ["https://A.example/cb", ...uris("b", "c", "d")] },
      written: { redirectUris: uris("d", "c", "b", "a") },
      now: { redirectUris: uris("d", "x", "c", "a") },
      live: { redirectUris: ["https://A.example/cb", ...uris("x", "c", "d")] },
      details: ["redirectUris[1]"],
    },
  ],
  [
    "a member that was added",
    client,
    {
      desired: { allowedScopes: [], redirectUris: uris("a", "b"), defaultCustomClaims: ["email", "groups"] },
      written: { redirectUris: uris("a", "b"), defaultCustomClaims: ["email", "groups"] },
      now: { redirectUris: uris("x", "b", "a"), defaultCustomClaims: ["tid", "groups", "email"] },
      live: {
        allowedScopes: [],
        redirectUris: uris("a", "b", "x"),
        defaultCustomClaims: ["email", "groups", "tid"],
      },
      details: ["defaultCustomClaims[2]", "redirectUris[2]"],
    },
  ],
  [
    "a member that was removed, whose place the last one takes",
    client,
    {
      desired: { redirectUris: uris("a", "b", "c", "d") },
      written: { redirectUris: uris("a", "b", "c", "d") },
      now: { redirectUris: uris("d", "c", "b") },
      live: { redirectUris: uris("d", "b", "c") },
      details: ["redirectUris[0]"],
    },
  ],
  [
    "a key of a key set",
    client,
    {
      desired: { idTokenEncryption: jwks("1", "2", "3") },
      written: { idTokenEncryption: jwks("3", "2", "1") },
      now: { idTokenEncryption: jwks("3", "2", "x") },
      live: { idTokenEncryption: jwks("x", "2", "3") },
      details: ["idTokenEncryption.jwks"],
    },
  ],
  [
    "a setting of the default client",
    firstClient,
    {
      desired: { name: "Web", redirectUris: uris("a", "b"), tokenExpiration: ttl(60) },
      written: { name: "Web", redirectUris: uris("b", "a"), tokenExpiration: ttl(60, filled) },
      now: { name: "Web", redirectUris: uris("b", "a"), tokenExpiration: ttl(60, { refreshTokenTtl: 300 }) },
      live: { name: "Web", redirectUris: uris("a", "b"), tokenExpiration: ttl(60) },
      details: [],
    },
  ],
])("%s", (_, shape, { desired, written, now, live, details }) => {
  const profile = profileOf(shape, desired, written, "oidc");
  const given = structuredClone({ desired, now });
  expect(project(shape, desired, now, "oidc", profile)).toEqual(live);
  expect({ desired, now }).toEqual(given);
  const state = stateOf(shape as Resource, desired, now, "oidc", profile);
  const resource = { id: [], name: "Trial", nameField: "name", ...shape } as unknown as Resource;
  const { changed } = diff(resource, state, desired);
  expect(
    detailedDiff(resource, state, desired, changed)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(details);
});

const member = (name: string, weight?: number) => ({ name, ...(weight !== undefined && { weight }) });
const members = object("Member", { name: text("Name."), weight: number("Weight.", { default: 1 }) }, "A member.");
const trial = {
  name: "Trial",
  nameField: "name",
  id: [],
  fields: { unordered: set(members, "Members."), ordered: list(members, "Members."), steps: list(text("A step."), "") },
} as unknown as Resource;

test.each<[what: string, name: string, desired: unknown[], now: unknown[], live: unknown[], details: Values]>([
  [
    "members in another order, with a default filled in",
    "unordered",
    [member("a"), member("b", 2)],
    [member("b", 2), member("a", 1)],
    [member("a"), member("b", 2)],
    {},
  ],
  [
    "a member of a set for another",
    "unordered",
    [member("a"), member("b", 2), member("c")],
    [member("c", 1), member("b", 3), member("a", 1)],
    [member("a"), member("b", 3), member("c")],
    { "unordered[1]": "update" },
  ],
  [
    "a member of a set twice",
    "unordered",
    [member("a")],
    [member("a"), member("a")],
    [member("a"), member("a")],
    { "unordered[1]": "delete" },
  ],
  [
    "an item of a list whose order counts",
    "ordered",
    [member("a"), member("b", 2)],
    [member("a", 1), member("b", 3)],
    [member("a"), member("b", 3)],
    { "ordered[1].weight": "update" },
  ],
  ["an item removed at the beginning", "steps", ["a", "b", "c"], ["b", "c"], ["b", "c"], { "steps[0]": "add" }],
  [
    "an item added in the middle",
    "steps",
    ["a", "b", "c"],
    ["a", "x", "b", "c"],
    ["a", "x", "b", "c"],
    { "steps[1]": "delete" },
  ],
  [
    "two items for one",
    "steps",
    ["a", "b", "c"],
    ["a", "x", "y", "c"],
    ["a", "x", "y", "c"],
    { "steps[1]": "update", "steps[2]": "delete" },
  ],
])("in lists: %s", (_, name, desired, now, live, details) => {
  const state = stateOf(trial, { [name]: desired }, { [name]: now }, undefined, emptyProfile);
  expect(state[name]).toEqual(live);
  const { changed } = diff(trial, state, { [name]: desired });
  const described = detailedDiff(trial, state, { [name]: desired }, changed);
  expect(Object.fromEntries(described.map(({ path, kind }) => [path, kind]))).toEqual(details);
});
