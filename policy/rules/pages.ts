/** The pages that users are sent to, which ask for their credentials or their consent. */

import { isOpen } from "../../provider/fields/uris.ts";
import type { Part } from "../subjects/part.ts";
import { uriIn } from "../subjects/uris.ts";
import type { Rule } from "./rule.ts";

const source = "RFC 6749, 3.1; RFC 9325, 3.2";

/** The pages by path: in the part itself, or in an object of it. */
const pagesIn = (part: Part, paths: readonly string[]): string[] =>
  paths.flatMap((path) => {
    const [first = "", second] = path.split(".");
    const owner = second === undefined ? part : part.part(first);
    if (!owner) return [];
    return uriIn(owner, second ?? first)
      .filter(({ uri }) => isOpen(uri))
      .map((item) => `${item.path} is ${item.shown}: others on the network can read and change this page. Use https.`);
  });

const pages = (name: string, about: Rule["about"], whose: string, properties: readonly string[]): Rule => ({
  name,
  description: `The pages of ${whose} that users are sent to use https; http is for the loopback interface alone.`,
  source,
  level: "mandatory",
  about,
  properties,
  check: (part) => pagesIn(part, properties),
});

export const applicationPages = pages("https-application-pages", "application", "an application", [
  "loginUri",
  "inviteMemberUri",
  "authenticatorPreferences.loginUri",
]);

export const clientPages = pages("https-client-pages", "oidcClient", "a client", [
  "consentUri",
  "deviceAuthorization.approvalUri",
  "deviceAuthorization.successUri",
  "deviceAuthorization.inputUri",
  "cibaAuthorization.loginUri",
]);
