import * as pulumi from "@pulumi/pulumi";
import { registration } from "./face.ts";
import { readId } from "./identity.ts";
import { applicationOutputs, applicationSecrets } from "./outputs.ts";
import { pauseTraces } from "./traces.ts";
import type { ApplicationArgs, ApplicationProperties } from "./types.ts";

const kind = "Application";
const idParts = ["appId"];
const names = { outputs: applicationOutputs, secrets: applicationSecrets };

/** An identity application of the tenant, created together with its default client and managed with it. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine sets these properties, from the names given to it
export class Application extends pulumi.CustomResource {
  /**
   * Reads an existing application into the program, which may use its outputs and does not manage it.
   * @param id The application's id, as `appId` has it.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Application {
    return new Application(name, undefined as never, { ...options, id });
  }

  constructor(name: string, args: ApplicationArgs, options: pulumi.CustomResourceOptions = {}) {
    const traces = pauseTraces(Application);
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

export interface Application extends ApplicationProperties {}
