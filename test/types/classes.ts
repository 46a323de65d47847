/** How programs pass resources on, extend their classes and use their options. Never run: the compiler is the test. */
import * as pulumi from "@pulumi/pulumi";
import * as transmit from "../../sdk/dynamic/index.ts";

const firstClient: transmit.FirstClientArgs = { name: "Web", redirectUris: [] };

const shop = new transmit.Application("shop", { appName: "Shop", firstClient });
const legacy = new transmit.Application("legacy", { appName: "Legacy", clientDisplayName: "Web", redirectUris: [] });

export const given: {
  name: pulumi.Output<string>;
  uris: pulumi.Output<string[] | undefined> | undefined;
  input: pulumi.Input<string>;
  whole: pulumi.Output<transmit.FirstClient>;
} = {
  name: shop.firstClient.name,
  uris: shop.firstClient.redirectUris,
  input: shop.firstClient.apply((first) => first.name),
  whole: shop.firstClient,
};

// @ts-expect-error: the program gave no firstClient
legacy.firstClient.name;

// @ts-expect-error: a program may read an application that was made in the deprecated way
transmit.Application.get("read", "app").firstClient.name;

/** Arguments that may be given in either way. */
export function make(args: transmit.ApplicationArgs): transmit.Application {
  const made = new transmit.Application("made", args);
  // @ts-expect-error: they may have no firstClient
  made.firstClient.name;
  return new transmit.Application("other", { ...args, appName: "Other" }, { parent: made });
}

export const all: transmit.Application[] = [shop, legacy, make({ appName: "Made", firstClient })];
export const byName: Record<string, transmit.Application> = { shop, legacy };
export const firstOf = (applications: transmit.Application[]) =>
  applications.map(({ firstClient: first }) => first.apply((client) => client?.name));

export class Portal extends pulumi.ComponentResource {
  readonly application: transmit.Application;
  readonly clients: transmit.Client[];

  constructor(name: string, args: transmit.ApplicationArgs, options?: pulumi.ComponentResourceOptions) {
    super("acme:index:Portal", name, {}, options);
    this.application = new transmit.Application(name, args, { parent: this });
    const { appId } = this.application;
    this.clients = ["a", "b"].map(
      (one) => new transmit.Client(one, { appId, name: one, redirectUris: [] }, { parent: this }),
    );
  }
}

/** A class of a program's own, with defaults. */
export class Website extends transmit.Application {
  constructor(name: string, site: string, options?: pulumi.CustomResourceOptions) {
    super(name, { appName: name, firstClient: { name, redirectUris: [`${site}/callback`] } }, options);
  }
}
const website: transmit.Application = new Website("site", "https://shop.example");
export const id: pulumi.Output<string> = website.appId;

export class OwnClient extends transmit.Client {}

/** Options whose type is that of all resources, as a component gets them. */
export const passOn = (options: pulumi.CustomResourceOptions) => [
  new transmit.Application("passed", { appName: "Shop", firstClient }, options),
  new transmit.Client("merged", { appId: "app", name: "Web", redirectUris: [] }, pulumi.mergeOptions({}, options)),
];

// @ts-expect-error: dynamic resources cannot be imported by an option
new transmit.Application("imported", { appName: "Shop", firstClient }, { import: "app" });

// @ts-expect-error: dynamic resources cannot be imported by an option
new transmit.SigningKey("imported", { name: "2030" }, { protect: true, import: "key" });

export const isApplication = (value: unknown): string | undefined => {
  if (transmit.Application.isInstance(value)) return value.urn.toString();
  return value instanceof transmit.Client ? value.clientId.toString() : undefined;
};

export type Made = InstanceType<typeof transmit.Application>;
export const made: Made = shop;
