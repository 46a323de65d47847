import * as pulumi from "@pulumi/pulumi";
import { registration } from "./face.ts";
import { readId } from "./identity.ts";
import { clientOutputs, clientSecrets } from "./outputs.ts";
import { pauseTraces } from "./traces.ts";
import type { ClientArgs, ClientProperties } from "./types.ts";

const kind = "Client";
const idParts = ["appId", "clientId"];
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
    const traces = pauseTraces(Client);
    try {
      super(...registration(kind, names, name, args, options));
      readId(this, idParts, options);
    } catch (error) {
      throw traces.addTo(error);
    } finally {
      traces.resume();
    }
  }
}

export interface Client extends ClientProperties {}
