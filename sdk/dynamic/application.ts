import type * as pulumi from "@pulumi/pulumi";
import { TransmitResource } from "./face.ts";
import { applicationOutputs, applicationSecrets } from "./outputs.ts";
import type { ApplicationArgs, ApplicationProperties } from "./types.ts";

const kind = "Application";
const names = { outputs: applicationOutputs, secrets: applicationSecrets };

/** An identity application of the tenant, created together with its default client and managed with it. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine sets these properties, from the names given to it
export class Application extends TransmitResource {
  /**
   * Reads an existing application into the program, which may use its outputs and does not manage it.
   * @param id The application's id, as `appId` has it.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Application {
    return new Application(name, undefined as never, { ...options, id });
  }

  constructor(name: string, args: ApplicationArgs, options: pulumi.CustomResourceOptions = {}) {
    super(kind, names, name, args, options);
  }
}

export interface Application extends ApplicationProperties {}
