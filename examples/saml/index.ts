import * as transmit from "pulumi-transmit";

// The default client of this application is a SAML client.
const portal = new transmit.Application("portal", {
  appName: "Partner portal",
  firstClient: {
    authenticationProtocol: "saml",
    name: "Portal",
    spEntityId: "https://portal.example/saml",
    spAcsUrl: "https://portal.example/saml/acs",
    spNameIdType: "email",
    signAssertion: true,
  },
});

// Another service provider of the same application.
const reports = new transmit.Client("reports", {
  appId: portal.appId,
  authenticationProtocol: "saml",
  name: "Reports",
  spEntityId: "https://reports.example/saml",
  spAcsUrl: "https://reports.example/saml/acs",
  spNameIdType: "externalUserId",
});

// A service provider reads the identity provider's address and certificates from here.
export const reportsMetadataUrl = reports.metadataUrl;
export const portalClientId = portal.clientId;
