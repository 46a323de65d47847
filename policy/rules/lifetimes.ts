/** For how long tokens, sessions and invitations are valid. A lifetime that the program leaves to the API is not known here. */
import type { Part } from "../subjects/part.ts";
import type { Rule } from "./rule.ts";

interface Ceiling {
  name: string;
  what: string;
  source: string;
  about: Rule["about"];
  /** The property, in an object or not. */
  property: string;
  unit: "seconds" | "minutes";
  most: number;
}

/** A rule that a number is at most what the configuration says. */
function ceiling({ name, what, source, about, property, unit, most }: Ceiling): Rule {
  const setting = unit === "seconds" ? "maximumSeconds" : "maximumMinutes";
  return {
    name,
    description: `${what} for at most ${most} ${unit}, or what \`${setting}\` says.`,
    source,
    level: "advisory",
    about,
    properties: [property],
    settings: { [setting]: { description: `The longest lifetime, in ${unit}.`, default: most } },
    check(part, settings) {
      const limit = settings[setting] as number;
      const [owner, last] = ownerOf(part, property);
      const value = owner?.value(last);
      return typeof value === "number" && value > limit
        ? [`${owner?.says(last)}: at most ${limit} ${unit} are allowed. Lower it.`]
        : [];
    },
  };
}

/** The object that has the property, and its name there. */
function ownerOf(part: Part, property: string): [Part | undefined, string] {
  const [first = "", second] = property.split(".");
  return second === undefined ? [part, first] : [part.part(first), second];
}

const day = 24 * 60 * 60;

export const accessTokens = ceiling({
  name: "access-token-lifetime",
  what: "Access tokens are valid",
  source: "RFC 6750, 5.3",
  about: "oidcClient",
  property: "tokenExpiration.accessTokenTtl",
  unit: "seconds",
  most: 60 * 60,
});

export const refreshTokens = ceiling({
  name: "refresh-token-lifetime",
  what: "Refresh tokens are valid",
  source: "RFC 9700, 4.14.2",
  about: "oidcClient",
  property: "tokenExpiration.refreshTokenTtl",
  unit: "seconds",
  most: 30 * day,
});

export const sessions = ceiling({
  name: "session-lifetime",
  what: "Sessions last",
  source: "NIST SP 800-63B-4, 2.2.3",
  about: "oidcClient",
  property: "sessionExpiration",
  unit: "seconds",
  most: day,
});

export const invitations = ceiling({
  name: "invitation-lifetime",
  what: "The links in invitations are valid",
  source: "the API's own default",
  about: "application",
  property: "inviteMemberEmailExpirationMinutes",
  unit: "minutes",
  most: 2 * 24 * 60,
});
