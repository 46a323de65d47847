/**
 * What one run of a program knows. An adapter makes it where the run starts, and passes it in with every operation: no
 * module below keeps anything of its own.
 */
import type { Clock } from "../clock.ts";
import type { Values } from "../fields/field.ts";

export interface Run {
  readonly clock: Clock;
  readonly tenants: Tenants;
  readonly journal: CreateJournal;
  /** Lists that serve several reads, by path. See consistency/listCache.ts. */
  readonly lists: ListCache;
  /** What this run wrote, and when. See consistency/readAfterWrite.ts. */
  readonly writes: RecentWrites;
  /** What the API has shown of itself. See createOnce/apiIdentity.ts. */
  readonly api: ApiIdentity;
  /** The last create of each kind of body: creates of the same body run one after another. */
  readonly creates: Map<string, Promise<unknown>>;
}

/** Where a resource lies, as far as a state says; or what an access token reaches, as far as it says. */
export interface Owner {
  tenantId?: string;
  /** Application that the token was issued to: signing keys belong to this one. */
  appId?: string;
}

/**
 * What a run knows of tenants. No operation sees the whole stack, so each one adds what its state says. All objects of a stack
 * lie in one tenant.
 */
export interface Tenants {
  /** Tenants that states of this run name, each with one resource that lies there. */
  readonly known: ReadonlyMap<string, string>;
  /** Tenants that the API has answered for in this run. */
  readonly reached: Set<string>;
  /** What the run has created, for messages. */
  readonly created: string[];
  /** Tenant of the access token that the run uses, once it is known. */
  token?: string;
  /** The one request per run by which an opaque token is checked. */
  look?: Promise<void>;
  /** Adds what a state says. @param what The resource, for messages. */
  note(owner: Owner, what: string): void;
  /** Waits, once a run, for the states of resources that the program registers at the same moment. */
  settle(wait: () => Promise<void>): Promise<void>;
}

export interface ListCache {
  /** By path. */
  readonly cached: Map<string, CachedList>;
  /** Requests that others may still join, by path. */
  readonly pending: Map<string, Promise<Values[]>>;
}

export interface CachedList {
  /** How many reads asked for it. */
  reads: number;
  /** When it was last asked for, by the API's clock. */
  readAt: number;
  list?: Promise<Values[]>;
  /** When the response arrived, by the API's clock. Absent while the request is pending. */
  arrivedAt?: number;
}

export interface RecentWrites {
  /** When this run created what lies at a path, or wrote to it, by the API's clock. */
  readonly paths: Map<string, number>;
  /** When this run last wrote anything, by the API's clock. */
  lastAt: number;
}

export interface ApiIdentity {
  /** Who the API says created what this run created. */
  createdBy?: unknown;
  /** Milliseconds by which the API's creation times are ahead of this machine's clock. */
  creationOffset?: number;
}

/** Milliseconds since the epoch by this machine's clock: the first and the last of several requests. */
export interface TimeRange {
  first: number;
  last: number;
  /** Every response was a rejection, by somebody who may not know. */
  isRejected?: boolean;
}

/** A create, before its first request is sent. */
export interface CreateIntent {
  /** The API, and the client that we are to it: the same in each run. */
  endpointKey: string;
  /** The stack, where it is known. */
  stack: string | undefined;
  path: string;
  /** Value of the field that people know the resource by. */
  name: string;
  body: Values;
}

/**
 * A write-ahead journal of creates, on disk: the next run of the stack adopts what an interrupted one created, and does not
 * create it again. It also says what others on this machine create with the same body, which is never taken for ours.
 */
export interface CreateJournal {
  begin(intent: CreateIntent): JournalEntry;
  /** Whether a run of the same stack on another machine was at this create within the last seconds. */
  isPendingElsewhere(intent: CreateIntent): boolean;
  /** The engine has this resource in its state. */
  acknowledge(id: string): void;
  /** Whether this run adopted the resource from an earlier run. */
  wasAdopted(id: string): boolean;
  /** The engine ends the run, and has saved every response that it got. */
  flush(): void;
  /** The engine is gone. It may not have saved the last responses: the next run takes over. */
  engineLost(): void;
}

export interface JournalEntry {
  /** When the requests were sent, by this run or by earlier ones, whose outcome is not known. */
  readonly pending: TimeRange | undefined;
  /** Ids of what earlier runs created and the engine may not have in its state. */
  readonly orphaned: readonly string[];
  /** Ids of what others created with the same body. */
  foreignIds(): ReadonlySet<string>;
  /** Whether somebody else sent the same and does not know the outcome. */
  hasConcurrentCreate(): boolean;
  /** Creates of earlier runs with the same name and another body, whose outcome is not known. */
  superseded(): SupersededCreate[];
  /** Removes them: it is known what became of them. */
  discard(superseded: readonly SupersededCreate[]): void;
  /** Records ids that this create cannot have made. */
  markForeign(ids: readonly string[]): void;
  /** Called right before each request is sent. */
  markPending(): void;
  /** A response says that nothing was created; it may come from a proxy or gateway. */
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
