/** How a client authenticates, and which flows it may use: fields that applications and clients share. */
import { boolean, json, number, object, oneOf, string, uri } from "../fields/builders.ts";

export const authenticationMethods = [
  "client_secret_basic",
  "self_signed_tls_client_auth",
  "tls_client_auth",
  "private_key_jwt",
] as const;

/** The deprecated setting also has `none`, for clients without a secret. */
export const tokenEndpointAuthMethods = [
  "client_secret_basic",
  "self_signed_tls_client_auth",
  "tls_client_auth",
  "none",
  "private_key_jwt",
] as const;

export const pkceModes = [
  "enforcePkceInsteadOfClientCredentials",
  "enforcePkceAlongsideClientCredentials",
  "allowPkceAlongsideClientCredentials",
] as const;

export const deviceAuthorization = object(
  "DeviceAuthorization",
  {
    enabled: boolean("Whether the client may use the device authorization flow (RFC 8628).", {
      required: true,
      default: false,
    }),
    approvalUri: uri("Page on which the user approves the access request.", { required: true }),
    successUri: uri("Page that is notified whether the user completed the authentication.", { required: true }),
    inputUri: uri("Page on which the user enters the code shown by the device.", { required: true }),
  },
  "Device authorization flow (RFC 8628).",
  { resetTo: { enabled: false } },
);

export const cibaAuthorization = object(
  "CibaAuthorization",
  {
    enabled: boolean("Whether the client may use the CIBA flow.", { required: true, default: false }),
    loginUri: uri("Page on which the user signs in and verifies the access request."),
  },
  "Client-initiated backchannel authentication (CIBA).",
  { resetTo: { enabled: false } },
);

const tlsClientAuth = object(
  "TlsClientAuth",
  {
    certificateChain: string(
      "PEM chain of intermediate and root CA certificates that client certificates are checked with.",
      { format: "pem" },
    ),
    distinguishedName: number("Distinguished name of the client certificate. The API declares it as a number."),
    ocspOn: boolean("Whether revocation is checked by OCSP."),
    ocspResponderUri: uri("URI of the OCSP responder."),
    ocspResponderCertificate: string("PEM certificate that the OCSP responder's signature is verified with.", {
      format: "pem",
    }),
    ocspFailOpen: boolean("Whether a certificate is accepted when the OCSP responder cannot be reached."),
  },
  "Mutual TLS with certificates that a CA signed.",
);

export const authenticationConfiguration = object(
  "AuthenticationConfiguration",
  {
    method: oneOf(authenticationMethods, "How the client authenticates at the token endpoint.", {
      name: "AuthenticationMethod",
      required: true,
      default: "client_secret_basic",
    }),
    tlsClientAuth,
    isMtlsCertTokenBound: boolean(
      "Whether access tokens are bound to the client certificate when mutual TLS is used.",
      {
        apiName: "isMtlsCertTokenBound",
      },
    ),
    jwks: json("JSON Web Key Set with the client's public keys. Sent as it is."),
  },
  "How the client authenticates: a secret, mutual TLS, or a signed JWT.",
  { resetTo: { method: "client_secret_basic" } },
);

export const idTokenEncryption = object(
  "IdTokenEncryption",
  {
    enabled: boolean("Whether ID tokens are encrypted.", { required: true, default: false }),
    jwks: json("JSON Web Key Set with the public keys to encrypt for. Sent as it is."),
  },
  "Encryption of ID tokens for the client.",
  { resetTo: { enabled: false } },
);

export const authenticatorPreferences = object(
  "AuthenticatorPreferences",
  {
    isCentralized: boolean("Whether the application is the tenant's Authentication Hub. One per tenant.", {
      required: true,
      default: false,
    }),
    loginUri: uri("Page that starts an authentication when another application asks for a centralized login.", {
      required: true,
    }),
  },
  "Makes the application the tenant's Authentication Hub, through which other applications sign their users in.",
  { resetTo: { isCentralized: false } },
);

export const refreshTokenInvalidation = object(
  "RefreshTokenInvalidationTriggerConfiguration",
  {
    invalidateOnMemberSuspension: boolean("When a member is suspended.", { default: true }),
    invalidateOnMemberPasswordReset: boolean("When a member resets the password.", { default: true }),
    invalidateOnMemberRoleUpdate: boolean("When a member's roles change.", { default: true }),
  },
  "Events that make a member's refresh tokens invalid.",
  {
    camelCase: true,
    resetTo: {
      invalidateOnMemberSuspension: true,
      invalidateOnMemberPasswordReset: true,
      invalidateOnMemberRoleUpdate: true,
    },
  },
);

export const customDomainStatus = object(
  "CustomDomainStatus",
  {
    domain: string("The domain.", { required: true }),
    updatedAt: string("When it last changed, RFC 3339.", { format: "date-time", required: true }),
    status: oneOf(["pending", "verified", "error"], "Progress of its validation.", {
      name: "CustomDomainState",
      default: "pending",
    }),
    error: string("Why its validation failed."),
  },
  "State of the custom domain's validation.",
  { output: true, apiName: "custom_domain", optionalInResponse: true },
);
