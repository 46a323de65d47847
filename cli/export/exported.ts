/** What an export takes from a tenant. */
import type { Resource, Values } from "../../provider/fields/field.ts";

/** Sentences for the reader of the program. */
export interface Comments {
  above: string[];
  /** At the end of its inputs, under the empty name, or of an input that is an object. */
  within: Map<string, string[]>;
}

/** An object of the tenant, as a program declares it. */
export interface ExportedObject {
  definition: Resource;
  id: string;
  /** Its name in the tenant. */
  title: string;
  /** As few as describe it, with ids in them. */
  inputs: Values;
  comments: Comments;
  /** As the API answered, in its names. */
  content: Values;
}

export interface ExportedApplication extends ExportedObject {
  /** Id of its default client, which is a part of it; undefined if it is not known. */
  clientId: string | undefined;
  /** Its other clients, oldest first. */
  clients: ExportedObject[];
}

/** What of the tenant is in no program. */
export interface LeftOut {
  /** `Application`, `Client` or `SigningKey`. */
  type: string;
  /** Absent for a list that could not be read. */
  id?: string;
  title?: string;
  /** A sentence. */
  reason: string;
}

export interface ExportedTenant {
  /** Oldest first. */
  applications: ExportedApplication[];
  /** Signing keys of the application of the credentials. */
  keys: ExportedObject[];
  leftOut: LeftOut[];
  /** All that was read, as the API answered, by kind: `application`, `client`, `signingKey`. Default clients come first. */
  documents: Record<string, Values[]>;
  /** Names of applications in the tenant, by id, selected or not, oldest first. */
  names: ReadonlyMap<string, string>;
}
