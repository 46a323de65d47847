/** A program's inputs in the words of before: an engine that compares them by itself sees a change only where there is one. */
import type { Resource, Values } from "../../provider/fields/field.ts";
import { diff, inOldSpelling } from "../../provider/lifecycle/index.ts";
import { application, client } from "../../provider/resources/index.ts";

const uris = (...names: string[]) => names.map((name) => `https://a.example/${name}`);
const jwks = (...kids: string[]) => ({ keys: kids.map((kid) => ({ kid, kty: "RSA" })) });
const encryption = (...kids: string[]) => ({ idTokenEncryption: { enabled: true, jwks: jwks(...kids) } });
const first = (settings: Values) => ({ firstClient: { name: "Web", ...settings } });

test.each<[what: string, resource: Resource, olds: Values, news: Values, spelled: Values]>([
  [
    "a set in another order is in the old one",
    client,
    { redirectUris: uris("a", "b") },
    { redirectUris: uris("b", "a") },
    { redirectUris: uris("a", "b") },
  ],
  [
    "a set with a member twice is as before",
    client,
    { redirectUris: uris("a", "b") },
    { redirectUris: uris("b", "a", "b") },
    { redirectUris: uris("a", "b") },
  ],
  [
    "a set in the default client is in the old order, and what changed beside it is new",
    application,
    first({ redirectUris: uris("a", "b"), description: "old" }),
    first({ redirectUris: uris("b", "a"), description: "new" }),
    first({ redirectUris: uris("a", "b"), description: "new" }),
  ],
  [
    "another set is as the program says",
    client,
    { redirectUris: uris("a", "b") },
    { redirectUris: uris("c", "b") },
    { redirectUris: uris("c", "b") },
  ],
  [
    "another spelling of a URI is as the program says",
    client,
    { redirectUris: ["https://a.example"] },
    { redirectUris: ["https://a.example/"] },
    { redirectUris: ["https://a.example/"] },
  ],
  ["another value is as the program says", client, { name: "A" }, { name: "B" }, { name: "B" }],
  ["what was not there is as the program says", client, {}, { name: "B" }, { name: "B" }],
  ["what the program no longer says is gone", client, { name: "A", description: "x" }, { name: "A" }, { name: "A" }],
  [
    "what is done once is as the program says",
    application,
    first({ adopt: "a" }),
    first({ adopt: "b" }),
    first({ adopt: "b" }),
  ],
  [
    "free-form JSON keeps the program's order",
    client,
    encryption("1", "2"),
    encryption("2", "1"),
    encryption("2", "1"),
  ],
  ["what no table knows is left alone", client, { secret: 1 }, { secret: 2 }, { secret: 2 }],
])("%s", (_, resource, olds, news, spelled) => {
  const given = structuredClone({ olds, news });
  expect(inOldSpelling(resource, olds, news)).toEqual(spelled);
  expect({ olds, news }).toEqual(given);
});

test("the difference is the same in either spelling", () => {
  const before = {
    appId: "app",
    name: "Web",
    redirectUris: uris("a", "b"),
    defaultCustomClaims: ["email", "phone_number"],
  };
  const state = { ...before, clientId: "c", __inputs: Object.keys(before).join(",") };
  for (const now of [
    { ...before, redirectUris: uris("b", "a") },
    { ...before, redirectUris: uris("b", "c") },
    { ...before, name: "Site", defaultCustomClaims: ["phone_number", "email"] },
  ])
    expect(diff(client, state, inOldSpelling(client, before, now))).toEqual(diff(client, state, now));
});
