/** Which arguments and results functions have in a program, and what must not compile. Never run: the compiler is the test. */
import * as pulumi from "@pulumi/pulumi";
import * as transmit from "../../sdk/dynamic/index.ts";

const shop = transmit.getApplication({ appName: "Shop" });
const byId = transmit.getApplication({ appId: pulumi.output("app") });
const web = transmit.getClient({ appId: shop.appId, name: pulumi.interpolate`${shop.appName} web` });
const mobile = transmit.getClient({ appId: shop.appId, clientId: "client" });

new transmit.Client("next", {
  appId: shop.appId,
  name: "Next",
  redirectUris: web.redirectUris.apply((uris) => uris ?? []),
  clientType: mobile.clientType.apply((type) => type ?? "web"),
});

export const outputs: {
  whole: pulumi.Output<transmit.GetApplicationResult>;
  input: pulumi.Input<transmit.GetClientResult>;
  appId: pulumi.Output<string>;
  clientSecret: pulumi.Output<string>;
  googleId: pulumi.Output<string | undefined>;
  resources: pulumi.Output<string[] | undefined>;
  applications: pulumi.Output<transmit.ListedApplication[]>;
  names: pulumi.Output<string[]>;
} = {
  whole: byId,
  input: web,
  appId: byId.appId,
  clientSecret: web.clientSecret,
  googleId: shop.loginPreferences.apply(({ authMethods }) => authMethods.google?.clientId),
  resources: web.apply(({ resources }) => resources),
  applications: transmit.getApplications().applications,
  names: transmit.getClients({ appId: "app" }).clients.apply((clients) => clients.map(({ name }) => name)),
};

// @ts-expect-error: neither argument says which application
transmit.getApplication({});

// @ts-expect-error: both arguments say which application
transmit.getApplication({ appId: "app", appName: "Shop" });

// @ts-expect-error: the argument is misspelt
transmit.getApplication({ name: "Shop" });

// @ts-expect-error: the application is missing
transmit.getClient({ name: "Web" });

// @ts-expect-error: both arguments say which client
transmit.getClient({ appId: "app", clientId: "client", name: "Web" });

// @ts-expect-error: an id is a string
transmit.getClients({ appId: 7 });

// @ts-expect-error: there are no arguments
transmit.getApplications({ appName: "Shop" });

// @ts-expect-error: not all applications have a subdomain
export const subdomain: pulumi.Output<string> = shop.subdomain;

// @ts-expect-error: lists omit the logo
transmit.getApplications().applications.apply((all) => all.map(({ logo }) => logo));

// @ts-expect-error: results omit what the API never returns
export const roleIds: unknown = web.roleIds;

// @ts-expect-error: every output has a member of this name for Pulumi itself
web.resources.apply((resources: string[]) => resources);

// @ts-expect-error: an output is not a plain value
export const plain: string = shop.appId;
