/** A text that the API changes on its way stays a difference. Warnings say which part differs, and what to write, but no value. */
import type { Resource, Values } from "../../../../provider/fields/field.ts";
import { unknown } from "../../../../provider/fields/unknowns.ts";
import { noResets } from "../../../../provider/lifecycle/diff/resets.ts";
import { warningsAfter } from "../../../../provider/lifecycle/diff/warnings.ts";
import { emptyProfile } from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import { diff, warningsOfChange } from "../../../../provider/lifecycle/index.ts";
import { stateOf } from "../../../../provider/lifecycle/state/state.ts";
import { application, client } from "../../../../provider/resources/index.ts";

const pem = "-----BEGIN CERTIFICATE-----\nAQ==\n-----END CERTIFICATE-----";

const saidAfter = (sent: Values, answered: Values) =>
  warningsAfter(client, { name: "Web", ...sent }, noResets, { name: "Web", ...answered }, "oidc");
const changedIn = (name: string, what: string, advice: string) => [
  `The API accepted ${name}, but returned another value than was sent: ${what}. The next preview shows the ` +
    `difference. Write ${advice}.`,
];

test.each<[what: string, sent: Values, answered: Values, said: string[]]>([
  [
    "a text that is trimmed",
    { description: "canary " },
    { description: "canary" },
    changedIn("description", "it removed 1 blank at the end", "description without blanks at the end"),
  ],
  [
    "a member of a list",
    { allowedScopes: ["read", "Canary", "write"], clientGroupId: "g" },
    { allowedScopes: ["canary", "write", "read"], clientGroupId: "g" },
    [],
  ],
  [
    "a member of a list that answers repeat",
    { resources: ["read", "Canary", "write"] },
    { resources: ["canary", "write", "read"] },
    changedIn("resources", "of resources[1], it wrote it in lower case", "resources[1] in lower case"),
  ],
  [
    "a text in an object",
    {
      authenticationConfiguration: {
        method: "tls_client_auth",
        tlsClientAuth: { ocspResponderUri: "https://a.example/a b" },
      },
    },
    {
      authenticationConfiguration: {
        method: "tls_client_auth",
        tlsClientAuth: { ocspResponderUri: "https://a.example/a" },
      },
    },
    changedIn(
      "authenticationConfiguration",
      "of authenticationConfiguration.tlsClientAuth.ocspResponderUri, it cut it after 19 of 21 characters",
      "authenticationConfiguration.tlsClientAuth.ocspResponderUri with no more than 19 characters",
    ),
  ],
  [
    "a value that is another one",
    { description: "canary" },
    { description: "other" },
    ["The API accepted description, but returned another value than was sent. The next preview shows the difference."],
  ],
  ["another Unicode form", { description: "e\u0301" }, { description: "\u00e9" }, []],
])("after a write: %s", (_, sent, answered, said) => {
  expect(saidAfter(sent, answered)).toEqual(said);
  expect(said.join()).not.toContain("canary");
});

const previewed = (resource: Resource, api: Values, program: Values) => {
  const state = stateOf(resource, program, api, undefined, emptyProfile);
  return warningsOfChange(resource, "id", diff(resource, state, program), state, program);
};

test.each<[what: string, resource: Resource, api: Values, program: Values, path: string, part: string]>([
  [
    "blanks",
    client,
    { description: "canary" },
    { description: "canary " },
    "description",
    "it removed 1 blank at the end",
  ],
  [
    "line ends",
    application,
    { appDescription: "a\nb" },
    { appDescription: "a\r\nb" },
    "appDescription",
    "it changed its line ends to LF",
  ],
])("a preview says what its lines may not show: %s", (_, resource, api, program, path, part) => {
  expect(previewed(resource, api, program)).toEqual([
    expect.stringContaining(`${path} differs from the API's value as if the API had changed it: ${part}. If the `),
  ]);
});

test.each<[what: string, api: Values, program: Values]>([
  ["another value", { description: "a" }, { description: "b" }],
  ["another case", { description: "shop" }, { description: "Shop" }],
  ["a value that is not known yet", { description: "0" }, { description: unknown }],
  ["a new value", {}, { description: "a " }],
])("a preview says nothing of %s", (_, api, program) => {
  expect(previewed(client, api, program)).toEqual([]);
});

test("a preview says nothing of line ends of PEM that the program changes: to the API they are no difference", () => {
  const withCertificate = (ocspResponderCertificate: string): Values => ({
    authenticationConfiguration: { method: "tls_client_auth", tlsClientAuth: { ocspResponderCertificate } },
  });
  const [before, now] = [withCertificate(pem), withCertificate(`${pem.replaceAll("\n", "\r\n")}\n`)];
  const state = stateOf(client, before, before, undefined, emptyProfile);
  const difference = diff(client, state, now);
  expect(difference.changed).toEqual(["authenticationConfiguration"]);
  expect(warningsOfChange(client, "id", difference, state, now)).toEqual([]);
});
