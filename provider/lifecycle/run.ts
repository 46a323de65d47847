/**
 * What one run of a program knows. An adapter makes it where the run starts, and passes it in with every operation: no
 * module below keeps anything of its own.
 */
import type { Clock } from "../clock.ts";
import type { Values } from "../fields/field.ts";

export interface Run {
  readonly clock: Clock;
  /** How users of this adapter run a command of Pulumi, for messages: `pulumi import …` as it is, or within another one. */
  readonly shell: (command: string) => string;
  readonly tenants: Tenants;
  readonly journal: CreateJournal;
  /** Lists that serve several reads, by path. See consistency/listCache.ts. */
  readonly lists: ListCache;
  /** What this run wrote, and when. See consistency/readAfterWrite.ts. */
  readonly writes: RecentWrites;
  /** What is known of parents, such as the application of clients, by path. See consistency/notFound.ts. */
  readonly parents: Map<string, Parent>;
  /** What responses have shown of the API. See createOnce/apiIdentity.ts. */
  readonly api: ApiIdentity;
  /** What this run knows of the objects that exist. See existingTwin/. */
  readonly objects: KnownObjects;
  /** Creates that were sent, as long as nobody knows whether they created anything. See createOnce/doubt.ts. */
  readonly doubts: Set<Doubt>;
  /** The last create of each kind of body: creates of the same body run one after another. */
  readonly creates: Map<string, Promise<unknown>>;
}

/**
 * The tenant and application of a resource, as far as its state names them; or those of an access token, by its claims.
 */
export interface Owner {
  tenantId?: string;
  /** Application that the token was issued to: signing keys belong to this one. */
  appId?: string;
}

/**
 * What a run knows of tenants. All resources of a stack are in one tenant, but no operation sees the whole stack, so
 * each one adds what its state names. See ownership/tenants.ts.
 */
export interface Tenants {
  /** Tenants that states of this run name, each with one resource that is there, for messages. */
  readonly known: ReadonlyMap<string, string>;
  /** Tenants that responses of this run name: the access token reaches them. */
  readonly reached: Set<string>;
  /** Resources that the run has created, for messages. */
  readonly created: string[];
  /** Tenant of the access token that the run uses, once it is known. */
  token?: string;
  /** The request, at most one per run, that finds out which tenants an opaque token reaches. */
  lookup?: Promise<void>;
  /** Adds the owner that a state names. @param what The resource, for messages. */
  note(owner: Owner, what: string): void;
  /** Waits, once per run, for the states of resources that the program registers concurrently. */
  awaitRegistrations(wait: () => Promise<void>): Promise<void>;
}

export interface ListCache {
  /** By path. */
  readonly cached: Map<string, CachedList>;
  /** Requests that others may still join, by path. */
  readonly pending: Map<string, Promise<ResourceList>>;
}

/** A list that the API returned, with an index by id. */
export interface ResourceList {
  /** Under the API's names. */
  readonly items: readonly Values[];
  /** The item with this id. The last part of an id is unique within its collection. */
  find(parts: Values): Values | undefined;
  /** Whether each item has an id. If one has none, it may be any resource, so the list proves no absence. */
  readonly isComplete: boolean;
}

export interface CachedList {
  /** The resources that have used it, each with the operation that read it. */
  readonly readers: Map<string, object>;
  /** When it was first asked for, by the API's clock. */
  readonly beganAt: number;
  list?: Promise<ResourceList>;
  /** When the response arrived, by the API's clock. Absent while the request is pending. */
  arrivedAt?: number;
}

export interface Parent {
  /** It is proven to be gone, and so is what belongs to it. */
  isGone: boolean;
  /** When it existed already, in milliseconds since the epoch by the API's clock: when its oldest known child was created. */
  existedAt: number;
  /** The request, at most one per run, that finds out whether it is gone. */
  check?: Promise<boolean>;
}

export interface Doubt {
  /** Tells the user what may have been created, as the run is cancelled. */
  sayCancelled(): void;
}

/** Tells what belongs to this run from an equal object that an interrupted run may have left. */
export interface KnownObjects {
  /** Paths of those that a state of this run names, or that it has read or deleted. */
  readonly known: Set<string>;
  /** Paths of those that it has created: they hold nothing of an earlier run. */
  readonly created: Set<string>;
  /** What each collection held before the first create there, by its path. */
  readonly collections: Map<string, Promise<HeldObjects>>;
  /** Names of the resources whose lists were refused: that is said once. */
  readonly refused: Set<string>;
}

export interface HeldObjects {
  readonly all: readonly ListedObject[];
  /** Those that were created in the last hour, by the API's clock, by name in Unicode form NFC. */
  readonly young: ReadonlyMap<string, readonly ListedObject[]>;
}

export interface ListedObject {
  /** Under our names, its id among them. */
  actual: Values;
  /** Under the API's names, as in the list. */
  item: Values;
}

export interface RecentWrites {
  /** When this run last wrote the resource at a path, by the API's clock. */
  readonly paths: Map<string, number>;
  /** When this run last wrote anything, by the API's clock. */
  lastAt: number;
}

export interface ApiIdentity {
  /** Whom the API names as the creator of what this run created. */
  createdBy?: unknown;
  /** Milliseconds by which the API's creation times are ahead of this machine's clock. */
  creationOffset?: number;
}

/** Milliseconds since the epoch by this machine's clock: the first and the last of several requests. */
export interface TimeRange {
  first: number;
  last: number;
  /**
   * Every response was a rejection, but perhaps not by the API itself, so none of them proves that nothing was created.
   */
  isRejected?: boolean;
}

/** A create, before its first request is sent. */
export interface CreateIntent {
  /** The API and the client id that we use, the same in each run. */
  endpointKey: string;
  /** The stack, where it is known. */
  stack: string | undefined;
  path: string;
  /** Value of the field that names the resource. */
  name: string;
  body: Values;
  /** The folder of the journal, if the settings name one. */
  folder?: string;
  /** Tells the user what is wrong with the journal. */
  notify?(message: string): void;
}

/**
 * A write-ahead journal of creates, on disk: the next run of the stack adopts what an interrupted one created, and does
 * not create it again. It also shows what other runs on this machine create with the same body, which must never be
 * taken for ours.
 */
export interface CreateJournal {
  begin(intent: CreateIntent): JournalEntry;
  /** Whether a run of the same stack on another machine has sent this create within the last seconds. */
  isPendingElsewhere(intent: CreateIntent): boolean;
  /** The engine has this resource in its state. */
  acknowledge(id: string): void;
  /** Whether this run adopted the resource from an earlier run. */
  wasAdopted(id: string): boolean;
  /** The engine ends the run, and has saved every response that it got. */
  flush(): void;
  /** The engine is gone, and may not have saved the last responses: the next run adopts what they created. */
  engineLost(): void;
}

export interface JournalEntry {
  /** When the requests were sent, by this run or by earlier ones, whose outcome is not known. */
  readonly pending: TimeRange | undefined;
  /** Ids of what earlier runs created and the engine may not have in its state. */
  readonly orphaned: readonly string[];
  /** Ids of what others created with the same body. */
  foreignIds(): ReadonlySet<string>;
  /** Whether another run has sent the same create, with an outcome that is not known yet. */
  hasConcurrentCreate(): boolean;
  /** Creates of earlier runs with the same name and another body, whose outcome is not known. */
  superseded(): SupersededCreate[];
  /** Removes creates whose outcome is known by now. */
  discard(superseded: readonly SupersededCreate[]): void;
  /** Records ids of resources that this create cannot have created. */
  markForeign(ids: readonly string[]): void;
  /** Called right before each request is sent. */
  markPending(): void;
  /** The response rejects the create. It may come from a proxy or gateway, and then proves nothing. */
  markRejected(): void;
  /** The outcome is known: the resource with this id, or nothing. */
  resolve(id?: string): void;
}

export interface SupersededCreate {
  file: string;
  pending: TimeRange | undefined;
  /** Ids of what was created, and may be in no state. */
  ids: readonly string[];
}
