/** Checked inputs keep the order and spelling of the old ones, so that an engine that compares inputs itself sees only real changes. */
import type { Resource, Values } from "../../../../provider/fields/field.ts";
import { diff, inOldSpelling } from "../../../../provider/lifecycle/index.ts";
import { application, client } from "../../../../provider/resources/index.ts";

const uris = (...names: string[]) => names.map((name) => `https://a.example/${name}`);
const jwks = (...kids: string[]) => ({ keys: kids.map((kid) => ({ kid, kty: "RSA" })) });
const encryption = (...kids: string[]) => ({ idTokenEncryption: { enabled: true, jwks: jwks(...kids) } });
const first = (settings: Values) => ({ firstClient: { name: "Web", ...settings } });

test.each<[what: string, resource: Resource, olds: Values, news: Values, spelled: Values]>([
  [
    "a set in another order gets the old order",
    client,
    { redirectUris: uris("a", "b") },
    { redirectUris: uris("b", "a") },
    { redirectUris: uris("a", "b") },
  ],
  [
    "a set with a repeated member is the old set",
    client,
    { redirectUris: uris("a", "b") },
    { redirectUris: uris("b", "a", "b") },
    { redirectUris: uris("a", "b") },
  ],
  [
    "a set in the default client gets the old order, and a changed property beside it is the new one",
    application,
    first({ redirectUris: uris("a", "b"), description: "old" }),
    first({ redirectUris: uris("b", "a"), description: "new" }),
    first({ redirectUris: uris("a", "b"), description: "new" }),
  ],
  [
    "a set with other members is as in the program",
    client,
    { redirectUris: uris("a", "b") },
    { redirectUris: uris("c", "b") },
    { redirectUris: uris("c", "b") },
  ],
  [
    "another spelling of a URI is as in the program",
    client,
    { redirectUris: ["https://a.example"] },
    { redirectUris: ["https://a.example/"] },
    { redirectUris: ["https://a.example/"] },
  ],
  ["another value is as in the program", client, { name: "A" }, { name: "B" }, { name: "B" }],
  ["a new property is as in the program", client, {}, { name: "B" }, { name: "B" }],
  [
    "a property that the program no longer sets is gone",
    client,
    { name: "A", description: "x" },
    { name: "A" },
    { name: "A" },
  ],
  [
    "a transient property is as in the program",
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
  ["a property that is in no definition is unchanged", client, { secret: 1 }, { secret: 2 }, { secret: 2 }],
])("%s", (_, resource, olds, news, spelled) => {
  const given = structuredClone({ olds, news });
  expect(inOldSpelling(resource, olds, news)).toEqual(spelled);
  expect({ olds, news }).toEqual(given);
});

test("the diff is the same in the old spelling and in the program's", () => {
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
