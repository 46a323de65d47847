// Generated from the provider's tables by `make generate`: change the tables instead.

import type * as pulumi from "@pulumi/pulumi";

export type AuthenticationProtocol = "oidc" | "saml";

export type Claim =
  | "tid"
  | "fname"
  | "lname"
  | "mname"
  | "email"
  | "email_verified"
  | "phone_number"
  | "phone_number_verified"
  | "groups"
  | "new_user"
  | "birthday"
  | "language"
  | "city"
  | "address"
  | "country"
  | "street_address"
  | "address_type"
  | "webauthn"
  | "roles"
  | "ts_roles"
  | "role_values"
  | "ts_permissions"
  | "permissions"
  | "approval_data"
  | "custom_group_data"
  | "username"
  | "secondary_phone_numbers"
  | "secondary_emails"
  | "picture"
  | "created_at"
  | "last_auth"
  | "auth_time"
  | "external_account_id"
  | "external_user_id"
  | "app_name"
  | "custom_data"
  | "custom_app_data"
  | "ai_actor";

export type ShortCookiesSamesiteType = "lax" | "none";

export type SupportedPrompt = "login" | "consent" | "none";

export type ClientType = "web" | "native";

export type ResponseType = "code" | "id_token";

export type Pkce =
  | "enforcePkceInsteadOfClientCredentials"
  | "enforcePkceAlongsideClientCredentials"
  | "allowPkceAlongsideClientCredentials";

export type TokenEndpointAuthMethod =
  | "client_secret_basic"
  | "self_signed_tls_client_auth"
  | "tls_client_auth"
  | "none"
  | "private_key_jwt";

export type AuthenticationMethod =
  | "client_secret_basic"
  | "self_signed_tls_client_auth"
  | "tls_client_auth"
  | "private_key_jwt";

export type SpNameIdType = "email" | "secondaryEmail" | "username" | "phoneNumber" | "externalUserId";

export type AttestationType = "none" | "indirect" | "direct";

export type Algorithm = "sha1" | "sha256" | "sha512";

export type CustomDomainState = "pending" | "verified" | "error";

export type Language = "en" | "es" | "pt" | "fr" | "ja" | "fr-CA";

export type ApplicationType = "ido" | "basic";

export type SigningKeyStatus = "signing" | "validating" | "disabled";

export type SigningKeySource = "global" | "mosaic" | "uploaded";

/** Makes the application the tenant's Authentication Hub, through which other applications sign their users in. */
export interface AuthenticatorPreferencesArgs {
  /** Whether the application is the tenant's Authentication Hub. One per tenant. Default: `false`. API: `authenticator_preferences.is_centralized`. */
  isCentralized: pulumi.Input<boolean>;
  /** Page that starts an authentication when another application asks for a centralized login. An absolute URI. API: `authenticator_preferences.login_uri`. */
  loginUri: pulumi.Input<string>;
}

/** Events that make a member's refresh tokens invalid. */
export interface RefreshTokenInvalidationTriggerConfigurationArgs {
  /** When a member is suspended. Default: `true`. API: `refresh_token_invalidation_trigger_configuration.invalidateOnMemberSuspension`. */
  invalidateOnMemberSuspension?: pulumi.Input<boolean>;
  /** When a member resets the password. Default: `true`. API: `refresh_token_invalidation_trigger_configuration.invalidateOnMemberPasswordReset`. */
  invalidateOnMemberPasswordReset?: pulumi.Input<boolean>;
  /** When a member's roles change. Default: `true`. API: `refresh_token_invalidation_trigger_configuration.invalidateOnMemberRoleUpdate`. */
  invalidateOnMemberRoleUpdate?: pulumi.Input<boolean>;
}

/** How the client authenticates: a secret, mutual TLS, or a signed JWT. */
export interface AuthenticationConfigurationArgs {
  /** How the client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `authentication_configuration.method`. */
  method: pulumi.Input<AuthenticationMethod>;
  /** Mutual TLS with certificates that a CA signed. API: `authentication_configuration.tls_client_auth`. */
  tlsClientAuth?: pulumi.Input<TlsClientAuthArgs>;
  /** Whether access tokens are bound to the client certificate when mutual TLS is used. API: `authentication_configuration.isMtlsCertTokenBound`. */
  isMtlsCertTokenBound?: pulumi.Input<boolean>;
  /** JSON Web Key Set with the client's public keys. Sent as it is. API: `authentication_configuration.jwks`. */
  jwks?: pulumi.Input<Record<string, unknown>>;
}

/** Mutual TLS with certificates that a CA signed. */
export interface TlsClientAuthArgs {
  /** PEM chain of intermediate and root CA certificates that client certificates are checked with. API: `authentication_configuration.tls_client_auth.certificate_chain`. */
  certificateChain?: pulumi.Input<string>;
  /** Distinguished name of the client certificate. The API declares it as a number. API: `authentication_configuration.tls_client_auth.distinguished_name`. */
  distinguishedName?: pulumi.Input<number>;
  /** Whether revocation is checked by OCSP. API: `authentication_configuration.tls_client_auth.ocsp_on`. */
  ocspOn?: pulumi.Input<boolean>;
  /** OCSP responder to ask. An absolute URI. API: `authentication_configuration.tls_client_auth.ocsp_responder_uri`. */
  ocspResponderUri?: pulumi.Input<string>;
  /** PEM certificate that the OCSP responder's signature is verified with. API: `authentication_configuration.tls_client_auth.ocsp_responder_certificate`. */
  ocspResponderCertificate?: pulumi.Input<string>;
  /** Whether a certificate is accepted when the OCSP responder cannot be reached. API: `authentication_configuration.tls_client_auth.ocsp_fail_open`. */
  ocspFailOpen?: pulumi.Input<boolean>;
}

/** Encryption of ID tokens for the client. */
export interface IdTokenEncryptionArgs {
  /** Whether ID tokens are encrypted. Default: `false`. API: `id_token_encryption.enabled`. */
  enabled: pulumi.Input<boolean>;
  /** JSON Web Key Set with the public keys to encrypt for. Sent as it is. API: `id_token_encryption.jwks`. */
  jwks?: pulumi.Input<Record<string, unknown>>;
}

/** Device authorization flow (RFC 8628). */
export interface DeviceAuthorizationArgs {
  /** Whether the client may use the device authorization flow (RFC 8628). Default: `false`. API: `device_authorization.enabled`. */
  enabled: pulumi.Input<boolean>;
  /** Page on which the user approves the access request. An absolute URI. API: `device_authorization.approval_uri`. */
  approvalUri: pulumi.Input<string>;
  /** Page that is told whether the user's authentication was completed. An absolute URI. API: `device_authorization.success_uri`. */
  successUri: pulumi.Input<string>;
  /** Page on which the user enters the code shown by the device. An absolute URI. API: `device_authorization.input_uri`. */
  inputUri: pulumi.Input<string>;
}

/** Client-initiated backchannel authentication (CIBA). */
export interface CibaAuthorizationArgs {
  /** Whether the client may use the CIBA flow. Default: `false`. API: `ciba_authorization.enabled`. */
  enabled: pulumi.Input<boolean>;
  /** Page on which the user signs in and verifies the access request. An absolute URI. API: `ciba_authorization.login_uri`. */
  loginUri?: pulumi.Input<string>;
}

/** How long tokens live. */
export interface TokenExpirationArgs {
  /** Seconds that an access token is valid. 0 or more. API: `token_expiration.access_token_ttl`. */
  accessTokenTtl?: pulumi.Input<number>;
  /** Seconds that a refresh token is valid. 0 or more. API: `token_expiration.refresh_token_ttl`. */
  refreshTokenTtl?: pulumi.Input<number>;
  /** How often a refresh token may be rotated. 0 or more. API: `token_expiration.max_refresh_rotate`. */
  maxRefreshRotate?: pulumi.Input<number>;
}

/** Makes the application the tenant's Authentication Hub, through which other applications sign their users in. */
export interface AuthenticatorPreferences {
  /** Whether the application is the tenant's Authentication Hub. One per tenant. Default: `false`. API: `authenticator_preferences.is_centralized`. */
  isCentralized: boolean;
  /** Page that starts an authentication when another application asks for a centralized login. An absolute URI. API: `authenticator_preferences.login_uri`. */
  loginUri: string;
}

/** Events that make a member's refresh tokens invalid. */
export interface RefreshTokenInvalidationTriggerConfiguration {
  /** When a member is suspended. Default: `true`. API: `refresh_token_invalidation_trigger_configuration.invalidateOnMemberSuspension`. */
  invalidateOnMemberSuspension?: boolean;
  /** When a member resets the password. Default: `true`. API: `refresh_token_invalidation_trigger_configuration.invalidateOnMemberPasswordReset`. */
  invalidateOnMemberPasswordReset?: boolean;
  /** When a member's roles change. Default: `true`. API: `refresh_token_invalidation_trigger_configuration.invalidateOnMemberRoleUpdate`. */
  invalidateOnMemberRoleUpdate?: boolean;
}

/** The default client, created and managed with the application. */
export interface FirstClient {
  /** Protocol that the client speaks. Set at creation only. Default: `"oidc"`. Changing it replaces the resource. API: `first_client.authentication_protocol`. */
  authenticationProtocol?: AuthenticationProtocol;
  /** Name of the client, shown in the Admin Portal. Not empty. API: `first_client.name`. */
  name: string;
  /** Short description, shown in the Admin Portal. API: `first_client.description`. */
  description?: string;
  /** Ids of the resources that the client may ask access to. The order means nothing. API: `first_client.resources`. */
  resources?: string[];
  /** Id of the client group that the client is in. Not empty. API: `first_client.client_group_id`. */
  clientGroupId?: string;
  /** Custom claims that ID tokens carry by default. The order means nothing. API: `first_client.default_custom_claims`. */
  defaultCustomClaims?: Claim[];
  /** Custom claims that the UserInfo endpoint returns by default. The order means nothing. API: `first_client.default_user_info_claims`. */
  defaultUserInfoClaims?: Claim[];
  /** Whether the UserInfo claims follow defaultCustomClaims. Default: `false`. API: `first_client.sync_id_token_claims_to_userinfo`. */
  syncIdTokenClaimsToUserinfo?: boolean;
  /** SameSite attribute of short-lived cookies. Default: `"lax"`. API: `first_client.short_cookies_samesite_type`. */
  shortCookiesSamesiteType?: ShortCookiesSamesiteType;
  /** Prompts that an authentication may ask for. For SAML clients, the API takes it and never returns it. The order means nothing. API: `first_client.supported_prompts`. */
  supportedPrompts?: SupportedPrompt[];
  /** OIDC clients only, which must have it. URIs that may be redirected to. The order means nothing. API: `first_client.redirect_uris`. */
  redirectUris?: string[];
  /** OIDC clients only. Whether the client runs on a server or on the user's device. Default: `"web"`. API: `first_client.client_type`. */
  clientType?: ClientType;
  /** OIDC clients only. OAuth response types that may be asked for. Default: `["code","id_token"]`. The order means nothing. API: `first_client.response_types`. */
  responseTypes?: ResponseType[];
  /** OIDC clients only. How Proof Key for Code Exchange is used. API: `first_client.pkce`. */
  pkce?: Pkce;
  /**
   * OIDC clients only. How the client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `first_client.token_endpoint_auth_method`.
   * @deprecated Use pkce and authenticationConfiguration instead.
   */
  tokenEndpointAuthMethod?: TokenEndpointAuthMethod;
  /** OIDC clients only. How the client authenticates: a secret, mutual TLS, or a signed JWT. API: `first_client.authentication_configuration`. */
  authenticationConfiguration?: AuthenticationConfiguration;
  /** OIDC clients only. Encryption of ID tokens for the client. API: `first_client.id_token_encryption`. */
  idTokenEncryption?: IdTokenEncryption;
  /** OIDC clients only. Device authorization flow (RFC 8628). API: `first_client.device_authorization`. */
  deviceAuthorization?: DeviceAuthorization;
  /** OIDC clients only. Client-initiated backchannel authentication (CIBA). API: `first_client.ciba_authorization`. */
  cibaAuthorization?: CibaAuthorization;
  /** OIDC clients only. How long tokens live. API: `first_client.token_expiration`. */
  tokenExpiration?: TokenExpiration;
  /** OIDC clients only. Seconds that a session lasts. 0 or more. API: `first_client.session_expiration`. */
  sessionExpiration?: number;
  /** OIDC clients only. Whether authorization requests must be pushed (PAR, RFC 9126). API: `first_client.enforce_par`. */
  enforcePar?: boolean;
  /** OIDC clients only. Whether the client complies with FAPI 2.0. API: `first_client.fapi_version_compliancy`. */
  fapiVersionCompliancy?: boolean;
  /** OIDC clients only. Whether the client belongs to a third party. The API takes it and never returns it, so drift in it cannot be seen. API: `first_client.is_third_party`. */
  isThirdParty?: boolean;
  /** OIDC clients only. Scopes that the client may ask for. The API takes it and never returns it, so drift in it cannot be seen. The order means nothing. API: `first_client.allowed_scopes`. */
  allowedScopes?: string[];
  /** OIDC clients only. Page on which the user gives consent. An absolute URI. The API takes it and never returns it, so drift in it cannot be seen. API: `first_client.consent_uri`. */
  consentUri?: string;
  /** OIDC clients only. How long a consent is valid, in the API's unit, which it does not document. 0 or more. The API takes it and never returns it, so drift in it cannot be seen. API: `first_client.consent_validity_period`. */
  consentValidityPeriod?: number;
  /** OIDC clients only. Ids of the roles that the client has. The API takes it and never returns it, so drift in it cannot be seen. The order means nothing. API: `first_client.role_ids`. */
  roleIds?: string[];
  /** SAML clients only, which must have it. Entity id of the service provider. Not empty. API: `first_client.sp_entity_id`. */
  spEntityId?: string;
  /** SAML clients only. Assertion Consumer Service URL of the service provider. An absolute URI. API: `first_client.sp_acs_url`. */
  spAcsUrl?: string;
  /** SAML clients only. What the assertion's NameID holds. API: `first_client.sp_name_id_type`. */
  spNameIdType?: SpNameIdType;
  /** SAML clients only. Whether assertions are signed. API: `first_client.sign_assertion`. */
  signAssertion?: boolean;
  /** SAML clients only. Whether requests may leave the ACS URL out. API: `first_client.optional_acs_url`. */
  optionalAcsUrl?: boolean;
  /** SAML clients only. Whether sign-in goes through the tenant's Authentication Hub. API: `first_client.use_centralized_login`. */
  useCentralizedLogin?: boolean;
  /** Id of a client of the application that from now on is the one that `firstClient` manages, after the default client was deleted outside of Pulumi. It can be removed again after the next `pulumi up`. Not empty. The API does not know it. */
  adopt?: string;
}

/** How the client authenticates: a secret, mutual TLS, or a signed JWT. */
export interface AuthenticationConfiguration {
  /** How the client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `authentication_configuration.method`. */
  method: AuthenticationMethod;
  /** Mutual TLS with certificates that a CA signed. API: `authentication_configuration.tls_client_auth`. */
  tlsClientAuth?: TlsClientAuth;
  /** Whether access tokens are bound to the client certificate when mutual TLS is used. API: `authentication_configuration.isMtlsCertTokenBound`. */
  isMtlsCertTokenBound?: boolean;
  /** JSON Web Key Set with the client's public keys. Sent as it is. API: `authentication_configuration.jwks`. */
  jwks?: Record<string, unknown>;
}

/** Mutual TLS with certificates that a CA signed. */
export interface TlsClientAuth {
  /** PEM chain of intermediate and root CA certificates that client certificates are checked with. API: `authentication_configuration.tls_client_auth.certificate_chain`. */
  certificateChain?: string;
  /** Distinguished name of the client certificate. The API declares it as a number. API: `authentication_configuration.tls_client_auth.distinguished_name`. */
  distinguishedName?: number;
  /** Whether revocation is checked by OCSP. API: `authentication_configuration.tls_client_auth.ocsp_on`. */
  ocspOn?: boolean;
  /** OCSP responder to ask. An absolute URI. API: `authentication_configuration.tls_client_auth.ocsp_responder_uri`. */
  ocspResponderUri?: string;
  /** PEM certificate that the OCSP responder's signature is verified with. API: `authentication_configuration.tls_client_auth.ocsp_responder_certificate`. */
  ocspResponderCertificate?: string;
  /** Whether a certificate is accepted when the OCSP responder cannot be reached. API: `authentication_configuration.tls_client_auth.ocsp_fail_open`. */
  ocspFailOpen?: boolean;
}

/** Encryption of ID tokens for the client. */
export interface IdTokenEncryption {
  /** Whether ID tokens are encrypted. Default: `false`. API: `id_token_encryption.enabled`. */
  enabled: boolean;
  /** JSON Web Key Set with the public keys to encrypt for. Sent as it is. API: `id_token_encryption.jwks`. */
  jwks?: Record<string, unknown>;
}

/** Device authorization flow (RFC 8628). */
export interface DeviceAuthorization {
  /** Whether the client may use the device authorization flow (RFC 8628). Default: `false`. API: `device_authorization.enabled`. */
  enabled: boolean;
  /** Page on which the user approves the access request. An absolute URI. API: `device_authorization.approval_uri`. */
  approvalUri: string;
  /** Page that is told whether the user's authentication was completed. An absolute URI. API: `device_authorization.success_uri`. */
  successUri: string;
  /** Page on which the user enters the code shown by the device. An absolute URI. API: `device_authorization.input_uri`. */
  inputUri: string;
}

/** Client-initiated backchannel authentication (CIBA). */
export interface CibaAuthorization {
  /** Whether the client may use the CIBA flow. Default: `false`. API: `ciba_authorization.enabled`. */
  enabled: boolean;
  /** Page on which the user signs in and verifies the access request. An absolute URI. API: `ciba_authorization.login_uri`. */
  loginUri?: string;
}

/** How long tokens live. */
export interface TokenExpiration {
  /** Seconds that an access token is valid. 0 or more. API: `token_expiration.access_token_ttl`. */
  accessTokenTtl?: number;
  /** Seconds that a refresh token is valid. 0 or more. API: `token_expiration.refresh_token_ttl`. */
  refreshTokenTtl?: number;
  /** How often a refresh token may be rotated. 0 or more. API: `token_expiration.max_refresh_rotate`. */
  maxRefreshRotate?: number;
}

/** How users of the application may sign in. Secret as a whole: it holds the secrets of other identity providers. */
export interface LoginPreferences {
  /** Settings of each method. API: `login_preferences.auth_methods`. */
  authMethods: AuthMethods;
}

/** Settings of each method. */
export interface AuthMethods {
  /** Login with Google. API: `login_preferences.auth_methods.google`. */
  google?: SocialProvider;
  /** Login with Facebook. API: `login_preferences.auth_methods.facebook`. */
  facebook?: SocialProvider;
  /** Login with a link sent by email. API: `login_preferences.auth_methods.email`. */
  email?: EmailConfiguration;
  /** Login with a passcode sent by email. API: `login_preferences.auth_methods.email_otp`. */
  emailOtp?: EmailOtpConfiguration;
  /** Login with Apple. API: `login_preferences.auth_methods.apple`. */
  apple?: AppleConfiguration;
  /** Login with a passcode sent by SMS. API: `login_preferences.auth_methods.sms`. */
  sms?: SmsConfiguration;
  /** WebAuthn (passkeys). API: `login_preferences.auth_methods.webauthn_api`. */
  webauthnApi?: WebAuthnConfiguration;
  /** Login with LINE. API: `login_preferences.auth_methods.line`. */
  line?: SocialProvider;
  /** Login with a password. API: `login_preferences.auth_methods.password`. */
  password?: PasswordConfiguration;
  /** Time-based one-time passwords. API: `login_preferences.auth_methods.totp`. */
  totp?: TotpConfiguration;
  /** Push notifications. API: `login_preferences.auth_methods.push`. */
  push?: PushConfiguration;
  /** Login with TikTok. API: `login_preferences.auth_methods.tiktok`. */
  tiktok?: SocialProvider;
  /** Login with a PIN. API: `login_preferences.auth_methods.pin_authenticator`. */
  pinAuthenticator?: PinConfiguration;
  /** Login with the face. API: `login_preferences.auth_methods.face`. */
  face?: FaceConfiguration;
}

/** Login with TikTok. */
export interface SocialProvider {
  /** Client id at the identity provider. API: `clientId`. */
  clientId: string;
  /** Client secret at the identity provider. API: `clientSecret`. */
  clientSecret?: string;
  /** URIs that may be redirected to. API: `redirectUris`. */
  redirectUris?: string[];
}

/** Login with a link sent by email. */
export interface EmailConfiguration {
  /** Minutes that the link is valid. API: `login_preferences.auth_methods.email.expiresIn`. */
  expiresIn: number;
  /** Links that a user may be sent per minute. API: `login_preferences.auth_methods.email.linksPerUser`. */
  linksPerUser: number;
  /** How the message looks. API: `login_preferences.auth_methods.email.message`. */
  message: MessageConfiguration;
}

/** How the message looks. */
export interface MessageConfiguration {
  /** Primary colour of the message, as a hexadecimal colour. API: `message.primaryColor`. */
  primaryColor: string;
  /** Sender of the message. API: `message.from`. */
  from?: string;
  /** Subject of the message. API: `message.subject`. */
  subject?: string;
}

/** Login with a passcode sent by email. */
export interface EmailOtpConfiguration {
  /** Minutes that the passcode is valid. API: `login_preferences.auth_methods.email_otp.expiresIn`. */
  expiresIn: number;
  /** Minutes of lockout after too many wrong attempts. API: `login_preferences.auth_methods.email_otp.lockoutDuration`. */
  lockoutDuration?: number;
  /** Wrong attempts allowed. API: `login_preferences.auth_methods.email_otp.maxFailures`. */
  maxFailures: number;
  /** Digits of the passcode, 4 to 8. API: `login_preferences.auth_methods.email_otp.codeLength`. */
  codeLength?: number;
  /** Whether a passcode may be used at another client of the application. Default: `false`. API: `login_preferences.auth_methods.email_otp.crossClientsAllowed`. */
  crossClientsAllowed?: boolean;
  /** How the message looks. API: `login_preferences.auth_methods.email_otp.message`. */
  message: MessageConfiguration;
}

/** Login with Apple. */
export interface AppleConfiguration {
  /** Client id at the identity provider. API: `login_preferences.auth_methods.apple.clientId`. */
  clientId: string;
  /** Client secret at the identity provider. API: `login_preferences.auth_methods.apple.clientSecret`. */
  clientSecret?: string;
  /** URIs that may be redirected to. API: `login_preferences.auth_methods.apple.redirectUris`. */
  redirectUris?: string[];
  /** Team id at Apple. API: `login_preferences.auth_methods.apple.appleTeamId`. */
  appleTeamId: string;
  /** Key id at Apple. API: `login_preferences.auth_methods.apple.keyId`. */
  keyId: string;
}

/** Login with a passcode sent by SMS. */
export interface SmsConfiguration {
  /** Minutes that the passcode is valid. API: `login_preferences.auth_methods.sms.expiresIn`. */
  expiresIn: number;
  /** Minutes of lockout after too many wrong attempts. API: `login_preferences.auth_methods.sms.lockoutDuration`. */
  lockoutDuration?: number;
  /** Wrong attempts allowed. API: `login_preferences.auth_methods.sms.maxFailures`. */
  maxFailures: number;
  /** Digits of the passcode, 4 to 8. API: `login_preferences.auth_methods.sms.codeLength`. */
  codeLength?: number;
  /** Whether a passcode may be used at another client of the application. Default: `false`. API: `login_preferences.auth_methods.sms.crossClientsAllowed`. */
  crossClientsAllowed?: boolean;
}

/** WebAuthn (passkeys). */
export interface WebAuthnConfiguration {
  /** Minutes until failed attempts are forgotten. Default: `15`. 1 to 525600. API: `login_preferences.auth_methods.webauthn_api.failuresExpireIn`. */
  failuresExpireIn?: number;
  /** Steps of the lockout, by failed attempts. API: `login_preferences.auth_methods.webauthn_api.lockoutTiers`. */
  lockoutTiers?: LockoutTier[];
  /** Domain that credentials are registered for. API: `login_preferences.auth_methods.webauthn_api.rpId`. */
  rpId: string;
  /** Web origins that may register and authenticate. API: `login_preferences.auth_methods.webauthn_api.rpWebOrigins`. */
  rpWebOrigins?: string[];
  /** Mobile origins that may register and authenticate. API: `login_preferences.auth_methods.webauthn_api.rpMobileOrigins`. */
  rpMobileOrigins?: string[];
  /** Whether a new passkey replaces the existing one. Default: `false`. API: `login_preferences.auth_methods.webauthn_api.replaceExistingPasskey`. */
  replaceExistingPasskey?: boolean;
  /**
   * Failed attempts allowed. Default: `5`. API: `login_preferences.auth_methods.webauthn_api.maxFailures`.
   * @deprecated Use lockoutTiers instead.
   */
  maxFailures?: number;
  /**
   * Minutes of lockout after that many. Default: `15`. API: `login_preferences.auth_methods.webauthn_api.lockoutDuration`.
   * @deprecated Use lockoutTiers instead.
   */
  lockoutDuration?: number;
  /** Whether synced passkeys are allowed. Default: `true`. API: `login_preferences.auth_methods.webauthn_api.allowSyncedPasskeys`. */
  allowSyncedPasskeys?: boolean;
  /** Whether device-bound passkeys need attestation. Default: `false`. API: `login_preferences.auth_methods.webauthn_api.enforceAttestation`. */
  enforceAttestation?: boolean;
  /** Attestation that is asked for. Default: `"none"`. API: `login_preferences.auth_methods.webauthn_api.attestationType`. */
  attestationType?: AttestationType;
  /** Authenticators that alone are accepted. API: `login_preferences.auth_methods.webauthn_api.aaguidAllowList`. */
  aaguidAllowList?: string[];
  /** Authenticators that are rejected. API: `login_preferences.auth_methods.webauthn_api.aaguidBlockList`. */
  aaguidBlockList?: string[];
  /**
   * The one web origin. API: `login_preferences.auth_methods.webauthn_api.rpOrigin`.
   * @deprecated Use rpWebOrigins instead.
   */
  rpOrigin?: string;
  /**
   * Origins. API: `login_preferences.auth_methods.webauthn_api.rpOrigins`.
   * @deprecated Use rpWebOrigins and rpMobileOrigins instead.
   */
  rpOrigins?: string[];
}

/** One step of a progressive lockout. */
export interface LockoutTier {
  /** Failed attempts that trigger the tier. 1 or more. API: `lockoutTiers.attempts`. */
  attempts: number;
  /** Minutes of lockout. 1 to 525600. API: `lockoutTiers.duration`. */
  duration: number;
}

/** Login with a password. */
export interface PasswordConfiguration {
  /** Minutes until failed attempts are forgotten. Default: `15`. 1 to 525600. API: `login_preferences.auth_methods.password.failuresExpireIn`. */
  failuresExpireIn?: number;
  /** Steps of the lockout, by failed attempts. API: `login_preferences.auth_methods.password.lockoutTiers`. */
  lockoutTiers?: LockoutTier[];
  /** Minutes that a reset token is valid. Default: `5`. 5 to 60. API: `login_preferences.auth_methods.password.resetValidityMinutes`. */
  resetValidityMinutes: number;
  /** Complexity asked for. Default: `5`. 1 to 5. API: `login_preferences.auth_methods.password.passwordComplexity`. */
  passwordComplexity: number;
  /** Least characters. Default: `14`. 5 to 14. API: `login_preferences.auth_methods.password.passwordMinLength`. */
  passwordMinLength: number;
  /** Recent passwords that may not come back. Default: `0`. 0 to 20. API: `login_preferences.auth_methods.password.blockPreviousPasswords`. */
  blockPreviousPasswords: number;
  /** Whether leaked passwords (HIBP) are refused. Default: `false`. API: `login_preferences.auth_methods.password.checkHibp`. */
  checkHibp?: boolean;
  /** Whether words of a dictionary are refused. Default: `false`. API: `login_preferences.auth_methods.password.checkDictionary`. */
  checkDictionary?: boolean;
  /** Days until a password expires. Default: `90`. 1 to 1096. API: `login_preferences.auth_methods.password.passwordExpiresIn`. */
  passwordExpiresIn: number;
  /** Whether passwords never expire. Default: `false`. API: `login_preferences.auth_methods.password.ignoreExpiration`. */
  ignoreExpiration?: boolean;
  /** Wrong passwords before suspension. Default: `5`. 1 to 20. API: `login_preferences.auth_methods.password.maxPasswordFailures`. */
  maxPasswordFailures?: number;
  /** Minutes of suspension. Default: `15`. 1 to 525600. API: `login_preferences.auth_methods.password.passwordSuspensionDuration`. */
  passwordSuspensionDuration?: number;
  /** Hours that a temporary password is valid. 1 to 8760. API: `login_preferences.auth_methods.password.tempPasswordValidityHours`. */
  tempPasswordValidityHours?: number;
  /** How the message looks. API: `login_preferences.auth_methods.password.message`. */
  message: MessageConfiguration;
  /** Whether a reset needs a second factor. Default: `false`. API: `login_preferences.auth_methods.password.requireMFA`. */
  requireMFA?: boolean;
  /** Digits of the passcode, 4 to 8. API: `login_preferences.auth_methods.password.codeLength`. */
  codeLength?: number;
  /** Whether the user is told of a new password by email. Default: `false`. API: `login_preferences.auth_methods.password.notifyOnPasswordUpdate`. */
  notifyOnPasswordUpdate?: boolean;
}

/** Time-based one-time passwords. */
export interface TotpConfiguration {
  /** Minutes until failed attempts are forgotten. Default: `15`. 1 to 525600. API: `login_preferences.auth_methods.totp.failuresExpireIn`. */
  failuresExpireIn?: number;
  /** Steps of the lockout, by failed attempts. API: `login_preferences.auth_methods.totp.lockoutTiers`. */
  lockoutTiers?: LockoutTier[];
  /** Hash algorithm. Default: `"sha1"`. API: `login_preferences.auth_methods.totp.algorithm`. */
  algorithm?: Algorithm;
  /** Digits of the code, 6 or 8. Default: `6`. API: `login_preferences.auth_methods.totp.digits`. */
  digits?: number;
  /** Seconds that a code is valid. Default: `30`. API: `login_preferences.auth_methods.totp.period`. */
  period?: number;
  /** Neighbouring codes that are accepted. Default: `1`. API: `login_preferences.auth_methods.totp.window`. */
  window?: number;
  /** Issuer shown by authenticator apps. API: `login_preferences.auth_methods.totp.issuer`. */
  issuer?: string;
  /**
   * Failed attempts allowed. Default: `5`. API: `login_preferences.auth_methods.totp.maxFailures`.
   * @deprecated Use lockoutTiers instead.
   */
  maxFailures?: number;
  /**
   * Minutes of lockout after that many. Default: `15`. API: `login_preferences.auth_methods.totp.lockoutDuration`.
   * @deprecated Use lockoutTiers instead.
   */
  lockoutDuration?: number;
  /** Authenticators a user may have, 1 to 50. Default: `1`. API: `login_preferences.auth_methods.totp.maxTotpPerUser`. */
  maxTotpPerUser?: number;
}

/** Push notifications. */
export interface PushConfiguration {
  /** Apple's push service: one app, or a list of them. API: `login_preferences.auth_methods.push.apn`. */
  apn?: ApnConfiguration[];
  /** Google's push service. API: `login_preferences.auth_methods.push.fcm`. */
  fcm?: FcmConfiguration;
}

/** One app at Apple's push service. */
export interface ApnConfiguration {
  /** Key. API: `login_preferences.auth_methods.push.apn.key`. */
  key: string;
  /** Id of the key. API: `login_preferences.auth_methods.push.apn.keyId`. */
  keyId: string;
  /** Id of the team. API: `login_preferences.auth_methods.push.apn.teamId`. */
  teamId: string;
  /** Bundle of the app. API: `login_preferences.auth_methods.push.apn.bundle`. */
  bundle: string;
  /** Whether this is the production environment. API: `login_preferences.auth_methods.push.apn.isProduction`. */
  isProduction?: boolean;
}

/** Google's push service. */
export interface FcmConfiguration {
  /** Key of the service account. Answered as it is. API: `login_preferences.auth_methods.push.fcm.key`. */
  key: Record<string, unknown>;
}

/** Login with a PIN. */
export interface PinConfiguration {
  /** Minutes until failed attempts are forgotten. Default: `15`. 1 to 525600. API: `login_preferences.auth_methods.pin_authenticator.failuresExpireIn`. */
  failuresExpireIn?: number;
  /** Steps of the lockout, by failed attempts. API: `login_preferences.auth_methods.pin_authenticator.lockoutTiers`. */
  lockoutTiers?: LockoutTier[];
  /**
   * Failed attempts allowed. Default: `5`. API: `login_preferences.auth_methods.pin_authenticator.maxFailures`.
   * @deprecated Use lockoutTiers instead.
   */
  maxFailures?: number;
  /**
   * Minutes of lockout after that many. Default: `15`. API: `login_preferences.auth_methods.pin_authenticator.lockoutDuration`.
   * @deprecated Use lockoutTiers instead.
   */
  lockoutDuration?: number;
}

/** Login with the face. */
export interface FaceConfiguration {
  /** Minutes until failed attempts are forgotten. Default: `15`. 1 to 525600. API: `login_preferences.auth_methods.face.failuresExpireIn`. */
  failuresExpireIn?: number;
  /** Steps of the lockout, by failed attempts. API: `login_preferences.auth_methods.face.lockoutTiers`. */
  lockoutTiers?: LockoutTier[];
  /**
   * Failed attempts allowed. Default: `5`. API: `login_preferences.auth_methods.face.maxFailures`.
   * @deprecated Use lockoutTiers instead.
   */
  maxFailures?: number;
  /**
   * Minutes of lockout after that many. Default: `15`. API: `login_preferences.auth_methods.face.lockoutDuration`.
   * @deprecated Use lockoutTiers instead.
   */
  lockoutDuration?: number;
  /** Whether the image's embedding is kept. Default: `true`. API: `login_preferences.auth_methods.face.saveImageEmbedding`. */
  saveImageEmbedding?: boolean;
}

/** State of the custom domain's validation. */
export interface CustomDomainStatus {
  /** The domain. API: `custom_domain.domain`. */
  domain: string;
  /** When it last changed, RFC 3339. API: `custom_domain.updated_at`. */
  updatedAt: string;
  /** How far its validation is. Default: `"pending"`. API: `custom_domain.status`. */
  status?: CustomDomainState;
  /** Why its validation failed. API: `custom_domain.error`. */
  error?: string;
}

/** How the application writes to its users. */
export interface ExternalCommunication {
  /** Language of messages to users. Default: `"en"`. API: `external_communication.language`. */
  language?: Language;
}

/** An identity application of the tenant. It has at least one client; the first is created with it. */
export interface ListedApplication {
  /** Name of the application, shown in the Admin Portal. API: `app_name`. */
  appName: string;
  /** Short description, shown in the Admin Portal. API: `app_description`. */
  appDescription?: string;
  /** Ids of the service providers that may be redirected to. The order means nothing. API: `service_providers`. */
  serviceProviders?: string[];
  /** Whether login flows may create new users. Default: `false`. API: `allow_public_signup`. */
  allowPublicSignup?: boolean;
  /** Makes the application the tenant's Authentication Hub, through which other applications sign their users in. API: `authenticator_preferences`. */
  authenticatorPreferences?: AuthenticatorPreferences;
  /** The application's login page. API: `login_uri`. */
  loginUri?: string;
  /** Page that invited members are sent to. API: `invite_member_uri`. */
  inviteMemberUri?: string;
  /** Minutes that the link in an invitation is valid. Default: `2880`. API: `invite_member_email_expiration_minutes`. */
  inviteMemberEmailExpirationMinutes?: number;
  /** Client that invitations by email link go through. API: `invite_client_id`. */
  inviteClientId?: string;
  /** Subdomain of the portal in which organizations manage their users. Letters, digits and hyphens. API: `subdomain`. */
  subdomain?: string;
  /** Domain that the application can be reached at, for example `login.example.com`. A host name alone. API: `custom_domain`. */
  customDomain?: string;
  /** Whether the application signs tokens with a key of its own. Default: `false`. API: `signing_key_enabled`. */
  signingKeyEnabled?: boolean;
  /** Events that make a member's refresh tokens invalid. API: `refresh_token_invalidation_trigger_configuration`. */
  refreshTokenInvalidationTriggerConfiguration?: RefreshTokenInvalidationTriggerConfiguration;
  /** Name of the default client. API: `client_display_name`. */
  clientDisplayName?: string;
  /** Short description of the default client. API: `client_description`. */
  clientDescription?: string;
  /** Whether the default client runs on a server or on the user's device. Default: `"web"`. API: `client_type`. */
  clientType?: ClientType;
  /** URIs that the default client may redirect to. The order means nothing. API: `redirect_uris`. */
  redirectUris?: string[];
  /** Ids of the resources that the default client may ask access to. The order means nothing. API: `resources`. */
  resources?: string[];
  /** Device authorization flow (RFC 8628). API: `device_authorization`. */
  deviceAuthorization?: DeviceAuthorization;
  /** Client-initiated backchannel authentication (CIBA). API: `ciba_authorization`. */
  cibaAuthorization?: CibaAuthorization;
  /** How the default client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `client_auth_method`. */
  clientAuthMethod?: TokenEndpointAuthMethod;
  /** How the default client uses Proof Key for Code Exchange. API: `pkce`. */
  pkce?: Pkce;
  /** Id of the application. API: `app_id`. */
  appId: string;
  /** Tenant that the application belongs to. API: `tenant_id`. */
  tenantId: string;
  /** Id of the default client. API: `client_id`. */
  clientId?: string;
  /** Secret of the default client. API: `client_secret`. */
  clientSecret?: string;
  /** How users of the application may sign in. Secret as a whole: it holds the secrets of other identity providers. API: `login_preferences`. */
  loginPreferences: LoginPreferences;
  /** State of the custom domain's validation. API: `custom_domain`. */
  customDomainStatus?: CustomDomainStatus;
  /** Group of applications that passwords are shared with. API: `password_sharing_group_id`. */
  passwordSharingGroupId?: string;
  /** How the application writes to its users. API: `external_communication`. */
  externalCommunication?: ExternalCommunication;
  /** Kind of application. API: `application_type`. */
  applicationType?: ApplicationType;
  /** When the application was created, RFC 3339. API: `created_at`. */
  createdAt: string;
  /** Who created the application. API: `created_by`. */
  createdBy: string;
  /** When the application was last updated, RFC 3339. API: `updated_at`. */
  updatedAt: string;
}

/** A client of an application: what signs users in through OpenID Connect or SAML. */
export interface ListedClient {
  /** Application that the client belongs to. API: `app_id`. */
  appId: string;
  /** Protocol that the client speaks. Set at creation only. Default: `"oidc"`. API: `authentication_protocol`. */
  authenticationProtocol?: AuthenticationProtocol;
  /** Name of the client, shown in the Admin Portal. API: `name`. */
  name: string;
  /** Short description, shown in the Admin Portal. API: `description`. */
  description?: string;
  /** Ids of the resources that the client may ask access to. The order means nothing. API: `resources`. */
  resources?: string[];
  /** Id of the client group that the client is in. API: `client_group_id`. */
  clientGroupId?: string;
  /** Custom claims that ID tokens carry by default. The order means nothing. API: `default_custom_claims`. */
  defaultCustomClaims?: Claim[];
  /** Custom claims that the UserInfo endpoint returns by default. The order means nothing. API: `default_user_info_claims`. */
  defaultUserInfoClaims?: Claim[];
  /** Whether the UserInfo claims follow defaultCustomClaims. Default: `false`. API: `sync_id_token_claims_to_userinfo`. */
  syncIdTokenClaimsToUserinfo?: boolean;
  /** SameSite attribute of short-lived cookies. Default: `"lax"`. API: `short_cookies_samesite_type`. */
  shortCookiesSamesiteType?: ShortCookiesSamesiteType;
  /** Prompts that an authentication may ask for. For SAML clients, the API takes it and never returns it. The order means nothing. API: `supported_prompts`. */
  supportedPrompts?: SupportedPrompt[];
  /** OIDC clients only. URIs that may be redirected to. The order means nothing. API: `redirect_uris`. */
  redirectUris?: string[];
  /** OIDC clients only. Whether the client runs on a server or on the user's device. Default: `"web"`. API: `client_type`. */
  clientType?: ClientType;
  /** OIDC clients only. OAuth response types that may be asked for. Default: `["code","id_token"]`. The order means nothing. API: `response_types`. */
  responseTypes?: ResponseType[];
  /** OIDC clients only. How Proof Key for Code Exchange is used. API: `pkce`. */
  pkce?: Pkce;
  /**
   * OIDC clients only. How the client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `token_endpoint_auth_method`.
   * @deprecated Use pkce and authenticationConfiguration instead.
   */
  tokenEndpointAuthMethod?: TokenEndpointAuthMethod;
  /** OIDC clients only. How the client authenticates: a secret, mutual TLS, or a signed JWT. API: `authentication_configuration`. */
  authenticationConfiguration?: AuthenticationConfiguration;
  /** OIDC clients only. Encryption of ID tokens for the client. API: `id_token_encryption`. */
  idTokenEncryption?: IdTokenEncryption;
  /** OIDC clients only. Device authorization flow (RFC 8628). API: `device_authorization`. */
  deviceAuthorization?: DeviceAuthorization;
  /** OIDC clients only. Client-initiated backchannel authentication (CIBA). API: `ciba_authorization`. */
  cibaAuthorization?: CibaAuthorization;
  /** OIDC clients only. How long tokens live. API: `token_expiration`. */
  tokenExpiration?: TokenExpiration;
  /** OIDC clients only. Seconds that a session lasts. API: `session_expiration`. */
  sessionExpiration?: number;
  /** OIDC clients only. Whether authorization requests must be pushed (PAR, RFC 9126). API: `enforce_par`. */
  enforcePar?: boolean;
  /** OIDC clients only. Whether the client complies with FAPI 2.0. API: `fapi_version_compliancy`. */
  fapiVersionCompliancy?: boolean;
  /** SAML clients only. Entity id of the service provider. API: `sp_entity_id`. */
  spEntityId?: string;
  /** SAML clients only. Assertion Consumer Service URL of the service provider. API: `sp_acs_url`. */
  spAcsUrl?: string;
  /** SAML clients only. What the assertion's NameID holds. API: `sp_name_id_type`. */
  spNameIdType?: SpNameIdType;
  /** SAML clients only. Whether assertions are signed. API: `sign_assertion`. */
  signAssertion?: boolean;
  /** SAML clients only. Whether requests may leave the ACS URL out. API: `optional_acs_url`. */
  optionalAcsUrl?: boolean;
  /** SAML clients only. Whether sign-in goes through the tenant's Authentication Hub. API: `use_centralized_login`. */
  useCentralizedLogin?: boolean;
  /** Id of the client in the API and in OAuth requests. API: `client_id`. */
  clientId: string;
  /** Secret of the client. API: `client_secret`. */
  clientSecret: string;
  /** Tenant that the client belongs to. API: `tenant_id`. */
  tenantId: string;
  /** When the client was created, RFC 3339. API: `created_at`. */
  createdAt: string;
  /** When the client was last updated, RFC 3339. API: `updated_at`. */
  updatedAt: string;
  /** SAML clients only. Where the identity provider's SAML metadata is. API: `metadata_url`. */
  metadataUrl?: string;
  /** SAML clients only. Where the service provider sends SAML requests. API: `sso_url`. */
  ssoUrl?: string;
  /** SAML clients only. Entity id of the identity provider. API: `entity_id`. */
  entityId?: string;
  /** SAML clients only. Certificate that assertions are signed with. API: `x509_certificate`. */
  x509Certificate?: string;
}

/** A key that tokens are signed with: made by the API, or uploaded. It belongs to the application of the credentials that the provider is configured with; the API knows no other. */
export interface ListedSigningKey {
  /** Name of the key. API: `name`. */
  name: string;
  /** Whether tokens are signed with the key, are only validated with it, or neither. If it is not given, the API decides. API: `status`. */
  status?: SigningKeyStatus;
  /** Id of the key in the API. API: `id`. */
  keyId: string;
  /** Application that the key belongs to. API: `app_id`. */
  appId: string;
  /** Tenant that the key belongs to. API: `tenant_id`. */
  tenantId: string;
  /** Id of the key in tokens and in the application's key set. API: `kid`. */
  kid: string;
  /** Where the key comes from: it is the tenant's, the API made it, or it was uploaded. API: `source`. */
  source: SigningKeySource;
  /** When the key was created, RFC 3339. API: `created_at`. */
  createdAt: string;
  /** When the key was last updated, RFC 3339. API: `updated_at`. */
  updatedAt: string;
}

export interface ApplicationArgs {
  /** Name of the application, shown in the Admin Portal. Not empty. API: `app_name`. */
  appName: pulumi.Input<string>;
  /** Short description, shown in the Admin Portal. API: `app_description`. */
  appDescription?: pulumi.Input<string>;
  /** The application's logo, for example in email templates. An absolute URI. API: `logo`. */
  logo?: pulumi.Input<string>;
  /** Ids of the service providers that may be redirected to. The order means nothing. API: `service_providers`. */
  serviceProviders?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether login flows may create new users. Default: `false`. API: `allow_public_signup`. */
  allowPublicSignup?: pulumi.Input<boolean>;
  /** Makes the application the tenant's Authentication Hub, through which other applications sign their users in. API: `authenticator_preferences`. */
  authenticatorPreferences?: pulumi.Input<AuthenticatorPreferencesArgs>;
  /** The application's login page. An absolute URI. API: `login_uri`. */
  loginUri?: pulumi.Input<string>;
  /** Page that invited members are sent to. An absolute URI. API: `invite_member_uri`. */
  inviteMemberUri?: pulumi.Input<string>;
  /** Minutes that the link in an invitation is valid. Default: `2880`. 0 or more. API: `invite_member_email_expiration_minutes`. */
  inviteMemberEmailExpirationMinutes?: pulumi.Input<number>;
  /** Client that invitations by email link go through. Not empty. API: `invite_client_id`. */
  inviteClientId?: pulumi.Input<string>;
  /** Subdomain of the portal in which organizations manage their users. Letters, digits and hyphens. No two applications of a tenant can have the same. API: `subdomain`. */
  subdomain?: pulumi.Input<string>;
  /** Domain that the application can be reached at, for example `login.example.com`. A host name alone. No two applications of a tenant can have the same. API: `custom_domain`. */
  customDomain?: pulumi.Input<string>;
  /** Whether the application signs tokens with a key of its own. Default: `false`. API: `signing_key_enabled`. */
  signingKeyEnabled?: pulumi.Input<boolean>;
  /** Whether disabling the signing key also deletes it. Tokens signed with it are then no longer valid. Default: `false`. The API takes it and never returns it, so drift in it cannot be seen. API: `should_delete_signing_key`. */
  shouldDeleteSigningKey?: pulumi.Input<boolean>;
  /** Events that make a member's refresh tokens invalid. API: `refresh_token_invalidation_trigger_configuration`. */
  refreshTokenInvalidationTriggerConfiguration?: pulumi.Input<RefreshTokenInvalidationTriggerConfigurationArgs>;
  /** The default client, created and managed with the application. API: `first_client`. */
  firstClient?: pulumi.Input<FirstClientArgs>;
  /** Refuses to delete or replace the resource, also after it left the program. To delete it, set this to false and run `pulumi up` first. Default: `false`. The API does not know it. */
  deletionProtection?: pulumi.Input<boolean>;
  /**
   * Name of the default client. Not empty. API: `client_display_name`.
   * @deprecated Use firstClient.name instead.
   */
  clientDisplayName?: pulumi.Input<string>;
  /**
   * Short description of the default client. API: `client_description`.
   * @deprecated Use firstClient.description instead.
   */
  clientDescription?: pulumi.Input<string>;
  /**
   * Whether the default client runs on a server or on the user's device. Default: `"web"`. API: `client_type`.
   * @deprecated Use firstClient.clientType instead.
   */
  clientType?: pulumi.Input<ClientType>;
  /**
   * URIs that the default client may redirect to. The order means nothing. API: `redirect_uris`.
   * @deprecated Use firstClient.redirectUris instead.
   */
  redirectUris?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Ids of the resources that the default client may ask access to. The order means nothing. API: `resources`.
   * @deprecated Use firstClient.resources instead.
   */
  resources?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Device authorization flow (RFC 8628). API: `device_authorization`.
   * @deprecated Use firstClient.deviceAuthorization instead.
   */
  deviceAuthorization?: pulumi.Input<DeviceAuthorizationArgs>;
  /**
   * Client-initiated backchannel authentication (CIBA). API: `ciba_authorization`.
   * @deprecated Use firstClient.cibaAuthorization instead.
   */
  cibaAuthorization?: pulumi.Input<CibaAuthorizationArgs>;
  /**
   * How the default client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `client_auth_method`.
   * @deprecated Use firstClient.pkce and firstClient.authenticationConfiguration instead.
   */
  clientAuthMethod?: pulumi.Input<TokenEndpointAuthMethod>;
  /**
   * How the default client uses Proof Key for Code Exchange. API: `pkce`.
   * @deprecated Use firstClient.pkce instead.
   */
  pkce?: pulumi.Input<Pkce>;
}

export interface OidcClientArgs {
  /** Application that the client belongs to. Not empty. Changing it replaces the resource. API: `app_id`. */
  appId: pulumi.Input<string>;
  /** Protocol that the client speaks. Set at creation only. Default: `"oidc"`. Changing it replaces the resource. API: `authentication_protocol`. */
  authenticationProtocol?: "oidc";
  /** Name of the client, shown in the Admin Portal. Not empty. API: `name`. */
  name: pulumi.Input<string>;
  /** Short description, shown in the Admin Portal. API: `description`. */
  description?: pulumi.Input<string>;
  /** Ids of the resources that the client may ask access to. The order means nothing. API: `resources`. */
  resources?: pulumi.Input<pulumi.Input<string>[]>;
  /** Id of the client group that the client is in. Not empty. API: `client_group_id`. */
  clientGroupId?: pulumi.Input<string>;
  /** Custom claims that ID tokens carry by default. The order means nothing. API: `default_custom_claims`. */
  defaultCustomClaims?: pulumi.Input<pulumi.Input<Claim>[]>;
  /** Custom claims that the UserInfo endpoint returns by default. The order means nothing. API: `default_user_info_claims`. */
  defaultUserInfoClaims?: pulumi.Input<pulumi.Input<Claim>[]>;
  /** Whether the UserInfo claims follow defaultCustomClaims. Default: `false`. API: `sync_id_token_claims_to_userinfo`. */
  syncIdTokenClaimsToUserinfo?: pulumi.Input<boolean>;
  /** SameSite attribute of short-lived cookies. Default: `"lax"`. API: `short_cookies_samesite_type`. */
  shortCookiesSamesiteType?: pulumi.Input<ShortCookiesSamesiteType>;
  /** Prompts that an authentication may ask for. For SAML clients, the API takes it and never returns it. The order means nothing. API: `supported_prompts`. */
  supportedPrompts?: pulumi.Input<pulumi.Input<SupportedPrompt>[]>;
  /** OIDC clients only, which must have it. URIs that may be redirected to. The order means nothing. API: `redirect_uris`. */
  redirectUris: pulumi.Input<pulumi.Input<string>[]>;
  /** OIDC clients only. Whether the client runs on a server or on the user's device. Default: `"web"`. API: `client_type`. */
  clientType?: pulumi.Input<ClientType>;
  /** OIDC clients only. OAuth response types that may be asked for. Default: `["code","id_token"]`. The order means nothing. API: `response_types`. */
  responseTypes?: pulumi.Input<pulumi.Input<ResponseType>[]>;
  /** OIDC clients only. How Proof Key for Code Exchange is used. API: `pkce`. */
  pkce?: pulumi.Input<Pkce>;
  /**
   * OIDC clients only. How the client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `token_endpoint_auth_method`.
   * @deprecated Use pkce and authenticationConfiguration instead.
   */
  tokenEndpointAuthMethod?: pulumi.Input<TokenEndpointAuthMethod>;
  /** OIDC clients only. How the client authenticates: a secret, mutual TLS, or a signed JWT. API: `authentication_configuration`. */
  authenticationConfiguration?: pulumi.Input<AuthenticationConfigurationArgs>;
  /** OIDC clients only. Encryption of ID tokens for the client. API: `id_token_encryption`. */
  idTokenEncryption?: pulumi.Input<IdTokenEncryptionArgs>;
  /** OIDC clients only. Device authorization flow (RFC 8628). API: `device_authorization`. */
  deviceAuthorization?: pulumi.Input<DeviceAuthorizationArgs>;
  /** OIDC clients only. Client-initiated backchannel authentication (CIBA). API: `ciba_authorization`. */
  cibaAuthorization?: pulumi.Input<CibaAuthorizationArgs>;
  /** OIDC clients only. How long tokens live. API: `token_expiration`. */
  tokenExpiration?: pulumi.Input<TokenExpirationArgs>;
  /** OIDC clients only. Seconds that a session lasts. 0 or more. API: `session_expiration`. */
  sessionExpiration?: pulumi.Input<number>;
  /** OIDC clients only. Whether authorization requests must be pushed (PAR, RFC 9126). API: `enforce_par`. */
  enforcePar?: pulumi.Input<boolean>;
  /** OIDC clients only. Whether the client complies with FAPI 2.0. API: `fapi_version_compliancy`. */
  fapiVersionCompliancy?: pulumi.Input<boolean>;
  /** OIDC clients only. Whether the client belongs to a third party. The API takes it and never returns it, so drift in it cannot be seen. API: `is_third_party`. */
  isThirdParty?: pulumi.Input<boolean>;
  /** OIDC clients only. Scopes that the client may ask for. The API takes it and never returns it, so drift in it cannot be seen. The order means nothing. API: `allowed_scopes`. */
  allowedScopes?: pulumi.Input<pulumi.Input<string>[]>;
  /** OIDC clients only. Page on which the user gives consent. An absolute URI. The API takes it and never returns it, so drift in it cannot be seen. API: `consent_uri`. */
  consentUri?: pulumi.Input<string>;
  /** OIDC clients only. How long a consent is valid, in the API's unit, which it does not document. 0 or more. The API takes it and never returns it, so drift in it cannot be seen. API: `consent_validity_period`. */
  consentValidityPeriod?: pulumi.Input<number>;
  /** OIDC clients only. Ids of the roles that the client has. The API takes it and never returns it, so drift in it cannot be seen. The order means nothing. API: `role_ids`. */
  roleIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** Refuses to delete or replace the resource, also after it left the program. To delete it, set this to false and run `pulumi up` first. Default: `false`. The API does not know it. */
  deletionProtection?: pulumi.Input<boolean>;
  spEntityId?: never;
  spAcsUrl?: never;
  spNameIdType?: never;
  signAssertion?: never;
  optionalAcsUrl?: never;
  useCentralizedLogin?: never;
}

export interface SamlClientArgs {
  /** Application that the client belongs to. Not empty. Changing it replaces the resource. API: `app_id`. */
  appId: pulumi.Input<string>;
  /** Protocol that the client speaks. Set at creation only. Default: `"oidc"`. Changing it replaces the resource. API: `authentication_protocol`. */
  authenticationProtocol: "saml";
  /** Name of the client, shown in the Admin Portal. Not empty. API: `name`. */
  name: pulumi.Input<string>;
  /** Short description, shown in the Admin Portal. API: `description`. */
  description?: pulumi.Input<string>;
  /** Ids of the resources that the client may ask access to. The order means nothing. API: `resources`. */
  resources?: pulumi.Input<pulumi.Input<string>[]>;
  /** Id of the client group that the client is in. Not empty. API: `client_group_id`. */
  clientGroupId?: pulumi.Input<string>;
  /** Custom claims that ID tokens carry by default. The order means nothing. API: `default_custom_claims`. */
  defaultCustomClaims?: pulumi.Input<pulumi.Input<Claim>[]>;
  /** Custom claims that the UserInfo endpoint returns by default. The order means nothing. API: `default_user_info_claims`. */
  defaultUserInfoClaims?: pulumi.Input<pulumi.Input<Claim>[]>;
  /** Whether the UserInfo claims follow defaultCustomClaims. Default: `false`. API: `sync_id_token_claims_to_userinfo`. */
  syncIdTokenClaimsToUserinfo?: pulumi.Input<boolean>;
  /** SameSite attribute of short-lived cookies. Default: `"lax"`. API: `short_cookies_samesite_type`. */
  shortCookiesSamesiteType?: pulumi.Input<ShortCookiesSamesiteType>;
  /** Prompts that an authentication may ask for. For SAML clients, the API takes it and never returns it. The order means nothing. API: `supported_prompts`. */
  supportedPrompts?: pulumi.Input<pulumi.Input<SupportedPrompt>[]>;
  /** SAML clients only, which must have it. Entity id of the service provider. Not empty. API: `sp_entity_id`. */
  spEntityId: pulumi.Input<string>;
  /** SAML clients only. Assertion Consumer Service URL of the service provider. An absolute URI. API: `sp_acs_url`. */
  spAcsUrl?: pulumi.Input<string>;
  /** SAML clients only. What the assertion's NameID holds. API: `sp_name_id_type`. */
  spNameIdType?: pulumi.Input<SpNameIdType>;
  /** SAML clients only. Whether assertions are signed. API: `sign_assertion`. */
  signAssertion?: pulumi.Input<boolean>;
  /** SAML clients only. Whether requests may leave the ACS URL out. API: `optional_acs_url`. */
  optionalAcsUrl?: pulumi.Input<boolean>;
  /** SAML clients only. Whether sign-in goes through the tenant's Authentication Hub. API: `use_centralized_login`. */
  useCentralizedLogin?: pulumi.Input<boolean>;
  /** Refuses to delete or replace the resource, also after it left the program. To delete it, set this to false and run `pulumi up` first. Default: `false`. The API does not know it. */
  deletionProtection?: pulumi.Input<boolean>;
  redirectUris?: never;
  clientType?: never;
  responseTypes?: never;
  pkce?: never;
  tokenEndpointAuthMethod?: never;
  authenticationConfiguration?: never;
  idTokenEncryption?: never;
  deviceAuthorization?: never;
  cibaAuthorization?: never;
  tokenExpiration?: never;
  sessionExpiration?: never;
  enforcePar?: never;
  fapiVersionCompliancy?: never;
  isThirdParty?: never;
  allowedScopes?: never;
  consentUri?: never;
  consentValidityPeriod?: never;
  roleIds?: never;
}

/** A client of an application: what signs users in through OpenID Connect or SAML. Which protocol it speaks says what else it has. */
export type ClientArgs = OidcClientArgs | SamlClientArgs;

/** The same, of the client that an application is created with. */
export type FirstClientArgs = Omit<OidcClientArgs, "appId"> | Omit<SamlClientArgs, "appId">;

export interface SigningKeyArgs {
  /** Name of the key. Not empty. API: `name`. */
  name: pulumi.Input<string>;
  /** The key to upload, as a JSON Web Key (RFC 7517). Without it, the API makes one. Rotate it together with the name: of the same name, the old key is deleted before the new one is there. Changing it replaces the resource. The API takes it and never returns it, so drift in it cannot be seen. API: `jwk`. */
  jwk?: pulumi.Input<Record<string, unknown>>;
  /** Whether tokens are signed with the key, are only validated with it, or neither. If it is not given, the API decides. API: `status`. */
  status?: pulumi.Input<SigningKeyStatus>;
  /** Refuses to delete or replace the resource, also after it left the program. To delete it, set this to false and run `pulumi up` first. Default: `false`. The API does not know it. */
  deletionProtection?: pulumi.Input<boolean>;
}

/** The outputs of Application. */
export interface ApplicationProperties {
  /** Name of the application, shown in the Admin Portal. Not empty. API: `app_name`. */
  readonly appName: pulumi.Output<string>;
  /** Short description, shown in the Admin Portal. API: `app_description`. */
  readonly appDescription: pulumi.Output<string | undefined>;
  /** The application's logo, for example in email templates. An absolute URI. API: `logo`. */
  readonly logo: pulumi.Output<string | undefined>;
  /** Ids of the service providers that may be redirected to. The order means nothing. API: `service_providers`. */
  readonly serviceProviders: pulumi.Output<string[] | undefined>;
  /** Whether login flows may create new users. Default: `false`. API: `allow_public_signup`. */
  readonly allowPublicSignup: pulumi.Output<boolean | undefined>;
  /** Makes the application the tenant's Authentication Hub, through which other applications sign their users in. API: `authenticator_preferences`. */
  readonly authenticatorPreferences: pulumi.Output<AuthenticatorPreferences | undefined>;
  /** The application's login page. An absolute URI. API: `login_uri`. */
  readonly loginUri: pulumi.Output<string | undefined>;
  /** Page that invited members are sent to. An absolute URI. API: `invite_member_uri`. */
  readonly inviteMemberUri: pulumi.Output<string | undefined>;
  /** Minutes that the link in an invitation is valid. Default: `2880`. 0 or more. API: `invite_member_email_expiration_minutes`. */
  readonly inviteMemberEmailExpirationMinutes: pulumi.Output<number | undefined>;
  /** Client that invitations by email link go through. Not empty. API: `invite_client_id`. */
  readonly inviteClientId: pulumi.Output<string | undefined>;
  /** Subdomain of the portal in which organizations manage their users. Letters, digits and hyphens. No two applications of a tenant can have the same. API: `subdomain`. */
  readonly subdomain: pulumi.Output<string | undefined>;
  /** Domain that the application can be reached at, for example `login.example.com`. A host name alone. No two applications of a tenant can have the same. API: `custom_domain`. */
  readonly customDomain: pulumi.Output<string | undefined>;
  /** Whether the application signs tokens with a key of its own. Default: `false`. API: `signing_key_enabled`. */
  readonly signingKeyEnabled: pulumi.Output<boolean | undefined>;
  /** Whether disabling the signing key also deletes it. Tokens signed with it are then no longer valid. Default: `false`. The API takes it and never returns it, so drift in it cannot be seen. API: `should_delete_signing_key`. */
  readonly shouldDeleteSigningKey: pulumi.Output<boolean | undefined>;
  /** Events that make a member's refresh tokens invalid. API: `refresh_token_invalidation_trigger_configuration`. */
  readonly refreshTokenInvalidationTriggerConfiguration: pulumi.Output<
    RefreshTokenInvalidationTriggerConfiguration | undefined
  >;
  /** The default client, created and managed with the application. API: `first_client`. */
  readonly firstClient: pulumi.Output<FirstClient | undefined>;
  /** Refuses to delete or replace the resource, also after it left the program. To delete it, set this to false and run `pulumi up` first. Default: `false`. The API does not know it. */
  readonly deletionProtection: pulumi.Output<boolean | undefined>;
  /**
   * Name of the default client. Not empty. API: `client_display_name`.
   * @deprecated Use firstClient.name instead.
   */
  readonly clientDisplayName: pulumi.Output<string | undefined>;
  /**
   * Short description of the default client. API: `client_description`.
   * @deprecated Use firstClient.description instead.
   */
  readonly clientDescription: pulumi.Output<string | undefined>;
  /**
   * Whether the default client runs on a server or on the user's device. Default: `"web"`. API: `client_type`.
   * @deprecated Use firstClient.clientType instead.
   */
  readonly clientType: pulumi.Output<ClientType | undefined>;
  /**
   * URIs that the default client may redirect to. The order means nothing. API: `redirect_uris`.
   * @deprecated Use firstClient.redirectUris instead.
   */
  readonly redirectUris: pulumi.Output<string[] | undefined>;
  /**
   * Ids of the resources that the default client may ask access to. The order means nothing. API: `resources`.
   * @deprecated Use firstClient.resources instead.
   */
  readonly resources: pulumi.Output<string[] | undefined>;
  /**
   * Device authorization flow (RFC 8628). API: `device_authorization`.
   * @deprecated Use firstClient.deviceAuthorization instead.
   */
  readonly deviceAuthorization: pulumi.Output<DeviceAuthorization | undefined>;
  /**
   * Client-initiated backchannel authentication (CIBA). API: `ciba_authorization`.
   * @deprecated Use firstClient.cibaAuthorization instead.
   */
  readonly cibaAuthorization: pulumi.Output<CibaAuthorization | undefined>;
  /**
   * How the default client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `client_auth_method`.
   * @deprecated Use firstClient.pkce and firstClient.authenticationConfiguration instead.
   */
  readonly clientAuthMethod: pulumi.Output<TokenEndpointAuthMethod | undefined>;
  /**
   * How the default client uses Proof Key for Code Exchange. API: `pkce`.
   * @deprecated Use firstClient.pkce instead.
   */
  readonly pkce: pulumi.Output<Pkce | undefined>;
  /** Id of the application. API: `app_id`. */
  readonly appId: pulumi.Output<string>;
  /** Tenant that the application belongs to. API: `tenant_id`. */
  readonly tenantId: pulumi.Output<string>;
  /** Id of the default client. API: `client_id`. */
  readonly clientId: pulumi.Output<string | undefined>;
  /** Secret of the default client. API: `client_secret`. */
  readonly clientSecret: pulumi.Output<string | undefined>;
  /** How users of the application may sign in. Secret as a whole: it holds the secrets of other identity providers. API: `login_preferences`. */
  readonly loginPreferences: pulumi.Output<LoginPreferences>;
  /** State of the custom domain's validation. API: `custom_domain`. */
  readonly customDomainStatus: pulumi.Output<CustomDomainStatus | undefined>;
  /** Group of applications that passwords are shared with. API: `password_sharing_group_id`. */
  readonly passwordSharingGroupId: pulumi.Output<string | undefined>;
  /** How the application writes to its users. API: `external_communication`. */
  readonly externalCommunication: pulumi.Output<ExternalCommunication | undefined>;
  /** Kind of application. API: `application_type`. */
  readonly applicationType: pulumi.Output<ApplicationType | undefined>;
  /** When the application was created, RFC 3339. API: `created_at`. */
  readonly createdAt: pulumi.Output<string>;
  /** Who created the application. API: `created_by`. */
  readonly createdBy: pulumi.Output<string>;
  /** When the application was last updated, RFC 3339. API: `updated_at`. */
  readonly updatedAt: pulumi.Output<string>;
}

/** The outputs of Client. */
export interface ClientProperties {
  /** Application that the client belongs to. Not empty. Changing it replaces the resource. API: `app_id`. */
  readonly appId: pulumi.Output<string>;
  /** Protocol that the client speaks. Set at creation only. Default: `"oidc"`. Changing it replaces the resource. API: `authentication_protocol`. */
  readonly authenticationProtocol: pulumi.Output<AuthenticationProtocol | undefined>;
  /** Name of the client, shown in the Admin Portal. Not empty. API: `name`. */
  readonly name: pulumi.Output<string>;
  /** Short description, shown in the Admin Portal. API: `description`. */
  readonly description: pulumi.Output<string | undefined>;
  /** Ids of the resources that the client may ask access to. The order means nothing. API: `resources`. */
  readonly resources: pulumi.Output<string[] | undefined>;
  /** Id of the client group that the client is in. Not empty. API: `client_group_id`. */
  readonly clientGroupId: pulumi.Output<string | undefined>;
  /** Custom claims that ID tokens carry by default. The order means nothing. API: `default_custom_claims`. */
  readonly defaultCustomClaims: pulumi.Output<Claim[] | undefined>;
  /** Custom claims that the UserInfo endpoint returns by default. The order means nothing. API: `default_user_info_claims`. */
  readonly defaultUserInfoClaims: pulumi.Output<Claim[] | undefined>;
  /** Whether the UserInfo claims follow defaultCustomClaims. Default: `false`. API: `sync_id_token_claims_to_userinfo`. */
  readonly syncIdTokenClaimsToUserinfo: pulumi.Output<boolean | undefined>;
  /** SameSite attribute of short-lived cookies. Default: `"lax"`. API: `short_cookies_samesite_type`. */
  readonly shortCookiesSamesiteType: pulumi.Output<ShortCookiesSamesiteType | undefined>;
  /** Prompts that an authentication may ask for. For SAML clients, the API takes it and never returns it. The order means nothing. API: `supported_prompts`. */
  readonly supportedPrompts: pulumi.Output<SupportedPrompt[] | undefined>;
  /** OIDC clients only, which must have it. URIs that may be redirected to. The order means nothing. API: `redirect_uris`. */
  readonly redirectUris: pulumi.Output<string[] | undefined>;
  /** OIDC clients only. Whether the client runs on a server or on the user's device. Default: `"web"`. API: `client_type`. */
  readonly clientType: pulumi.Output<ClientType | undefined>;
  /** OIDC clients only. OAuth response types that may be asked for. Default: `["code","id_token"]`. The order means nothing. API: `response_types`. */
  readonly responseTypes: pulumi.Output<ResponseType[] | undefined>;
  /** OIDC clients only. How Proof Key for Code Exchange is used. API: `pkce`. */
  readonly pkce: pulumi.Output<Pkce | undefined>;
  /**
   * OIDC clients only. How the client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `token_endpoint_auth_method`.
   * @deprecated Use pkce and authenticationConfiguration instead.
   */
  readonly tokenEndpointAuthMethod: pulumi.Output<TokenEndpointAuthMethod | undefined>;
  /** OIDC clients only. How the client authenticates: a secret, mutual TLS, or a signed JWT. API: `authentication_configuration`. */
  readonly authenticationConfiguration: pulumi.Output<AuthenticationConfiguration | undefined>;
  /** OIDC clients only. Encryption of ID tokens for the client. API: `id_token_encryption`. */
  readonly idTokenEncryption: pulumi.Output<IdTokenEncryption | undefined>;
  /** OIDC clients only. Device authorization flow (RFC 8628). API: `device_authorization`. */
  readonly deviceAuthorization: pulumi.Output<DeviceAuthorization | undefined>;
  /** OIDC clients only. Client-initiated backchannel authentication (CIBA). API: `ciba_authorization`. */
  readonly cibaAuthorization: pulumi.Output<CibaAuthorization | undefined>;
  /** OIDC clients only. How long tokens live. API: `token_expiration`. */
  readonly tokenExpiration: pulumi.Output<TokenExpiration | undefined>;
  /** OIDC clients only. Seconds that a session lasts. 0 or more. API: `session_expiration`. */
  readonly sessionExpiration: pulumi.Output<number | undefined>;
  /** OIDC clients only. Whether authorization requests must be pushed (PAR, RFC 9126). API: `enforce_par`. */
  readonly enforcePar: pulumi.Output<boolean | undefined>;
  /** OIDC clients only. Whether the client complies with FAPI 2.0. API: `fapi_version_compliancy`. */
  readonly fapiVersionCompliancy: pulumi.Output<boolean | undefined>;
  /** OIDC clients only. Whether the client belongs to a third party. The API takes it and never returns it, so drift in it cannot be seen. API: `is_third_party`. */
  readonly isThirdParty: pulumi.Output<boolean | undefined>;
  /** OIDC clients only. Scopes that the client may ask for. The API takes it and never returns it, so drift in it cannot be seen. The order means nothing. API: `allowed_scopes`. */
  readonly allowedScopes: pulumi.Output<string[] | undefined>;
  /** OIDC clients only. Page on which the user gives consent. An absolute URI. The API takes it and never returns it, so drift in it cannot be seen. API: `consent_uri`. */
  readonly consentUri: pulumi.Output<string | undefined>;
  /** OIDC clients only. How long a consent is valid, in the API's unit, which it does not document. 0 or more. The API takes it and never returns it, so drift in it cannot be seen. API: `consent_validity_period`. */
  readonly consentValidityPeriod: pulumi.Output<number | undefined>;
  /** OIDC clients only. Ids of the roles that the client has. The API takes it and never returns it, so drift in it cannot be seen. The order means nothing. API: `role_ids`. */
  readonly roleIds: pulumi.Output<string[] | undefined>;
  /** SAML clients only, which must have it. Entity id of the service provider. Not empty. API: `sp_entity_id`. */
  readonly spEntityId: pulumi.Output<string | undefined>;
  /** SAML clients only. Assertion Consumer Service URL of the service provider. An absolute URI. API: `sp_acs_url`. */
  readonly spAcsUrl: pulumi.Output<string | undefined>;
  /** SAML clients only. What the assertion's NameID holds. API: `sp_name_id_type`. */
  readonly spNameIdType: pulumi.Output<SpNameIdType | undefined>;
  /** SAML clients only. Whether assertions are signed. API: `sign_assertion`. */
  readonly signAssertion: pulumi.Output<boolean | undefined>;
  /** SAML clients only. Whether requests may leave the ACS URL out. API: `optional_acs_url`. */
  readonly optionalAcsUrl: pulumi.Output<boolean | undefined>;
  /** SAML clients only. Whether sign-in goes through the tenant's Authentication Hub. API: `use_centralized_login`. */
  readonly useCentralizedLogin: pulumi.Output<boolean | undefined>;
  /** Refuses to delete or replace the resource, also after it left the program. To delete it, set this to false and run `pulumi up` first. Default: `false`. The API does not know it. */
  readonly deletionProtection: pulumi.Output<boolean | undefined>;
  /** Id of the client in the API and in OAuth requests. API: `client_id`. */
  readonly clientId: pulumi.Output<string>;
  /** Secret of the client. API: `client_secret`. */
  readonly clientSecret: pulumi.Output<string>;
  /** Tenant that the client belongs to. API: `tenant_id`. */
  readonly tenantId: pulumi.Output<string>;
  /** When the client was created, RFC 3339. API: `created_at`. */
  readonly createdAt: pulumi.Output<string>;
  /** When the client was last updated, RFC 3339. API: `updated_at`. */
  readonly updatedAt: pulumi.Output<string>;
  /** SAML clients only. Where the identity provider's SAML metadata is. API: `metadata_url`. */
  readonly metadataUrl: pulumi.Output<string | undefined>;
  /** SAML clients only. Where the service provider sends SAML requests. API: `sso_url`. */
  readonly ssoUrl: pulumi.Output<string | undefined>;
  /** SAML clients only. Entity id of the identity provider. API: `entity_id`. */
  readonly entityId: pulumi.Output<string | undefined>;
  /** SAML clients only. Certificate that assertions are signed with. API: `x509_certificate`. */
  readonly x509Certificate: pulumi.Output<string | undefined>;
}

/** The outputs of SigningKey. */
export interface SigningKeyProperties {
  /** Name of the key. Not empty. API: `name`. */
  readonly name: pulumi.Output<string>;
  /** The key to upload, as a JSON Web Key (RFC 7517). Without it, the API makes one. Rotate it together with the name: of the same name, the old key is deleted before the new one is there. Changing it replaces the resource. The API takes it and never returns it, so drift in it cannot be seen. API: `jwk`. */
  readonly jwk: pulumi.Output<Record<string, unknown> | undefined>;
  /** Whether tokens are signed with the key, are only validated with it, or neither. If it is not given, the API decides. API: `status`. */
  readonly status: pulumi.Output<SigningKeyStatus | undefined>;
  /** Refuses to delete or replace the resource, also after it left the program. To delete it, set this to false and run `pulumi up` first. Default: `false`. The API does not know it. */
  readonly deletionProtection: pulumi.Output<boolean | undefined>;
  /** Id of the key in the API. API: `id`. */
  readonly keyId: pulumi.Output<string>;
  /** Application that the key belongs to. API: `app_id`. */
  readonly appId: pulumi.Output<string>;
  /** Tenant that the key belongs to. API: `tenant_id`. */
  readonly tenantId: pulumi.Output<string>;
  /** Id of the key in tokens and in the application's key set. API: `kid`. */
  readonly kid: pulumi.Output<string>;
  /** Where the key comes from: it is the tenant's, the API made it, or it was uploaded. API: `source`. */
  readonly source: pulumi.Output<SigningKeySource>;
  /** When the key was created, RFC 3339. API: `created_at`. */
  readonly createdAt: pulumi.Output<string>;
  /** When the key was last updated, RFC 3339. API: `updated_at`. */
  readonly updatedAt: pulumi.Output<string>;
}

/** What getApplication is asked with. */
export type GetApplicationArgs =
  | {
      /** Id of the application. Not empty. API: `app_id`. */
      appId: pulumi.Input<string>;
      appName?: never;
    }
  | {
      appId?: never;
      /** Name of the application, shown in the Admin Portal. Compared letter by letter. Not empty. API: `app_name`. */
      appName: pulumi.Input<string>;
    };

/** What getApplication finds. */
export interface GetApplicationResult {
  /** Name of the application, shown in the Admin Portal. API: `app_name`. */
  appName: string;
  /** Short description, shown in the Admin Portal. API: `app_description`. */
  appDescription: string | undefined;
  /** The application's logo, for example in email templates. API: `logo`. */
  logo: string | undefined;
  /** Ids of the service providers that may be redirected to. The order means nothing. API: `service_providers`. */
  serviceProviders: string[] | undefined;
  /** Whether login flows may create new users. Default: `false`. API: `allow_public_signup`. */
  allowPublicSignup: boolean | undefined;
  /** Makes the application the tenant's Authentication Hub, through which other applications sign their users in. API: `authenticator_preferences`. */
  authenticatorPreferences: AuthenticatorPreferences | undefined;
  /** The application's login page. API: `login_uri`. */
  loginUri: string | undefined;
  /** Page that invited members are sent to. API: `invite_member_uri`. */
  inviteMemberUri: string | undefined;
  /** Minutes that the link in an invitation is valid. Default: `2880`. API: `invite_member_email_expiration_minutes`. */
  inviteMemberEmailExpirationMinutes: number | undefined;
  /** Client that invitations by email link go through. API: `invite_client_id`. */
  inviteClientId: string | undefined;
  /** Subdomain of the portal in which organizations manage their users. Letters, digits and hyphens. API: `subdomain`. */
  subdomain: string | undefined;
  /** Domain that the application can be reached at, for example `login.example.com`. A host name alone. API: `custom_domain`. */
  customDomain: string | undefined;
  /** Whether the application signs tokens with a key of its own. Default: `false`. API: `signing_key_enabled`. */
  signingKeyEnabled: boolean | undefined;
  /** Events that make a member's refresh tokens invalid. API: `refresh_token_invalidation_trigger_configuration`. */
  refreshTokenInvalidationTriggerConfiguration: RefreshTokenInvalidationTriggerConfiguration | undefined;
  /** Name of the default client. API: `client_display_name`. */
  clientDisplayName: string | undefined;
  /** Short description of the default client. API: `client_description`. */
  clientDescription: string | undefined;
  /** Whether the default client runs on a server or on the user's device. Default: `"web"`. API: `client_type`. */
  clientType: ClientType | undefined;
  /** URIs that the default client may redirect to. The order means nothing. API: `redirect_uris`. */
  redirectUris: string[] | undefined;
  /** Ids of the resources that the default client may ask access to. The order means nothing. API: `resources`. */
  resources: string[] | undefined;
  /** Device authorization flow (RFC 8628). API: `device_authorization`. */
  deviceAuthorization: DeviceAuthorization | undefined;
  /** Client-initiated backchannel authentication (CIBA). API: `ciba_authorization`. */
  cibaAuthorization: CibaAuthorization | undefined;
  /** How the default client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `client_auth_method`. */
  clientAuthMethod: TokenEndpointAuthMethod | undefined;
  /** How the default client uses Proof Key for Code Exchange. API: `pkce`. */
  pkce: Pkce | undefined;
  /** Id of the application. API: `app_id`. */
  appId: string;
  /** Tenant that the application belongs to. API: `tenant_id`. */
  tenantId: string;
  /** Id of the default client. API: `client_id`. */
  clientId: string | undefined;
  /** Secret of the default client. API: `client_secret`. */
  clientSecret: string | undefined;
  /** How users of the application may sign in. Secret as a whole: it holds the secrets of other identity providers. API: `login_preferences`. */
  loginPreferences: LoginPreferences;
  /** State of the custom domain's validation. API: `custom_domain`. */
  customDomainStatus: CustomDomainStatus | undefined;
  /** Group of applications that passwords are shared with. API: `password_sharing_group_id`. */
  passwordSharingGroupId: string | undefined;
  /** How the application writes to its users. API: `external_communication`. */
  externalCommunication: ExternalCommunication | undefined;
  /** Kind of application. API: `application_type`. */
  applicationType: ApplicationType | undefined;
  /** When the application was created, RFC 3339. API: `created_at`. */
  createdAt: string;
  /** Who created the application. API: `created_by`. */
  createdBy: string;
  /** When the application was last updated, RFC 3339. API: `updated_at`. */
  updatedAt: string;
}

/** What getApplications finds. */
export interface GetApplicationsResult {
  /** The oldest first. */
  applications: ListedApplication[];
}

/** What getClient is asked with. */
export type GetClientArgs =
  | {
      /** Application that the client belongs to. Not empty. API: `app_id`. */
      appId: pulumi.Input<string>;
      /** Id of the client in the API and in OAuth requests. Not empty. API: `client_id`. */
      clientId: pulumi.Input<string>;
      name?: never;
    }
  | {
      /** Application that the client belongs to. Not empty. API: `app_id`. */
      appId: pulumi.Input<string>;
      clientId?: never;
      /** Name of the client, shown in the Admin Portal. Compared letter by letter. Not empty. API: `name`. */
      name: pulumi.Input<string>;
    };

/** What getClient finds. */
export interface GetClientResult {
  /** Application that the client belongs to. API: `app_id`. */
  appId: string;
  /** Protocol that the client speaks. Set at creation only. Default: `"oidc"`. API: `authentication_protocol`. */
  authenticationProtocol: AuthenticationProtocol | undefined;
  /** Name of the client, shown in the Admin Portal. API: `name`. */
  name: string;
  /** Short description, shown in the Admin Portal. API: `description`. */
  description: string | undefined;
  /** Ids of the resources that the client may ask access to. The order means nothing. API: `resources`. */
  resources: string[] | undefined;
  /** Id of the client group that the client is in. API: `client_group_id`. */
  clientGroupId: string | undefined;
  /** Custom claims that ID tokens carry by default. The order means nothing. API: `default_custom_claims`. */
  defaultCustomClaims: Claim[] | undefined;
  /** Custom claims that the UserInfo endpoint returns by default. The order means nothing. API: `default_user_info_claims`. */
  defaultUserInfoClaims: Claim[] | undefined;
  /** Whether the UserInfo claims follow defaultCustomClaims. Default: `false`. API: `sync_id_token_claims_to_userinfo`. */
  syncIdTokenClaimsToUserinfo: boolean | undefined;
  /** SameSite attribute of short-lived cookies. Default: `"lax"`. API: `short_cookies_samesite_type`. */
  shortCookiesSamesiteType: ShortCookiesSamesiteType | undefined;
  /** Prompts that an authentication may ask for. For SAML clients, the API takes it and never returns it. The order means nothing. API: `supported_prompts`. */
  supportedPrompts: SupportedPrompt[] | undefined;
  /** OIDC clients only. URIs that may be redirected to. The order means nothing. API: `redirect_uris`. */
  redirectUris: string[] | undefined;
  /** OIDC clients only. Whether the client runs on a server or on the user's device. Default: `"web"`. API: `client_type`. */
  clientType: ClientType | undefined;
  /** OIDC clients only. OAuth response types that may be asked for. Default: `["code","id_token"]`. The order means nothing. API: `response_types`. */
  responseTypes: ResponseType[] | undefined;
  /** OIDC clients only. How Proof Key for Code Exchange is used. API: `pkce`. */
  pkce: Pkce | undefined;
  /**
   * OIDC clients only. How the client authenticates at the token endpoint. Default: `"client_secret_basic"`. API: `token_endpoint_auth_method`.
   * @deprecated Use pkce and authenticationConfiguration instead.
   */
  tokenEndpointAuthMethod: TokenEndpointAuthMethod | undefined;
  /** OIDC clients only. How the client authenticates: a secret, mutual TLS, or a signed JWT. API: `authentication_configuration`. */
  authenticationConfiguration: AuthenticationConfiguration | undefined;
  /** OIDC clients only. Encryption of ID tokens for the client. API: `id_token_encryption`. */
  idTokenEncryption: IdTokenEncryption | undefined;
  /** OIDC clients only. Device authorization flow (RFC 8628). API: `device_authorization`. */
  deviceAuthorization: DeviceAuthorization | undefined;
  /** OIDC clients only. Client-initiated backchannel authentication (CIBA). API: `ciba_authorization`. */
  cibaAuthorization: CibaAuthorization | undefined;
  /** OIDC clients only. How long tokens live. API: `token_expiration`. */
  tokenExpiration: TokenExpiration | undefined;
  /** OIDC clients only. Seconds that a session lasts. API: `session_expiration`. */
  sessionExpiration: number | undefined;
  /** OIDC clients only. Whether authorization requests must be pushed (PAR, RFC 9126). API: `enforce_par`. */
  enforcePar: boolean | undefined;
  /** OIDC clients only. Whether the client complies with FAPI 2.0. API: `fapi_version_compliancy`. */
  fapiVersionCompliancy: boolean | undefined;
  /** SAML clients only. Entity id of the service provider. API: `sp_entity_id`. */
  spEntityId: string | undefined;
  /** SAML clients only. Assertion Consumer Service URL of the service provider. API: `sp_acs_url`. */
  spAcsUrl: string | undefined;
  /** SAML clients only. What the assertion's NameID holds. API: `sp_name_id_type`. */
  spNameIdType: SpNameIdType | undefined;
  /** SAML clients only. Whether assertions are signed. API: `sign_assertion`. */
  signAssertion: boolean | undefined;
  /** SAML clients only. Whether requests may leave the ACS URL out. API: `optional_acs_url`. */
  optionalAcsUrl: boolean | undefined;
  /** SAML clients only. Whether sign-in goes through the tenant's Authentication Hub. API: `use_centralized_login`. */
  useCentralizedLogin: boolean | undefined;
  /** Id of the client in the API and in OAuth requests. API: `client_id`. */
  clientId: string;
  /** Secret of the client. API: `client_secret`. */
  clientSecret: string;
  /** Tenant that the client belongs to. API: `tenant_id`. */
  tenantId: string;
  /** When the client was created, RFC 3339. API: `created_at`. */
  createdAt: string;
  /** When the client was last updated, RFC 3339. API: `updated_at`. */
  updatedAt: string;
  /** SAML clients only. Where the identity provider's SAML metadata is. API: `metadata_url`. */
  metadataUrl: string | undefined;
  /** SAML clients only. Where the service provider sends SAML requests. API: `sso_url`. */
  ssoUrl: string | undefined;
  /** SAML clients only. Entity id of the identity provider. API: `entity_id`. */
  entityId: string | undefined;
  /** SAML clients only. Certificate that assertions are signed with. API: `x509_certificate`. */
  x509Certificate: string | undefined;
}

/** What getClients is asked with. */
export type GetClientsArgs = {
  /** Application that the client belongs to. Not empty. API: `app_id`. */
  appId: pulumi.Input<string>;
};

/** What getClients finds. */
export interface GetClientsResult {
  /** The oldest first. */
  clients: ListedClient[];
}

/** What getSigningKeys finds. */
export interface GetSigningKeysResult {
  /** The oldest first. */
  signingKeys: ListedSigningKey[];
}
