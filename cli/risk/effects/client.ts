/** What a change of an input of a client does, also of a default client. */
import { pkceModes } from "../../../provider/resources/clientAuthentication.ts";
import type { EffectTable } from "./effect.ts";
import { deletionProtection } from "./protection.ts";

const enforced = pkceModes.filter((mode) => mode.startsWith("enforce"));
const notEnforced = [...pkceModes.filter((mode) => !enforced.includes(mode)), undefined];

const otherPage = "Users are sent to another page. It must be deployed first.";

export const clientEffects: EffectTable = {
  appId: "replaces",
  authenticationProtocol: "replaces",
  name: "harmless",
  description: "harmless",
  resources: [
    ["lost", "high", "breaking", "Requests that ask for a removed resource are refused."],
    ["gained", "medium", "security", "The client may ask for access to more."],
  ],
  clientGroupId: [["changed", "medium", "breaking", "The client is in another group, with what the group shares."]],
  defaultCustomClaims: [
    ["lost", "medium", "breaking", "ID tokens no longer carry the removed claims: whatever reads them fails."],
    ["gained", "low", "security", "ID tokens tell more about users."],
  ],
  defaultUserInfoClaims: [
    ["lost", "medium", "breaking", "UserInfo no longer returns the removed claims: whatever reads them fails."],
    ["gained", "low", "security", "UserInfo tells more about users."],
  ],
  syncIdTokenClaimsToUserinfo: [["changed", "medium", "breaking", "UserInfo can return other claims than before."]],
  shortCookiesSamesiteType: [
    [{ to: ["none"] }, "medium", "security", "Other sites can send the cookies of a sign-in."],
    [
      { to: ["lax"] },
      "medium",
      "breaking",
      "Sign-ins that come back by a POST of another site, or in a frame, can fail.",
    ],
  ],
  supportedPrompts: [
    ["lost", "medium", "breaking", "Authorization requests that ask for a removed prompt are refused."],
    ["gained", "low", "security", "Authorization requests may ask for another prompt."],
  ],
  redirectUris: [
    ["lost", "high", "breaking", "Sign-ins that use a removed URI fail at once."],
    ["gained", "low", "security", "Codes and tokens can be sent to another address. It must be yours."],
  ],
  clientType: [
    [{ to: ["native"] }, "medium", "security", "A native client cannot keep a secret."],
    [{ to: ["web"] }, "medium", "breaking", "An app on a user's device may no longer be able to sign in."],
  ],
  responseTypes: [
    ["lost", "high", "breaking", "Authorization requests with a removed response type are refused."],
    ["gained", "low", "security", "Authorization requests may ask for another response type."],
  ],
  pkce: [
    [{ to: enforced, from: notEnforced }, "high", "breaking", "Sign-ins of applications without PKCE fail at once."],
    [{ to: notEnforced, from: enforced }, "high", "security", "A stolen authorization code can be used without PKCE."],
    [
      { to: ["enforcePkceInsteadOfClientCredentials"] },
      "high",
      "security",
      "The client no longer authenticates at the token endpoint: PKCE takes the place of its credentials.",
    ],
    [
      { from: ["enforcePkceInsteadOfClientCredentials"] },
      "high",
      "breaking",
      "The client must authenticate at the token endpoint: one without credentials fails at once.",
    ],
  ],
  tokenEndpointAuthMethod: [
    [{ to: ["none"] }, "high", "security", "The client no longer authenticates at the token endpoint."],
    ["changed", "high", "breaking", "Token requests that authenticate in the old way fail at once."],
  ],
  "authenticationConfiguration.method": [
    ["changed", "high", "breaking", "Token requests that authenticate in the old way fail at once."],
  ],
  "authenticationConfiguration.tlsClientAuth.certificateChain": [
    ["changed", "high", "breaking", "Client certificates of a CA that left the chain are refused."],
  ],
  "authenticationConfiguration.tlsClientAuth.distinguishedName": [
    ["changed", "high", "breaking", "Client certificates with the old name are refused."],
  ],
  "authenticationConfiguration.tlsClientAuth.ocspOn": [
    ["off", "medium", "security", "Revoked client certificates are accepted."],
    ["on", "medium", "breaking", "Client certificates whose revocation cannot be checked are refused."],
  ],
  "authenticationConfiguration.tlsClientAuth.ocspResponderUri": [
    ["changed", "medium", "breaking", "Revocation is asked of another responder. It must know the certificates."],
  ],
  "authenticationConfiguration.tlsClientAuth.ocspResponderCertificate": [
    ["changed", "medium", "breaking", "Answers that the OCSP responder signs with its old key are not accepted."],
  ],
  "authenticationConfiguration.tlsClientAuth.ocspFailOpen": [
    ["on", "medium", "security", "Revoked certificates are accepted while the OCSP responder cannot be reached."],
    ["off", "low", "breaking", "Sign-ins fail while the OCSP responder cannot be reached."],
  ],
  "authenticationConfiguration.isMtlsCertTokenBound": [
    ["on", "medium", "breaking", "An access token is only accepted together with the client's certificate."],
    ["off", "high", "security", "A stolen access token can be used without the client's certificate."],
  ],
  "authenticationConfiguration.jwks": [
    ["lost", "high", "breaking", "What the client signs with a removed key is refused."],
    ["gained", "low", "security", "The owner of another key can authenticate as the client."],
  ],
  "idTokenEncryption.enabled": [
    ["on", "high", "breaking", "Applications that cannot decrypt ID tokens fail at once."],
    ["off", "medium", "security", "ID tokens can be read by whoever sees them."],
  ],
  "idTokenEncryption.jwks": [
    ["lost", "high", "breaking", "ID tokens are encrypted for other keys. Applications need the private key first."],
    [
      "gained",
      "medium",
      "breaking",
      "ID tokens can be encrypted for the new key. Applications need the private key first.",
    ],
  ],
  "deviceAuthorization.enabled": [
    ["off", "high", "breaking", "Sign-ins of devices fail at once."],
    ["on", "low", "security", "Devices can ask for sign-ins."],
  ],
  "deviceAuthorization.approvalUri": [["changed", "medium", "breaking", otherPage]],
  "deviceAuthorization.successUri": [["changed", "medium", "breaking", otherPage]],
  "deviceAuthorization.inputUri": [["changed", "medium", "breaking", otherPage]],
  "cibaAuthorization.enabled": [
    ["off", "high", "breaking", "Sign-ins through CIBA fail at once."],
    ["on", "low", "security", "Sign-ins can be asked for without a browser."],
  ],
  "cibaAuthorization.loginUri": [["changed", "medium", "breaking", otherPage]],
  "tokenExpiration.accessTokenTtl": [
    ["shorter", "medium", "breaking", "Whatever keeps access tokens must renew them sooner."],
    ["longer", "medium", "security", "A stolen access token can be used for longer."],
  ],
  "tokenExpiration.refreshTokenTtl": [
    ["shorter", "medium", "breaking", "Users must sign in again sooner."],
    ["longer", "medium", "security", "A stolen refresh token can be used for longer."],
  ],
  "tokenExpiration.maxRefreshRotate": [
    ["shorter", "medium", "breaking", "Users must sign in again sooner."],
    ["longer", "low", "security", "A sign-in can be kept alive for longer."],
  ],
  sessionExpiration: [
    ["shorter", "medium", "breaking", "Users must sign in again sooner."],
    ["longer", "low", "security", "A session that somebody left open can be used for longer."],
  ],
  enforcePar: [
    ["on", "high", "breaking", "Authorization requests that are not pushed (PAR) are refused at once."],
    ["off", "medium", "security", "The parameters of authorization requests can be changed in the browser."],
  ],
  fapiVersionCompliancy: [
    ["on", "high", "breaking", "Requests that do not comply with FAPI 2.0 are refused at once."],
    ["off", "high", "security", "Requests no longer have to comply with FAPI 2.0."],
  ],
  isThirdParty: [
    ["on", "medium", "breaking", "Users are asked for their consent. A consent page is needed."],
    ["off", "medium", "security", "Users are no longer asked for their consent."],
  ],
  allowedScopes: [
    ["lost", "high", "breaking", "Requests that ask for a removed scope are refused."],
    ["gained", "medium", "security", "The client may ask for more."],
  ],
  consentUri: [["changed", "medium", "breaking", otherPage]],
  consentValidityPeriod: [
    ["shorter", "low", "breaking", "Users are asked for their consent again sooner."],
    ["longer", "low", "security", "Users are asked for their consent less often."],
  ],
  roleIds: [
    ["lost", "high", "breaking", "What a removed role permits is refused."],
    ["gained", "medium", "security", "The client is permitted more."],
  ],
  spEntityId: [["changed", "high", "breaking", "Sign-ins fail until the service provider has the new entity id."]],
  spAcsUrl: [
    ["changed", "high", "breaking", "Assertions are sent to another address. Sign-ins through the old one fail."],
  ],
  spNameIdType: [["changed", "high", "breaking", "The service provider takes users for others, or for new ones."]],
  signAssertion: [
    ["off", "high", "security", "The service provider cannot tell who made an assertion, or refuses it."],
    ["on", "medium", "breaking", "The service provider must accept signed assertions."],
  ],
  optionalAcsUrl: [
    ["off", "medium", "breaking", "Requests without the ACS URL are refused."],
    ["on", "low", "security", "Requests may leave out where the assertion goes."],
  ],
  useCentralizedLogin: [
    ["changed", "medium", "breaking", "Users sign in at another place, and existing sessions may not count."],
  ],
  deletionProtection,
};
