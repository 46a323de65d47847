/** How applications of Acme sign their users in: programs say which application, and this package says the rest. */
import * as pulumi from "@pulumi/pulumi";
import * as transmit from "pulumi-transmit";

export interface SignInArgs {
  /** Where the application is: `https://shop.example`. */
  url: pulumi.Input<string>;
  /** Scheme of the app for phones, if there is one: `com.example.shop`. */
  appScheme?: pulumi.Input<string>;
}

/** An application with a website, and an app for phones if it has one. */
export class SignIn extends pulumi.ComponentResource {
  readonly appId: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string | undefined>;
  readonly clientSecret: pulumi.Output<string | undefined>;
  /** Of the app for phones. */
  readonly mobileClientId: pulumi.Output<string> | undefined;

  constructor(name: string, { url, appScheme }: SignInArgs, options?: pulumi.ComponentResourceOptions) {
    super("acme:identity:SignIn", name, {}, options);
    const application = new transmit.Application(
      name,
      {
        appName: name,
        loginUri: pulumi.interpolate`${url}/login`,
        firstClient: {
          name: `${name} website`,
          redirectUris: [pulumi.interpolate`${url}/callback`],
          pkce: "enforcePkceAlongsideClientCredentials",
        },
      },
      { parent: this },
    );
    this.appId = application.appId;
    this.clientId = application.clientId;
    this.clientSecret = application.clientSecret;
    if (appScheme !== undefined) {
      const mobile = new transmit.Client(
        `${name}-mobile`,
        {
          appId: application.appId,
          name: `${name} app`,
          clientType: "native",
          redirectUris: [pulumi.interpolate`${appScheme}:/callback`],
        },
        { parent: this },
      );
      this.mobileClientId = mobile.clientId;
    }
    this.registerOutputs({ appId: this.appId, clientId: this.clientId });
  }
}
