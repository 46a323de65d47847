/** Applications, and what holds for each resource. */
import type { Rule } from "./rule.ts";

const triggers = ["invalidateOnMemberSuspension", "invalidateOnMemberPasswordReset", "invalidateOnMemberRoleUpdate"];

export const refreshTokenRevocation: Rule = {
  name: "refresh-token-revocation",
  description: "A member's refresh tokens become invalid when the member is suspended, or password or roles change.",
  source: "RFC 9700, 4.14.2",
  level: "advisory",
  about: "application",
  properties: triggers.map((name) => `refreshTokenInvalidationTriggerConfiguration.${name}`),
  check(application) {
    const config = application.part("refreshTokenInvalidationTriggerConfiguration");
    return triggers
      .filter((name) => config?.value(name) === false)
      .map((name) => `${config?.says(name)}: whoever stole a refresh token keeps access. Set it to true.`);
  },
};

export const deletionProtection: Rule = {
  name: "deletion-protection",
  description: "Resources are protected from deletion and replacement. Meant for stacks of production.",
  source: "the provider's guide on deleting and replacing",
  level: "disabled",
  about: "resource",
  properties: ["deletionProtection"],
  check: (part, _, { isProtected }) =>
    !isProtected && part.isNot("deletionProtection", true)
      ? [`${part.says("deletionProtection")}, and the resource option protect is not set. Set one of them to true.`]
      : [],
};
