import * as pulumi from "@pulumi/pulumi";
import * as transmit from "pulumi-transmit";

export interface IdentityApplicationArgs {
  /** Name of the application, such as "Shop". Its clients are named after it. */
  name: string;
  /** Address of the website, without a slash at the end. */
  site: string;
  /** Scheme of the app: the site's domain in reverse, such as "com.example.shop". */
  appScheme: string;
}

/** An application with the clients that each product of ours has: a website, an app, and a service that signs in by itself. */
export class IdentityApplication extends pulumi.ComponentResource {
  readonly appId: pulumi.Output<string>;
  readonly web: Pick<transmit.Application, "clientId" | "clientSecret">;
  readonly native: Pick<transmit.Client, "clientId">;
  readonly machine: Pick<transmit.Client, "clientId" | "clientSecret">;

  constructor(name: string, args: IdentityApplicationArgs, options?: pulumi.ComponentResourceOptions) {
    super("example:index:IdentityApplication", name, {}, options);
    const child = { parent: this };

    const application = new transmit.Application(
      name,
      {
        appName: args.name,
        loginUri: `${args.site}/login`,
        firstClient: {
          name: `${args.name} website`,
          redirectUris: [`${args.site}/callback`],
          pkce: "enforcePkceAlongsideClientCredentials",
        },
      },
      child,
    );

    const native = new transmit.Client(
      `${name}-native`,
      {
        appId: application.appId,
        name: `${args.name} app`,
        clientType: "native",
        redirectUris: [`${args.appScheme}:/callback`],
        pkce: "enforcePkceInsteadOfClientCredentials",
      },
      child,
    );

    // It uses the client credentials grant, so nobody is redirected.
    const machine = new transmit.Client(
      `${name}-machine`,
      {
        appId: application.appId,
        name: `${args.name} service`,
        redirectUris: [],
        tokenExpiration: { accessTokenTtl: 900 },
      },
      child,
    );

    this.appId = application.appId;
    this.web = { clientId: application.clientId, clientSecret: application.clientSecret };
    this.native = { clientId: native.clientId };
    this.machine = { clientId: machine.clientId, clientSecret: machine.clientSecret };
    this.registerOutputs();
  }
}
