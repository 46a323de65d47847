/** An access token that the settings give, as it is or in a file. The provider cannot renew it, but it can read the file again. */
import type { Clock } from "../../clock.ts";
import { settingsOfLastUpdate } from "../retry/response.ts";
import { expiryOf } from "./tokenClaims.ts";
import { readTokenFile } from "./tokenFile.ts";
import type { Tokens } from "./tokens.ts";

/** @param name The setting that gives the token, as its source names it. */
export function openGivenToken(token: string, name: string, clock: Clock): Tokens {
  return {
    get: async () => token,
    accept: () => {},
    renew: () => false,
    adviceOnRefusal: (refused) =>
      `${fault(refused, name, clock)} Set ${name} to a new access token.${settingsOfLastUpdate(name)}`,
  };
}

/** @param name The setting that gives the path, as its source names it. */
export function openTokenFile(path: string, name: string, clock: Clock): Tokens {
  let held: string | undefined;
  return {
    get: async () => {
      if (held === undefined || hasExpired(held, clock)) held = readTokenFile(path, name);
      return held;
    },
    accept: () => {},
    renew: (refused) => {
      if (held !== refused) return true;
      try {
        held = readTokenFile(path, name);
      } catch {
        // The file was readable before: it may be just being written. The next request reads it again, and says what is wrong.
        held = undefined;
        return false;
      }
      return held !== refused;
    },
    adviceOnRefusal: (refused) =>
      `${fault(refused, `The access token in the file that ${name} names`, clock)} Write a new one into it: it is read again ` +
      "when its token expires or is refused.",
  };
}

const hasExpired = (token: string, clock: Clock): boolean => (expiryOf(token) ?? Infinity) <= clock.now();

/** An opaque token does not say when it expires. */
function fault(token: string, what: string, clock: Clock): string {
  const expiry = expiryOf(token);
  if (expiry !== undefined && expiry <= clock.now())
    return `${what} has expired, at ${new Date(expiry).toISOString()}.`;
  return expiry === undefined
    ? `${what} was refused: it may have expired, or be of another tenant or region.`
    : `${what} was refused, although it does not expire before ${new Date(expiry).toISOString()}: it may be of another tenant or region.`;
}
