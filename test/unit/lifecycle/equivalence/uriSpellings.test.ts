/** URIs that an API spells in another way, as its responses to our own writes show. Those spellings alone are no drift. */
import type { Field } from "../../../../provider/fields/field.ts";
import { isEmpty } from "../../../../provider/fields/shape.ts";
import { isEquivalent } from "../../../../provider/lifecycle/equivalence/equivalence.ts";
import { notAsDesired, profileOf, profileOfValue } from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import { application, client } from "../../../../provider/resources/index.ts";

const { redirectUris, deviceAuthorization, description } = client.fields;
const { loginUri, firstClient, customDomain } = application.fields;

const cb = "https://a.example/cb";
/** The spellings that a response to a write shows; undefined if it shows none. */
function spellingsShown(field: Field, desired: unknown, actual: unknown): object | undefined {
  const { uriSpellings } = profileOfValue(field, desired, actual);
  return isEmpty(uriSpellings) ? undefined : uriSpellings;
}

const device = (uri: string) => ({ enabled: true, approvalUri: uri, inputUri: "https://a.example/in" });

test.each<[what: string, field: Field, desired: unknown, actual: unknown, spellings: object | undefined]>([
  ["a slash more", redirectUris, [cb], [`${cb}/`], { [cb]: `${cb}/` }],
  ["a slash less", redirectUris, [`${cb}/`], [cb], { [`${cb}/`]: cb }],
  ["a slash before the query", loginUri, `${cb}?x=1`, `${cb}/?x=1`, { [`${cb}?x=1`]: `${cb}/?x=1` }],
  ["dots that are resolved", loginUri, "https://a.example/x/../cb", cb, { "https://a.example/x/../cb": cb }],
  [
    "encoded letters",
    loginUri,
    "https://a.example/ä",
    "https://a.example/%C3%A4",
    { "https://a.example/ä": "https://a.example/%C3%A4" },
  ],
  [
    "a scheme in lower case",
    redirectUris,
    ["com.Shop.app:/cb"],
    ["com.shop.app:/cb"],
    { "com.Shop.app:/cb": "com.shop.app:/cb" },
  ],
  ["one among others", redirectUris, ["app:/x", cb], [`${cb}/`, "app:/x"], { [cb]: `${cb}/` }],
  [
    "several, each for its own",
    redirectUris,
    [cb, "https://b.example/cb"],
    ["https://b.example/cb/", `${cb}/`],
    { [cb]: `${cb}/`, "https://b.example/cb": "https://b.example/cb/" },
  ],
  ["within an object", deviceAuthorization, device(cb), device(`${cb}/`), { approvalUri: { [cb]: `${cb}/` } }],
  [
    "within the default client",
    firstClient,
    { name: "Web", redirectUris: [cb] },
    { name: "Web", redirectUris: [`${cb}/`] },
    { redirectUris: { [cb]: `${cb}/` } },
  ],
  ["nothing where it is the same", redirectUris, [cb], [cb], undefined],
  [
    "nothing where the standard says that it is",
    redirectUris,
    ["https://A.example"],
    ["https://a.example/"],
    undefined,
  ],
  ["nothing of another path", redirectUris, [cb], ["https://a.example/CB"], undefined],
  ["nothing of another host", redirectUris, [cb], ["https://b.example/cb/"], undefined],
  ["nothing of another scheme", redirectUris, [cb], ["http://a.example/cb"], undefined],
  ["nothing of another query", redirectUris, [cb], [`${cb}?x=1`], undefined],
  ["nothing of what was desired for itself", redirectUris, [cb, `${cb}/`], [`${cb}/`], undefined],
  ["nothing of what is added to what was desired for", redirectUris, [cb], [cb, `${cb}/`], undefined],
  ["one of two that are alike", redirectUris, [cb], [`${cb}/`, `${cb}/../cb/`], { [cb]: `${cb}/` }],
  ["nothing of what is missing", redirectUris, [cb], undefined, undefined],
  ["nothing of what is no text", redirectUris, [cb], [7], undefined],
  ["nothing of a text that is no URI", description, "x", "x/", undefined],
  ["nothing of a domain", customDomain, "a.example", "a.example/", undefined],
])("a response to a write shows %s", (_, field, desired, actual, spellings) => {
  expect(spellingsShown(field, desired, actual)).toEqual(spellings);
});

test.each<[what: string, field: Field, desired: unknown, actual: unknown]>([
  ["a slash more", redirectUris, [cb], [`${cb}/`]],
  ["a slash less", loginUri, `${cb}/`, cb],
  ["encoded letters", loginUri, "https://a.example/ä", "https://a.example/%C3%A4"],
  ["one among others", redirectUris, ["app:/x", cb, "https://B.example"], ["https://b.example/", `${cb}/`, "app:/x"]],
  ["within an object", deviceAuthorization, device(cb), device(`${cb}/`)],
])("from then on, the same spelling of the same value is no drift: %s", (_, field, desired, actual) => {
  const spellings = spellingsShown(field, desired, actual);
  expect(isEquivalent(field, desired, actual)).toBe(false);
  expect(isEquivalent(field, desired, actual, spellings)).toBe(true);
  // An API that leaves it as it is from some version on says the same as well.
  expect(isEquivalent(field, desired, desired, spellings)).toBe(true);
});

test.each<[what: string, desired: string[], actual: string[]]>([
  ["another value in the same spelling", ["https://a.example/other"], ["https://a.example/other/"]],
  ["another spelling of it", [cb], ["https://a.example/x/../cb"]],
  ["another value", [cb], ["https://a.example/other/"]],
  ["what others add beside it", [cb], [`${cb}/`, "https://b.example/"]],
  ["both spellings where there was one", [cb], [cb, `${cb}/`]],
  ["one where there were two", [cb, `${cb}/`], [`${cb}/`]],
  ["that it is gone", [cb], []],
  ["one more that is spelled so", [cb, "https://a.example/other"], [`${cb}/`, "https://a.example/other/"]],
])("nothing else is hidden by it: %s", (_, desired, actual) => {
  const spellings = spellingsShown(redirectUris, [cb], [`${cb}/`]);
  expect(spellings).toBeDefined();
  expect(isEquivalent(redirectUris, desired, actual, spellings)).toBe(false);
});

test("a spelling that the response shows of one field does not count for another", () => {
  const uris = { redirectUris: [cb], consentUri: undefined };
  const manner = profileOf(client, uris, { redirectUris: [`${cb}/`] }, "oidc");
  expect(manner.uriSpellings).toEqual({ redirectUris: { [cb]: `${cb}/` } });
  expect(notAsDesired(client, uris, { redirectUris: [`${cb}/`] }, "oidc", manner)).toEqual([]);
  const saml = { spAcsUrl: cb };
  expect(notAsDesired(client, saml, { spAcsUrl: `${cb}/` }, "saml", manner)).toEqual(["spAcsUrl"]);
});
