import * as pulumi from "@pulumi/pulumi";
import { registration } from "./face.ts";
import { readId } from "./identity.ts";
import { signingKeyOutputs, signingKeySecrets } from "./outputs.ts";
import { pauseTraces } from "./traces.ts";
import type { SigningKeyArgs, SigningKeyProperties } from "./types.ts";

const kind = "SigningKey";
const idParts = ["keyId"];
const names = { outputs: signingKeyOutputs, secrets: signingKeySecrets };

/** A key that tokens are signed with, of the application that the provider's credentials belong to. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine sets these properties, from the names given to it
export class SigningKey extends pulumi.CustomResource {
  /**
   * Reads an existing key into the program, which may use its outputs and does not manage it.
   * @param id The key's id, as `keyId` has it.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): SigningKey {
    return new SigningKey(name, undefined as never, { ...options, id });
  }

  constructor(name: string, args: SigningKeyArgs, options: pulumi.CustomResourceOptions = {}) {
    const traces = pauseTraces(SigningKey);
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

export interface SigningKey extends SigningKeyProperties {}
