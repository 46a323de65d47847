/** A secret stays one wherever a state repeats it. */

import type { Values } from "../../../../provider/fields/field.ts";
import type { Secrets } from "../../../../provider/fields/secrets.ts";
import { secretPartsOf } from "../../../../provider/lifecycle/index.ts";
import { application, client } from "../../../../provider/resources/index.ts";

test.each<[string, Values, Secrets, Secrets]>([
  [
    "a setting of the default client, in the output that repeats it",
    { firstClient: { description: "ab" }, clientDescription: "ab" },
    { firstClient: { description: true } },
    { firstClient: { description: true }, clientDescription: true },
  ],
  [
    "an item of such a list",
    { firstClient: { redirectUris: ["a"] }, redirectUris: ["a"] },
    { firstClient: { redirectUris: true } },
    { firstClient: { redirectUris: true }, redirectUris: true },
  ],
  [
    "a value within such an object",
    { firstClient: { cibaAuthorization: { loginUri: "x" } }, cibaAuthorization: { loginUri: "x" } },
    { firstClient: { cibaAuthorization: { loginUri: true } } },
    { firstClient: { cibaAuthorization: { loginUri: true } }, cibaAuthorization: { loginUri: true } },
  ],
  [
    "the same string in an output of another name",
    { customDomain: "login.example.com", customDomainStatus: { domain: "login.example.com", status: "pending" } },
    { customDomain: true },
    { customDomain: true, customDomainStatus: { domain: true } },
  ],
  [
    "what the state notes of the API's spelling and defaults",
    {
      redirectUris: ["a"],
      __respelled: { redirectUris: { a: "a/" }, logo: { b: "b/" } },
      __filled: { pkce: { c: 1 } },
    },
    { redirectUris: true },
    { redirectUris: true, __respelled: { redirectUris: true } },
  ],
  [
    "a short string, which is the same by chance",
    { appName: "web", clientType: "web" },
    { appName: true },
    { appName: true },
  ],
])("%s", (_, values, given, expected) => {
  const parts = secretPartsOf(application, values, given);
  if (typeof expected === "object" && typeof given === "object" && given.firstClient === undefined) {
    expect(parts).toEqual(expected);
  } else expect(parts).toMatchObject(expected as object);
});

test("all of a default client that is secret makes secrets of all that repeats it", () => {
  const parts = secretPartsOf(application, {}, { firstClient: true });
  expect(parts).toMatchObject({ clientDisplayName: true, clientDescription: true, redirectUris: true });
  expect(parts).not.toHaveProperty("clientId");
});

test("without marks, what is secret by definition is", () => {
  expect(secretPartsOf(client, { clientSecret: "x", name: "Web" }, undefined)).toEqual({ clientSecret: true });
});
