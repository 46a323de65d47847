/** Authorization codes: what an authorization response carries, and who can use what was intercepted. */
import { enforcedPkce, isConfidential, isPublic, usesCodes } from "../subjects/clientKinds.ts";
import type { Rule } from "./rule.ts";

const about = "oidcClient";

export const responseTypes: Rule = {
  name: "no-implicit-response-types",
  description: "Authorization responses carry codes, not tokens.",
  source: "RFC 9700, 2.1.2; OpenID Connect Core 1.0, 3.2",
  level: "advisory",
  about,
  properties: ["responseTypes"],
  check(client) {
    if (!client.has("responseTypes")) return [];
    const advice = 'Set it to ["code"], unless the client asks for ID tokens in the authorization response.';
    if (client.lacks("responseTypes"))
      return [`${client.says("responseTypes")}: ID tokens may pass the browser. ${advice}`];
    return client
      .items("responseTypes")
      .filter(({ value }) => value !== "code")
      .map((item) => `${item.path} is ${item.shown}: the token passes the browser. ${advice}`);
  },
};

export const publicPkce: Rule = {
  name: "pkce-for-public-clients",
  description: "The API enforces PKCE for clients that cannot keep a secret.",
  source: "RFC 9700, 2.1.1; RFC 8252, 6 and 8.1",
  level: "mandatory",
  about,
  properties: ["pkce", "clientType", "tokenEndpointAuthMethod", "authenticationConfiguration.method", "responseTypes"],
  check: (client) =>
    isPublic(client) && usesCodes(client) && client.isNot("pkce", ...enforcedPkce)
      ? [
          `${client.says("pkce")}: the client has no secret that it can keep, so whoever intercepts a code can use it. Set ` +
            `${client.path("pkce")} to "${enforcedPkce[0]}" or "${enforcedPkce[1]}".`,
        ]
      : [],
};

export const confidentialPkce: Rule = {
  name: "pkce-for-confidential-clients",
  description: "The API enforces PKCE for clients with a secret, too.",
  source: "RFC 9700, 2.1.1",
  level: "advisory",
  about,
  properties: ["pkce", "clientType", "authenticationConfiguration.method", "responseTypes"],
  check: (client) =>
    isConfidential(client) && usesCodes(client) && client.isNot("pkce", ...enforcedPkce)
      ? [
          `${client.says("pkce")}: without PKCE, a stolen code can be injected into another user's session. Set ` +
            `${client.path("pkce")} to "${enforcedPkce[1]}".`,
        ]
      : [],
};
