/**
 * How users of an application may sign in. This API only returns it. It holds secrets of other identity providers, so the
 * whole of it is a secret output.
 */

import { boolean, json, list, number, object, oneOf, oneOrMany, string } from "../fields/builders.ts";
import type { ObjectField, Shape } from "../fields/field.ts";

/** Below the names of the methods, this part of the API uses camelCase. */
const method = (name: string, fields: Shape["fields"], description: string): ObjectField =>
  object(name, fields, description, { camelCase: true });

const minutes = { minimum: 1, maximum: 525600 } as const;

const message = object(
  "MessageConfiguration",
  {
    primaryColor: string("Primary colour of the message, as a hexadecimal colour.", { required: true }),
    from: string("Sender of the message."),
    subject: string("Subject of the message."),
  },
  "How the message looks.",
  { required: true },
);

/** Progressive lockout, which several methods have. */
const lockout = {
  failuresExpireIn: number("Minutes until failed attempts are forgotten.", { ...minutes, default: 15 }),
  lockoutTiers: list(
    object(
      "LockoutTier",
      {
        attempts: number("Failed attempts that trigger the tier.", { required: true, minimum: 1 }),
        duration: number("Minutes of lockout.", { ...minutes, required: true }),
      },
      "One step of a progressive lockout.",
    ),
    "Steps of the lockout, by failed attempts.",
  ),
};

const singleLockout = {
  maxFailures: number("Failed attempts allowed.", { default: 5, deprecated: ["lockoutTiers"] }),
  lockoutDuration: number("Minutes of lockout after that many.", { default: 15, deprecated: ["lockoutTiers"] }),
};

const provider = {
  clientId: string("Client id at the identity provider.", { required: true }),
  clientSecret: string("Client secret at the identity provider.", { secret: true }),
  redirectUris: list(string("A URI."), "URIs that may be redirected to."),
};

const social = (title: string): ObjectField => ({
  ...method("SocialProvider", provider, `Login with ${title}.`),
  about: "Login with an account at a social provider.",
});

const passcode = {
  expiresIn: number("Minutes that the passcode is valid.", { required: true }),
  lockoutDuration: number("Minutes of lockout after too many wrong attempts."),
  maxFailures: number("Wrong attempts allowed.", { required: true }),
  codeLength: number("Digits of the passcode, 4 to 8."),
  crossClientsAllowed: boolean("Whether a passcode may be used at another client of the application.", {
    default: false,
  }),
};

const webauthn = method(
  "WebAuthnConfiguration",
  {
    ...lockout,
    rpId: string("Domain that credentials are registered for.", { required: true }),
    rpWebOrigins: list(string("An origin."), "Web origins that may register and authenticate."),
    rpMobileOrigins: list(string("An origin."), "Mobile origins that may register and authenticate."),
    replaceExistingPasskey: boolean("Whether a new passkey replaces the existing one.", { default: false }),
    ...singleLockout,
    allowSyncedPasskeys: boolean("Whether synced passkeys are allowed.", { default: true }),
    enforceAttestation: boolean("Whether device-bound passkeys need attestation.", { default: false }),
    attestationType: oneOf(["none", "indirect", "direct"], "Required attestation.", { default: "none" }),
    aaguidAllowList: list(string("An AAGUID."), "The only authenticators that are accepted."),
    aaguidBlockList: list(string("An AAGUID."), "Authenticators that are rejected."),
    rpOrigin: string("The one web origin.", { deprecated: ["rpWebOrigins"] }),
    rpOrigins: list(string("An origin."), "Origins.", { deprecated: ["rpWebOrigins", "rpMobileOrigins"] }),
  },
  "WebAuthn (passkeys).",
);

const password = method(
  "PasswordConfiguration",
  {
    ...lockout,
    resetValidityMinutes: number("Minutes that a reset token is valid.", {
      required: true,
      default: 5,
      minimum: 5,
      maximum: 60,
    }),
    passwordComplexity: number("Required complexity.", { required: true, default: 5, minimum: 1, maximum: 5 }),
    passwordMinLength: number("Minimum number of characters.", {
      required: true,
      default: 14,
      minimum: 5,
      maximum: 14,
    }),
    blockPreviousPasswords: number("Number of recent passwords that cannot be used again.", {
      required: true,
      default: 0,
      minimum: 0,
      maximum: 20,
    }),
    checkHibp: boolean("Whether leaked passwords (HIBP) are refused.", { default: false }),
    checkDictionary: boolean("Whether words of a dictionary are refused.", { default: false }),
    passwordExpiresIn: number("Days until a password expires.", {
      required: true,
      default: 90,
      minimum: 1,
      maximum: 1096,
    }),
    ignoreExpiration: boolean("Whether passwords never expire.", { default: false }),
    maxPasswordFailures: number("Wrong passwords before suspension.", { default: 5, minimum: 1, maximum: 20 }),
    passwordSuspensionDuration: number("Minutes of suspension.", { ...minutes, default: 15 }),
    tempPasswordValidityHours: number("Hours that a temporary password is valid.", { minimum: 1, maximum: 8760 }),
    message,
    requireMFA: boolean("Whether a reset needs a second factor.", { default: false }),
    codeLength: number("Digits of the passcode, 4 to 8."),
    notifyOnPasswordUpdate: boolean("Whether the user is notified of a new password by email.", { default: false }),
  },
  "Login with a password.",
);

const totp = method(
  "TotpConfiguration",
  {
    ...lockout,
    algorithm: oneOf(["sha1", "sha256", "sha512"], "Hash algorithm.", { default: "sha1" }),
    digits: number("Digits of the code, 6 or 8.", { default: 6 }),
    period: number("Seconds that a code is valid.", { default: 30 }),
    window: number("Neighbouring codes that are accepted.", { default: 1 }),
    issuer: string("Issuer shown by authenticator apps."),
    ...singleLockout,
    maxTotpPerUser: number("Authenticators a user may have, 1 to 50.", { default: 1 }),
  },
  "Time-based one-time passwords.",
);

const push = method(
  "PushConfiguration",
  {
    apn: oneOrMany(
      object(
        "ApnConfiguration",
        {
          key: string("Key.", { required: true, secret: true }),
          keyId: string("Id of the key.", { required: true }),
          teamId: string("Id of the team.", { required: true }),
          bundle: string("Bundle of the app.", { required: true }),
          isProduction: boolean("Whether this is the production environment."),
        },
        "One app at Apple's push service.",
      ),
      "Apple's push service: one app, or a list of them.",
    ),
    fcm: object(
      "FcmConfiguration",
      { key: json("Key of the service account. Returned as it is.", { required: true, secret: true }) },
      "Google's push service.",
    ),
  },
  "Push notifications.",
);

export const loginPreferences = object(
  "LoginPreferences",
  {
    authMethods: object(
      "AuthMethods",
      {
        google: social("Google"),
        facebook: social("Facebook"),
        email: method(
          "EmailConfiguration",
          {
            expiresIn: number("Minutes that the link is valid.", { required: true }),
            linksPerUser: number("Links that a user may be sent per minute.", { required: true }),
            message,
          },
          "Login with a link sent by email.",
        ),
        emailOtp: method("EmailOtpConfiguration", { ...passcode, message }, "Login with a passcode sent by email."),
        apple: method(
          "AppleConfiguration",
          {
            ...provider,
            appleTeamId: string("Team id at Apple.", { required: true }),
            keyId: string("Key id at Apple.", { required: true }),
          },
          "Login with Apple.",
        ),
        sms: method("SmsConfiguration", passcode, "Login with a passcode sent by SMS."),
        webauthnApi: webauthn,
        line: social("LINE"),
        password,
        totp,
        push,
        tiktok: social("TikTok"),
        pinAuthenticator: method("PinConfiguration", { ...lockout, ...singleLockout }, "Login with a PIN."),
        face: method(
          "FaceConfiguration",
          {
            ...lockout,
            ...singleLockout,
            saveImageEmbedding: boolean("Whether the image's embedding is kept.", { default: true }),
          },
          "Login with the face.",
        ),
      },
      "Settings of each method.",
      { required: true },
    ),
  },
  "How users of the application may sign in. Secret as a whole: it holds the secrets of other identity providers.",
  { output: true, secret: true },
);
