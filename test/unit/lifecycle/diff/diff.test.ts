import type { Values } from "../../../../provider/fields/field.ts";
import { unknown } from "../../../../provider/fields/unknowns.ts";
import { emptyProfile } from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import { diff } from "../../../../provider/lifecycle/index.ts";
import { stateOf } from "../../../../provider/lifecycle/state/state.ts";
import { application, client } from "../../../../provider/resources/index.ts";

const web = {
  appId: "app",
  name: "Web",
  redirectUris: ["https://a.example", "https://b.example"],
  sessionExpiration: 60,
};
const shop = { appName: "Shop", subdomain: "shop", firstClient: { name: "Web", redirectUris: [] } };
const clientState = (inputs: Values) =>
  stateOf(client, inputs, { ...inputs, clientId: "c", clientSecret: "s" }, "oidc", emptyProfile);
const applicationState = (inputs: Values) =>
  stateOf(application, inputs, { ...inputs, appId: "a" }, undefined, emptyProfile);
/** It keeps its name: if it is replaced, for whatever reason, the old one must go first. */
const nothing = { changed: [], replaces: [], immutable: [], deleteBeforeReplace: true, isHidden: false };
const besides = { ...nothing, deleteBeforeReplace: false };

test.each([
  ["the same inputs", web, nothing],
  ["a set in another order", { ...web, redirectUris: [...web.redirectUris].reverse() }, nothing],
  ["the default protocol, now written out", { ...web, authenticationProtocol: "oidc" }, nothing],
  ["another name", { ...web, name: "Site" }, { ...besides, changed: ["name"] }],
  ["a removed input", { ...web, sessionExpiration: undefined }, { ...nothing, changed: ["sessionExpiration"] }],
  ["an added input", { ...web, enforcePar: true }, { ...nothing, changed: ["enforcePar"] }],
  [
    "another application",
    { ...web, appId: "other" },
    { ...besides, changed: ["appId"], replaces: ["appId"], immutable: ["appId"] },
  ],
  [
    "an application that is not known yet, which may be another one",
    { ...web, appId: unknown },
    { ...besides, changed: ["appId"], replaces: ["appId"], immutable: ["appId"] },
  ],
  [
    "another protocol, under the same name",
    { ...web, authenticationProtocol: "saml" },
    {
      ...nothing,
      changed: ["authenticationProtocol"],
      replaces: ["authenticationProtocol"],
      immutable: ["authenticationProtocol"],
    },
  ],
  [
    "another protocol, under another name",
    { ...web, name: "Site", authenticationProtocol: "saml" },
    {
      ...besides,
      changed: ["authenticationProtocol", "name"],
      replaces: ["authenticationProtocol"],
      immutable: ["authenticationProtocol"],
    },
  ],
  [
    "a protocol that is not known yet, which may be another one",
    { ...web, authenticationProtocol: unknown },
    {
      ...nothing,
      changed: ["authenticationProtocol"],
      replaces: ["authenticationProtocol"],
      immutable: ["authenticationProtocol"],
    },
  ],
  ["a value that is not known yet", { ...web, name: unknown }, { ...besides, changed: ["name"] }],
])("a client: %s", (_, inputs, expected) => {
  expect(diff(client, clientState(web), inputs)).toEqual(expected);
});

test("an application whose default client changes its protocol is replaced, and goes first if it holds a subdomain", () => {
  const inputs = { ...shop, firstClient: { name: "Web", authenticationProtocol: "saml", spEntityId: "urn:shop" } };
  expect(diff(application, applicationState(shop), inputs)).toEqual({
    ...nothing,
    changed: ["firstClient"],
    replaces: ["firstClient"],
    immutable: ["firstClient.authenticationProtocol"],
  });
});

test.each([
  ["its name", { ...shop, subdomain: undefined }, true],
  ["its subdomain", { ...shop, appName: "Store" }, true],
  ["neither", { ...shop, appName: "Store", subdomain: "store" }, false],
])("an application that keeps %s says so at every difference, whoever replaces it", (_, inputs, isFirst) => {
  expect(diff(application, applicationState(shop), inputs)).toMatchObject({
    replaces: [],
    deleteBeforeReplace: isFirst,
  });
});

test("the way from the deprecated settings to firstClient is an update", () => {
  const old = { appName: "Shop", clientDisplayName: "Web" };
  const inputs = { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } };
  expect(diff(application, applicationState(old), inputs)).toEqual({
    ...nothing,
    changed: ["firstClient", "clientDisplayName"],
  });
});

const adopting = (adopt: string) => ({ ...shop, firstClient: { ...shop.firstClient, adopt } });

test.each<[string, Values, Values, string[], boolean]>([
  ["an edit of what nobody else touched", {}, { ...shop, appName: "Store" }, ["appName"], false],
  ["an update that may not have happened", { __unsure: "appName" }, shop, ["appName"], true],
  ["an answer that says something else", { appName: "Theirs", __unlike: "appName" }, shop, ["appName"], true],
  [
    "an edit beside an answer that says something else",
    { __unlike: "subdomain" },
    { ...shop, appName: "Store" },
    ["appName"],
    false,
  ],
  ["a client that is to be taken over", { clientId: "gone" }, adopting("other"), ["firstClient"], true],
  ["a client that was taken over", { clientId: "other" }, adopting("other"), [], false],
])("whether old and new inputs show it: %s", (_, known, inputs, changed, isHidden) => {
  const difference = diff(application, { ...applicationState(shop), ...known }, inputs);
  expect(difference).toMatchObject({ changed, replaces: [], isHidden });
});

test("a client that was taken over need not be named any longer", () => {
  const state = { ...applicationState(adopting("other")), clientId: "other" };
  expect(diff(application, state, shop)).toEqual(nothing);
});

test("an output that the program never set is no input", () => {
  const state = stateOf(client, web, { ...web, description: "by another hand", clientId: "c" }, "oidc", emptyProfile);
  expect(diff(client, state, web)).toEqual(nothing);
});
