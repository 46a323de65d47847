/** How languages spell the names of properties. */
import { pythonName } from "../../provider/fields/naming.ts";

export const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The names of a choice's value: of `email_verified`, `EmailVerified` in TypeScript and Go, `EMAIL_VERIFIED` in Python. */
export const memberOf = (value: string): string =>
  value
    .split(/[^a-z0-9]+/i)
    .map(pascal)
    .join("");

export const pythonMemberOf = (value: string): string =>
  pythonName(value)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_");
