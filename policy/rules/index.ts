/** All rules, in the order of the documentation. */
import * as authentication from "./authentication.ts";
import * as codes from "./codes.ts";
import * as flows from "./flows.ts";
import * as keys from "./keys.ts";
import * as lifetimes from "./lifetimes.ts";
import * as pages from "./pages.ts";
import * as redirects from "./redirects.ts";
import * as resources from "./resources.ts";
import type { Rule } from "./rule.ts";
import * as saml from "./saml.ts";

export const rules: readonly Rule[] = [
  redirects.httpsRedirectUris,
  redirects.exactRedirectUris,
  redirects.redirectUriSchemes,
  redirects.redirectUriPaths,
  redirects.appSchemeNames,
  redirects.loopbackRedirectUris,
  codes.publicPkce,
  codes.confidentialPkce,
  codes.responseTypes,
  authentication.clientAuthentication,
  authentication.asymmetricAuthentication,
  authentication.boundTokens,
  authentication.certificateRevocation,
  keys.clientKeys,
  keys.signingKeyStrength,
  flows.fapiRequirements,
  flows.thirdPartyConsent,
  flows.thirdPartyScopes,
  lifetimes.accessTokens,
  lifetimes.refreshTokens,
  lifetimes.sessions,
  flows.refreshTokenRotation,
  flows.sameSiteCookies,
  pages.applicationPages,
  pages.clientPages,
  resources.refreshTokenRevocation,
  lifetimes.invitations,
  saml.httpsAssertionConsumer,
  saml.registeredAssertionConsumer,
  saml.signedAssertions,
  resources.deletionProtection,
];
