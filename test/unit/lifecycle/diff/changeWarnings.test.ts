/** A change that does more than its line in the preview shows is explained there, and only where something changes. */
import type { Values } from "../../../../provider/fields/field.ts";
import { unknown } from "../../../../provider/fields/unknowns.ts";
import { emptyProfile } from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import { diff, warningsOfChange } from "../../../../provider/lifecycle/index.ts";
import { stateOf } from "../../../../provider/lifecycle/state/state.ts";
import { application } from "../../../../provider/resources/index.ts";

const first = { name: "Web", redirectUris: [] };
const bare: Values = { appName: "Shop", firstClient: first };
const shop = { ...bare, subdomain: "shop", customDomain: "login.shop.example" };

function warningsOf(before: Values, inputs: Values): string[] {
  const state = stateOf(application, before, { ...before, appId: "a" }, undefined, emptyProfile);
  return warningsOfChange(application, "a", diff(application, state, inputs), state, inputs);
}

const issuer = "change. Changing it changes the issuer (`iss`) of all tokens of the application, and the addresses of";
const key = "change. Changing it changes the key that signs tokens. Tokens that were issued before may";
const kept =
  "subdomain was removed from the program. If the API keeps its value, nothing changes, and the update says so. Otherwise " +
  "subdomain changes. Changing it changes the issuer";

test.each<[string, Values, Values, string[]]>([
  ["another subdomain", shop, { ...shop, subdomain: "store" }, [`subdomain will ${issuer}`]],
  ["a first subdomain", bare, { ...bare, subdomain: "shop" }, [`subdomain will ${issuer}`]],
  ["a subdomain that is not known yet", shop, { ...shop, subdomain: unknown }, [`subdomain may ${issuer}`]],
  ["no subdomain any more, which the API may keep", shop, { ...shop, subdomain: undefined }, [kept]],
  ["another domain", shop, { ...shop, customDomain: "id.shop.example" }, [`customDomain will ${issuer}`]],
  ["both", bare, shop, [`subdomain will ${issuer}`, `customDomain will ${issuer}`]],
  ["a key of its own", shop, { ...shop, signingKeyEnabled: true }, [`signingKeyEnabled will ${key}`]],
  ["no key of its own any more", { ...shop, signingKeyEnabled: true }, shop, [`signingKeyEnabled will ${key}`]],
  ["the same domain in capitals", shop, { ...shop, customDomain: "Login.Shop.Example" }, []],
  ["the default, now written out", shop, { ...shop, signingKeyEnabled: false }, []],
  ["another name", shop, { ...shop, appName: "Store" }, []],
  ["nothing", shop, shop, []],
])("%s", (_, before, inputs, expected) => {
  expect(warningsOf(before, inputs)).toEqual(expected.map((words) => expect.stringContaining(words)));
});

test("a replacement is explained as a whole", () => {
  const inputs = { ...shop, subdomain: "store", firstClient: { ...first, authenticationProtocol: "saml" } };
  expect(warningsOf(shop, inputs)).toEqual([
    expect.stringContaining(
      "Application a will be replaced, since firstClient.authenticationProtocol cannot be changed in place. The",
    ),
  ]);
});
