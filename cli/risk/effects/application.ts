/** What a change of an input of an application does. Those of its default client are in `client.ts`. */
import type { EffectTable } from "./effect.ts";
import { deletionProtection } from "./protection.ts";

const issuer =
  "The issuer (iss) of all tokens changes, with the addresses of the discovery document and the keys. Whatever validates " +
  "tokens must be given the new ones.";

const signIns = [
  ["on", "low", "breaking", "Users are signed out when it happens."],
  ["off", "medium", "security", "Users stay signed in when it happens."],
] as const;

export const applicationEffects: EffectTable = {
  appName: "harmless",
  appDescription: "harmless",
  logo: "harmless",
  serviceProviders: [
    ["lost", "high", "breaking", "Users can no longer be sent to a removed service provider."],
    ["gained", "low", "security", "Users can be sent to another service provider."],
  ],
  allowPublicSignup: [
    ["on", "medium", "security", "Anybody can become a user of the application."],
    ["off", "medium", "breaking", "New users can no longer sign up."],
  ],
  "authenticatorPreferences.isCentralized": [
    ["off", "high", "breaking", "Applications that sign their users in through this one fail at once."],
    [
      "on",
      "medium",
      "breaking",
      "The application becomes the tenant's only Authentication Hub, in place of another one.",
    ],
  ],
  "authenticatorPreferences.loginUri": [
    ["changed", "high", "breaking", "Sign-ins of other applications start on another page. It must be deployed first."],
  ],
  loginUri: [["changed", "medium", "breaking", "Users are sent to another login page. It must be deployed first."]],
  inviteMemberUri: [
    ["changed", "low", "breaking", "Invited members are sent to another page. It must be deployed first."],
  ],
  inviteMemberEmailExpirationMinutes: [
    ["shorter", "low", "breaking", "Invitations expire sooner."],
    ["longer", "low", "security", "The link of an invitation can be used for longer."],
  ],
  inviteClientId: [["changed", "medium", "breaking", "Invitations go through another client."]],
  subdomain: [["changed", "high", "breaking", issuer]],
  customDomain: [["changed", "high", "breaking", issuer]],
  signingKeyEnabled: [
    [
      "changed",
      "high",
      "breaking",
      "Another key signs tokens. Tokens that were issued before may no longer be accepted, and whatever keeps the keys must " +
        "fetch them again.",
    ],
  ],
  shouldDeleteSigningKey: [
    ["on", "medium", "breaking", "If the signing key is disabled, it is deleted: its tokens are no longer valid."],
  ],
  "refreshTokenInvalidationTriggerConfiguration.invalidateOnMemberSuspension": signIns,
  "refreshTokenInvalidationTriggerConfiguration.invalidateOnMemberPasswordReset": signIns,
  "refreshTokenInvalidationTriggerConfiguration.invalidateOnMemberRoleUpdate": signIns,
  "firstClient.adopt": [["changed", "medium", "breaking", "The program changes another client from now on."]],
  deletionProtection,
};
