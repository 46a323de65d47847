/** What a library exports without naming types: its declarations name those that the compiler infers. Never run: the compiler is the test. */
import * as transmit from "../../sdk/dynamic/index.ts";

export const shop = new transmit.Application("shop", {
  appName: "Shop",
  firstClient: { name: "Web", redirectUris: [] },
});
export const first = shop.firstClient;
export const find = (appName: string) => transmit.getApplication({ appName });
export const urisOf = (args: transmit.ClientArgs) => args.redirectUris;
export const oidcOnly = (args: transmit.ClientArgs) => (args.authenticationProtocol === "saml" ? undefined : args);
export const firstOf = (args: transmit.FirstClientArgs) => ({ ...args, protocol: args.authenticationProtocol });
export const make = (name: string, options: transmit.DynamicResourceOptions) =>
  new transmit.SigningKey(name, { name }, { ...options, protect: true });
export const classes = { Application: transmit.Application, Client: transmit.Client, Pkce: transmit.Pkce };
export class Website extends transmit.Application {}
