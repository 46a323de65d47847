/**
 * What a resource that is embedded in another one adds to the verbs. A definition declares it by a field with the trait
 * `embeds`: an application embeds its default client. The verbs call these hooks, and know nothing else of it.
 */
import type { Resource, Values, Variant } from "../fields/field.ts";
import type { Finding } from "./finding.ts";
import type { Transport } from "./transport.ts";

/** The result of a verb: the state, and warnings for the user. */
export interface Outcome {
  state: Values;
  warnings: string[];
}

export interface Backfilled {
  actual: Values;
  /** The embedded resource, of which the response should repeat some fields, no longer exists. */
  isGone: boolean;
}

/** A read, once the resource's own response is in the state. */
export interface Reading {
  api: Transport;
  /** Parts of the id. */
  parts: Values;
  /** The state before. */
  state: Values;
  /** Inputs that the program sets. */
  desired: Values;
  /** The decoded response, before anything was filled in. */
  reported: Values;
  actual: Values;
  isGone: boolean;
}

/** The state after a read, with the embedded resource in it. */
export interface EmbeddedReading extends Outcome {
  findings: Finding[];
  /** When the API last changed the embedded resource, if it says so: its times are not those of the whole. */
  embeddedUpdatedAt?: unknown;
}

/** An update, before its first request. */
export interface Change {
  api: Transport;
  id: string;
  /** Parts of the id. */
  parts: Values;
  /** The state before; for the resource's own request, after an adoption. */
  state: Values;
  inputs: Values;
  /** Names of the inputs that differ. */
  changed: readonly string[];
  /** Whether the resource's own request is sent. */
  isSent: boolean;
}

/** What `beforeUpdate` found out. */
export interface Prepared {
  /** The state before the update; after an adoption, with the adopted resource as the embedded one. */
  state: Values;
  /** The embedded resource's settings as the API had them before the update, by the fields that repeat them. */
  repeated?: Values;
}

/** An import, as far as an embedded resource is concerned. */
export interface Importing {
  /** Inputs of an earlier import, if this is a refresh. */
  previous: Values | undefined;
  /** The resource as the response has it. */
  reported: Values;
  state: Values;
  isOneOfMany?: boolean;
}

/** Inputs that describe an embedded resource, or sentences that say that it no longer exists. */
export type Description = { inputs: Values } | { lost: string };

export interface Hooks {
  /** Before a create, also of a preview. @throws Error for inputs that a create cannot carry out */
  beforeCreate(resource: Resource, inputs: Values): void;
  /** Whether a candidate for an ambiguous create has what the inputs embed; undefined if that is not visible yet. */
  matches(resource: Resource, api: Transport, inputs: Values, actual: Values): Promise<boolean | undefined>;
  /** Adds to the state what the response to a create does not contain. */
  afterCreate(resource: Resource, api: Transport, inputs: Values, observed: Outcome): Promise<Outcome>;
  /**
   * Removes from a response what it repeats of another embedded resource than the state's: it may be somebody else's.
   */
  withoutForeign(resource: Resource, actual: Values, state: Values): Values;
  /**
   * Fetches what a response omits.
   * @param desired Inputs that it should repeat. @param writtenAt When it was last known to be written, RFC 3339.
   * @param before The state, whose values stay if they cannot be fetched any more.
   */
  backfill(
    resource: Resource,
    api: Transport,
    actual: Values,
    desired: Values,
    variant: Variant | undefined,
    writtenAt: unknown,
    before?: Values,
  ): Promise<Backfilled>;
  /** Reads the embedded resource. @param found The state by the resource's own response. */
  afterRead(resource: Resource, reading: Reading, found: Values): Promise<EmbeddedReading>;
  /** Whether an update sends a request for the embedded resource. */
  isSent(resource: Resource, inputs: Values, changed: readonly string[]): boolean;
  /** Before any request of an update. @throws Error if the update could change a resource that is not in this state */
  beforeUpdate(resource: Resource, change: Change): Promise<Prepared>;
  /** After the resource's own request. @throws PartialUpdateError */
  afterUpdate(resource: Resource, change: Change, updated: Outcome, prepared: Prepared): Promise<Outcome>;
  /** Before a deletion. @throws Error if it would also delete a resource that is not in this state */
  beforeDelete(resource: Resource, api: Transport, id: string, state: Values): Promise<void>;
  /** Runs the request of a deletion, and those that the API requires before it. */
  delete(resource: Resource, api: Transport, id: string, state: Values, request: () => Promise<unknown>): Promise<void>;
  /**
   * Describes the embedded resource for an import.
   * @param actual The resource, with the ids in the state.
   */
  describe(resource: Resource, api: Transport, actual: Values, importing: Importing): Promise<Description>;
}
