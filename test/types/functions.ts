/** What a program may ask, and what must not compile. Never run: the compiler is the test. */
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

// @ts-expect-error: it is not said which application
transmit.getApplication({});

// @ts-expect-error: it is said twice which application
transmit.getApplication({ appId: "app", appName: "Shop" });

// @ts-expect-error: the argument is misspelt
transmit.getApplication({ name: "Shop" });

// @ts-expect-error: the application is missing
transmit.getClient({ name: "Web" });

// @ts-expect-error: it is said twice which client
transmit.getClient({ appId: "app", clientId: "client", name: "Web" });

// @ts-expect-error: an id is a text
transmit.getClients({ appId: 7 });

// @ts-expect-error: there is nothing to choose by
transmit.getApplications({ appName: "Shop" });

// @ts-expect-error: not all applications have a subdomain
export const subdomain: pulumi.Output<string> = shop.subdomain;

// @ts-expect-error: lists leave the logo out
transmit.getApplications().applications.apply((all) => all.map(({ logo }) => logo));

// @ts-expect-error: what the API never returns is in no result
export const roleIds: unknown = web.roleIds;

// @ts-expect-error: every output has a member of this name for Pulumi itself
web.resources.apply((resources: string[]) => resources);

// @ts-expect-error: an output is no plain value
export const plain: string = shop.appId;
