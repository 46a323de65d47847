/** Where authorization responses go. */
import { hasUserInfo, isLocalhost, isLoopback, isOpen, isReverseDomain, isWeb } from "../../provider/fields/uris.ts";
import type { Part } from "../subjects/part.ts";
import { urisIn } from "../subjects/uris.ts";
import type { Rule } from "./rule.ts";

const redirectUris = (client: Part) => urisIn(client, "redirectUris");
const isNative = (client: Part): boolean => client.value("clientType") === "native";
const isWebClient = (client: Part): boolean => client.value("clientType") === "web";

/** What a browser or an operating system handles itself: no application receives the response. */
const notAnApp = new Set(["javascript:", "data:", "vbscript:", "file:", "blob:", "about:", "ftp:", "ws:", "wss:"]);

const about = "oidcClient";

export const httpsRedirectUris: Rule = {
  name: "https-redirect-uris",
  description: "Redirect URIs use https; http is for the loopback interface alone.",
  source: "RFC 9700, 2.6; RFC 8252, 7.3",
  level: "mandatory",
  about,
  properties: ["redirectUris"],
  check: (client) =>
    redirectUris(client)
      .filter(({ uri }) => isOpen(uri))
      .map(
        ({ path, shown }) =>
          `${path} is ${shown}: others on the network can read the codes that are sent there. Use https.`,
      ),
};

export const exactRedirectUris: Rule = {
  name: "exact-redirect-uris",
  description: "Redirect URIs are exact: no asterisk, no fragment, no user name or password.",
  source: "RFC 9700, 2.1 and 4.1; RFC 6749, 3.1.2; RFC 9110, 4.2.4",
  level: "mandatory",
  about,
  properties: ["redirectUris"],
  check: (client) =>
    redirectUris(client).flatMap(({ path, shown, text, uri }) => {
      const is = `${path} is ${shown}`;
      return [
        text.includes("*") &&
          `${is}: if the asterisk is taken as a wildcard, codes go to addresses that nobody has listed. List each URI.`,
        text.includes("#") && `${is}: a redirect URI has no fragment. Remove # and what follows it.`,
        hasUserInfo(text, uri) && `${is}: what stands before @ is a user name or a password. Remove it.`,
      ].filter((message) => message !== false);
    }),
};

export const redirectUriPaths: Rule = {
  name: "redirect-uri-paths",
  description: "A redirect URI names the page that receives the code, not a whole site.",
  source: "RFC 9700, 4.2.4 and 4.11.1",
  level: "advisory",
  about,
  properties: ["redirectUris"],
  check: (client) =>
    redirectUris(client)
      .filter(({ uri }) => isWeb(uri) && uri.pathname === "/" && uri.search === "")
      .map(
        ({ path, shown }) =>
          `${path} is ${shown}, which has no path: the site's first page receives the codes, with all that it loads from ` +
          "others. Use a page of its own, for example /callback.",
      ),
};

export const redirectUriSchemes: Rule = {
  name: "redirect-uri-schemes",
  description: "Schemes of apps are for native clients, and no redirect URI runs a script or opens a file.",
  source: "RFC 8252, 7.1 and 7.2; RFC 9700, 2.6",
  level: "mandatory",
  about,
  properties: ["redirectUris", "clientType"],
  check: (client) =>
    redirectUris(client)
      .filter(({ uri }) => !isWeb(uri) && (notAnApp.has(uri.protocol) || isWebClient(client)))
      .map(({ path, shown, uri }) =>
        notAnApp.has(uri.protocol)
          ? `${path} is ${shown}: no application receives what is sent to ${uri.protocol} URIs. Use https, or the scheme of an app.`
          : `${path} is ${shown}, the scheme of an app, but ${client.says("clientType")}. Use https, or set it to "native".`,
      ),
};

export const appSchemeNames: Rule = {
  name: "app-scheme-names",
  description: "The scheme of an app is a reversed domain name, which other apps do not claim.",
  source: "RFC 8252, 7.1 and 8.6",
  level: "advisory",
  about,
  properties: ["redirectUris"],
  check: (client) =>
    redirectUris(client)
      .filter(({ uri }) => !isWeb(uri) && !notAnApp.has(uri.protocol) && !isReverseDomain(uri.protocol))
      .map(
        ({ path, shown }) =>
          `${path} is ${shown}: another app may claim this scheme too, and receive the codes. Use the reverse of a domain that ` +
          "you own, for example com.example.app:/callback.",
      ),
};

export const loopbackRedirectUris: Rule = {
  name: "loopback-redirect-uris",
  description: "The loopback interface is for native clients, by its address.",
  source: "RFC 8252, 7.3 and 8.3",
  level: "advisory",
  about,
  properties: ["redirectUris", "clientType"],
  check: (client) =>
    redirectUris(client)
      .filter(({ uri }) => isWeb(uri) && isLoopback(uri) && (isWebClient(client) || isLocalhost(uri.hostname)))
      .flatMap(({ path, shown }) => {
        if (isWebClient(client))
          return `${path} is ${shown}, the machine of whoever signs in: any program there can receive the codes. Keep it out of production.`;
        return isNative(client)
          ? `${path} is ${shown}: the name localhost may lead elsewhere. Use 127.0.0.1 or [::1].`
          : [];
      }),
};
