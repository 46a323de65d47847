/** Secrets that others have changed: a refresh says which, and none of their values. */
import type { Resource, Values } from "../../../../provider/fields/field.ts";
import { warningsOfSecrets } from "../../../../provider/lifecycle/diff/warnings.ts";
import { application, client } from "../../../../provider/resources/index.ts";

const methods = (authMethods: Values): Values => ({ loginPreferences: { authMethods } });
const google = (clientSecret: string) => methods({ google: { clientId: "g", clientSecret } });
const fcm = (privateKey: string) =>
  methods({ push: { fcm: { key: { private_key: privateKey, project_id: "shop" } } } });

test.each<[what: string, resource: Resource, before: Values, now: Values, path: string | undefined]>([
  ["a client's own", client, { clientSecret: "canary-1" }, { clientSecret: "canary-2" }, "clientSecret of this client"],
  [
    "an application's, of its default client",
    application,
    { clientSecret: "canary-1" },
    { clientSecret: "canary-2" },
    "clientSecret of this application",
  ],
  [
    "one of another identity provider",
    application,
    google("canary-1"),
    google("canary-2"),
    "loginPreferences.authMethods.google.clientSecret of this application",
  ],
  [
    "one of free form",
    application,
    fcm("canary-1"),
    fcm("canary-2"),
    "loginPreferences.authMethods.push.fcm.key of this application",
  ],
  ["none that is the same", client, { clientSecret: "canary-1" }, { clientSecret: "canary-1" }, undefined],
  ["none of free form that is the same", application, fcm("canary-1"), fcm("canary-1"), undefined],
  ["none that was not known before", client, {}, { clientSecret: "canary-2" }, undefined],
  ["none that an answer leaves out", client, { clientSecret: "canary-1" }, {}, undefined],
  ["nothing that is no secret", client, { name: "A" }, { name: "B" }, undefined],
])("%s", (_, resource, before, now, path) => {
  const said = warningsOfSecrets(resource, before, now);
  expect(said).toEqual(
    path === undefined
      ? []
      : [expect.stringContaining(`${path} was changed outside of this stack, for example by rotating`)],
  );
  expect(said.join()).not.toContain("canary");
});
