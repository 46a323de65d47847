import type { Values } from "../../provider/fields/field.ts";
import { unknown } from "../../provider/fields/unknown.ts";
import { diff } from "../../provider/lifecycle/index.ts";
import { noManner } from "../../provider/lifecycle/manner.ts";
import { stateOf } from "../../provider/lifecycle/state.ts";
import { application, client } from "../../provider/resources/index.ts";

const web = {
  appId: "app",
  name: "Web",
  redirectUris: ["https://a.example", "https://b.example"],
  sessionExpiration: 60,
};
const shop = { appName: "Shop", subdomain: "shop", firstClient: { name: "Web", redirectUris: [] } };
const clientState = (inputs: Values) =>
  stateOf(client, inputs, { ...inputs, clientId: "c", clientSecret: "s" }, "oidc", noManner);
const applicationState = (inputs: Values) =>
  stateOf(application, inputs, { ...inputs, appId: "a" }, undefined, noManner);
const nothing = { changed: [], replaces: [], deleteBeforeReplace: false };

test.each([
  ["the same inputs", web, nothing],
  ["a set in another order", { ...web, redirectUris: [...web.redirectUris].reverse() }, nothing],
  ["the default protocol, now written out", { ...web, authenticationProtocol: "oidc" }, nothing],
  ["another name", { ...web, name: "Site" }, { ...nothing, changed: ["name"] }],
  ["a removed input", { ...web, sessionExpiration: undefined }, { ...nothing, changed: ["sessionExpiration"] }],
  ["an added input", { ...web, enforcePar: true }, { ...nothing, changed: ["enforcePar"] }],
  ["another application", { ...web, appId: "other" }, { ...nothing, changed: ["appId"], replaces: ["appId"] }],
  ["an application that is about to change", { ...web, appId: unknown }, nothing],
  [
    "another protocol, under the same name",
    { ...web, authenticationProtocol: "saml" },
    { changed: ["authenticationProtocol"], replaces: ["authenticationProtocol"], deleteBeforeReplace: true },
  ],
  [
    "another protocol, under another name",
    { ...web, name: "Site", authenticationProtocol: "saml" },
    { ...nothing, changed: ["authenticationProtocol", "name"], replaces: ["authenticationProtocol"] },
  ],
  ["a value that is not known yet", { ...web, name: unknown }, { ...nothing, changed: ["name"] }],
])("a client: %s", (_, inputs, expected) => {
  expect(diff(client, clientState(web), inputs)).toEqual(expected);
});

test("an application whose default client changes its protocol is replaced, and goes first if it holds a subdomain", () => {
  const inputs = { ...shop, firstClient: { name: "Web", authenticationProtocol: "saml", spEntityId: "urn:shop" } };
  expect(diff(application, applicationState(shop), inputs)).toEqual({
    changed: ["firstClient"],
    replaces: ["firstClient"],
    deleteBeforeReplace: true,
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

test("an output that the program never set is no input", () => {
  const state = stateOf(client, web, { ...web, description: "by another hand", clientId: "c" }, "oidc", noManner);
  expect(diff(client, state, web)).toEqual(nothing);
});
