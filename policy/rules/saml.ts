/** SAML clients. */

import { isOpen } from "../../provider/fields/uris.ts";
import { uriIn } from "../subjects/uris.ts";
import type { Rule } from "./rule.ts";

const about = "samlClient";

export const httpsAssertionConsumer: Rule = {
  name: "https-assertion-consumer",
  description: "Assertions are sent over https; http is for the loopback interface alone.",
  source: "SAML 2.0 Profiles, 4.1.3.5; SAML 2.0 Bindings, 3.5.5.2",
  level: "mandatory",
  about,
  properties: ["spAcsUrl"],
  check: (client) =>
    uriIn(client, "spAcsUrl")
      .filter(({ uri }) => isOpen(uri))
      .map(
        ({ path, shown }) =>
          `${path} is ${shown}: others on the network can read the assertions and use them. Use https.`,
      ),
};

export const registeredAssertionConsumer: Rule = {
  name: "registered-assertion-consumer",
  description: "The address that assertions are sent to is registered, not taken from a request.",
  source: "SAML 2.0 Core, 3.4.1",
  level: "advisory",
  about,
  properties: ["spAcsUrl"],
  check: (client) =>
    client.lacks("spAcsUrl")
      ? [
          `${client.path("spAcsUrl")} is not set: what is known of the service provider does not say where its assertions go. Set it.`,
        ]
      : [],
};

export const signedAssertions: Rule = {
  name: "signed-assertions",
  description: "Assertions are signed.",
  source: "SAML 2.0 Profiles, 4.1.4.5",
  level: "advisory",
  about,
  properties: ["signAssertion"],
  check: (client) =>
    client.isNot("signAssertion", true)
      ? [
          `${client.says("signAssertion")}: only a signature shows who made an assertion. Set it to true, unless the whole response is signed.`,
        ]
      : [],
};
