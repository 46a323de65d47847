import * as transmit from "pulumi-transmit-plugin";

const shop = new transmit.Application("shop", {
  appName: "Shop",
  appDescription: "Where customers buy things",
  loginUri: "https://shop.example/login",
  firstClient: {
    name: "Shop website",
    redirectUris: ["https://shop.example/callback"],
    pkce: transmit.Pkce.EnforcePkceAlongsideClientCredentials,
  },
});

const mobile = new transmit.Client("mobile", {
  appId: shop.appId,
  name: "Shop app",
  clientType: transmit.ClientType.Native,
  redirectUris: ["com.example.shop:/callback"],
  tokenExpiration: { accessTokenTtl: 3600 },
});

const partners = new transmit.Client("partners", {
  appId: shop.appId,
  name: "Partner portal",
  authenticationProtocol: transmit.AuthenticationProtocol.Saml,
  spEntityId: "https://partners.example/saml",
  spAcsUrl: "https://partners.example/saml/acs",
});

const signing = new transmit.SigningKey("signing", {
  name: "2026",
  status: transmit.SigningKeyStatus.Signing,
});

export const appId = shop.appId;
export const clientId = shop.clientId;
export const clientSecret = shop.clientSecret;
export const mobileClientId = mobile.clientId;
export const samlMetadataUrl = partners.metadataUrl;
export const kid = signing.kid;
