import * as pulumi from "@pulumi/pulumi";
import { optionsFor, properties, typeOf } from "./face.ts";
import { clientOutputs, clientSecrets } from "./outputs.ts";
import type { ClientArgs, ClientProperties } from "./types.ts";

const kind = "Client";
const names = { outputs: clientOutputs, secrets: clientSecrets };

/** A client of an application, OIDC or SAML: what signs users in. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine sets these properties, from the names given to it
export class Client extends pulumi.CustomResource {
  /**
   * Reads an existing client into the program, which may use its outputs and does not manage it.
   * @param id `appId/clientId`.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Client {
    return new Client(name, undefined as never, { ...options, id });
  }

  constructor(name: string, args: ClientArgs, options: pulumi.CustomResourceOptions = {}) {
    super(typeOf(kind), name, properties(kind, args, names, options), optionsFor(kind, options, names));
  }
}

export interface Client extends ClientProperties {}
