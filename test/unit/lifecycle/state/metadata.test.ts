/** The metadata of a state: one record, written under a few hidden keys that are as short as they can be. */
import * as fc from "fast-check";
import type { Omitted } from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import {
  decodeMetadata,
  encodeMetadata,
  type StateMetadata,
  withMetadata,
} from "../../../../provider/lifecycle/state/metadata.ts";
import { again } from "../../../support/programs.ts";

const none: StateMetadata = {
  profile: { omitted: {}, serverDefaults: {}, uriSpellings: {} },
  uncertain: [],
  differsFromInputs: [],
  imported: false,
};

const name = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/).filter((key) => !(key in {}));

/** What an API leaves out, at any depth; every object has a key. */
const omitted: fc.Arbitrary<Omitted> = fc.letrec<{ omitted: Omitted }>((tie) => ({
  omitted: fc.oneof(
    { maxDepth: 3 },
    fc.constant(true as const),
    fc.dictionary(name, tie("omitted"), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  ),
})).omitted;

const perInput = <T>(value: fc.Arbitrary<T>) => fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true });
const object = fc.dictionary(name, fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.boolean()), {
  minKeys: 1,
  maxKeys: 3,
  noNullPrototype: true,
});
const names = fc.uniqueArray(name, { maxLength: 5 });
const paths = fc.uniqueArray(
  fc.oneof(
    name,
    fc.tuple(name, name).map((keys) => keys.join(".")),
  ),
  { maxLength: 5 },
);

/** Values that are left out are of inputs that the program sets. */
const metadata: fc.Arbitrary<StateMetadata> = fc
  .record(
    {
      userInputs: names,
      omittedInputs: perInput(omitted),
      serverDefaults: perInput(object),
      uriSpellings: perInput(object),
      uncertain: paths,
      differsFromInputs: names,
      clientUpdatedAt: fc.constant("2026-01-01T00:00:00.000Z"),
      imported: fc.boolean(),
      owner: fc.constantFrom({ tenantId: "t" }, { appId: "a" }, { tenantId: "t", appId: "a" }),
    },
    {
      requiredKeys: ["omittedInputs", "serverDefaults", "uriSpellings", "uncertain", "differsFromInputs", "imported"],
      noNullPrototype: true,
    },
  )
  .map(({ omittedInputs, serverDefaults, uriSpellings, userInputs, ...others }) => ({
    ...others,
    userInputs: userInputs && [...new Set([...userInputs, ...Object.keys(omittedInputs)])],
    profile: { omitted: userInputs ? omittedInputs : {}, serverDefaults, uriSpellings },
  }));

/** The engine keeps a state as JSON. */
const throughState = <T>(state: T): T => JSON.parse(JSON.stringify(state));

test("every metadata is read as it was written", () => {
  fc.assert(
    fc.property(metadata, (written) => {
      expect(decodeMetadata(throughState(encodeMetadata(written)))).toEqual(written);
    }),
    again,
  );
});

test("all its keys are hidden from the engine's displays, and those that say nothing are absent", () => {
  fc.assert(
    fc.property(metadata, (written) => {
      const encoded = encodeMetadata(written);
      expect(Object.keys(encoded).filter((key) => !key.startsWith("__"))).toEqual([]);
      const empty = Object.entries(encoded).filter(([key, value]) => key !== "__inputs" && isNothing(value));
      expect(empty).toEqual([]);
    }),
    again,
  );
  expect(encodeMetadata(none)).toEqual({});
});

const isNothing = (value: unknown): boolean =>
  !value || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

test("the keys and their form are those of published versions", () => {
  const written: StateMetadata = {
    userInputs: ["name", "pkce", "tokenExpiration", "firstClient"],
    profile: {
      omitted: {
        pkce: true,
        tokenExpiration: { accessTokenTtl: true, refreshTokenTtl: true },
        firstClient: { cibaAuthorization: { loginUri: true } },
      },
      serverDefaults: { tokenExpiration: { maxRefreshRotate: 5 }, pkce: {} },
      uriSpellings: { redirectUris: { "https://a.example/x": "https://a.example/x/" } },
    },
    uncertain: ["name", "firstClient", "firstClient.name"],
    differsFromInputs: ["name", "pkce"],
    clientUpdatedAt: "2026-01-01T00:00:00.000Z",
    imported: true,
    owner: { tenantId: "t" },
  };
  expect(encodeMetadata(written)).toEqual({
    __inputs: "name,pkce?,tokenExpiration?accessTokenTtl?refreshTokenTtl,firstClient?cibaAuthorization.loginUri",
    __filled: { tokenExpiration: { maxRefreshRotate: 5 } },
    __respelled: { redirectUris: { "https://a.example/x": "https://a.example/x/" } },
    __unsure: "name,firstClient,firstClient.name",
    __unlike: "name,pkce",
    __client: "2026-01-01T00:00:00.000Z",
    __adopted: true,
    __owner: { tenantId: "t" },
  });
});

test.each([
  ["no program's inputs", {}, undefined],
  ["a program without inputs", { __inputs: "" }, []],
  ["one input", { __inputs: "name" }, ["name"]],
  ["an input of which nothing is repeated", { __inputs: "name,pkce?" }, ["name", "pkce"]],
])("a state says which inputs the program sets: %s", (_, state, userInputs) => {
  expect(decodeMetadata(state).userInputs).toEqual(userInputs);
  expect(withMetadata(state, {})).toEqual(state);
});

test("values of other types than the record's are as good as absent", () => {
  const odd = { __inputs: 1, __filled: "x", __respelled: [], __unsure: {}, __unlike: 7, __client: 5, __owner: "x" };
  expect(decodeMetadata(odd)).toEqual(none);
});

test("changes of the metadata leave the outputs and the keys of others as they are", () => {
  const outputs = { name: "Web", __provider: "exports.handler = …", redirectUris: [] };
  fc.assert(
    fc.property(metadata, metadata, (before, after) => {
      const state = withMetadata({ ...outputs, ...encodeMetadata(before) }, after);
      expect(state).toEqual({ ...outputs, ...encodeMetadata({ ...before, ...after }) });
      expect(withMetadata(state, none)).toMatchObject(outputs);
    }),
    again,
  );
});

test("a part of the metadata is changed alone, and can be taken away", () => {
  const state = { name: "Web", ...encodeMetadata({ ...none, userInputs: ["name"], uncertain: ["name"] }) };
  expect(withMetadata(state, { imported: true })).toEqual({ ...state, __adopted: true });
  expect(withMetadata(state, { uncertain: [] })).toEqual({ name: "Web", __inputs: "name" });
  expect(withMetadata(state, { userInputs: undefined })).toEqual({ name: "Web", __unsure: "name" });
});
