/** What `pulumi-transmit drift` found: the formats print it, and `drift.schema.json` describes it as JSON. */

export interface DriftReport {
  /** Names of the stacks. */
  stacks: string[];
  /** RFC 3339. */
  checkedAt: string;
  /** Nothing differs, nothing is undecided, and, if asked for, nothing is unmanaged: exit code 0. */
  inSync: boolean;
  /** How many resources of this provider the stacks have. */
  checked: number;
  /** Those that differ, or could not be read, in the order of the state. */
  resources: DriftedResource[];
  /** What none of the stacks knows. Empty unless asked for. */
  unmanaged: UnmanagedObject[];
  findings: Finding[];
  /** For the reader; they do not count as differences: what was ignored, entries of the ignore file that did nothing. */
  notes: string[];
}

export interface DriftedResource {
  stack: string;
  urn: string;
  /** The name in the program. */
  name: string;
  /** `Application`, `Client` or `SigningKey`. */
  type: string;
  id: string;
  /** `unreadable`: nothing is known of it; `message` says why. */
  status: "changed" | "deleted" | "unreadable";
  /** When the tenant last changed it, RFC 3339, if the API says so. */
  updatedAt?: string;
  /** Those that differ; empty unless it is `changed`. */
  properties: DriftedProperty[];
  /** What the next `pulumi up` of an unchanged program does, as a sentence. */
  next: string;
  /** Why it could not be read, or what is known of its deletion. */
  message?: string;
}

export interface DriftedProperty {
  /** In the program's words: `redirectUris[1]`, `firstClient.tokenExpiration.accessTokenTtl`. */
  path: string;
  /** What the program last set. Absent if it sets nothing there, or if the value is secret. */
  program?: unknown;
  /** What the tenant has. Absent if it has nothing there, or if the value is secret. */
  tenant?: unknown;
  /** The value is secret: that it differs is all that is told. */
  secret: boolean;
  /** What to write in the program to keep the tenant's value: `description: "Shop",`. Absent for a secret. */
  keep?: string;
}

export interface UnmanagedObject {
  /** `Application`, `Client` or `SigningKey`. */
  type: string;
  /** The whole id, as `pulumi import` takes it. */
  id: string;
  name: string;
  /** The application that it belongs to. Absent for an application. */
  appId?: string;
  /** RFC 3339, if the API says so. */
  createdAt?: string;
  /** Whom the API names as its creator: of applications alone. */
  createdBy?: string;
  /** The command that takes it over into a stack. */
  adopt: string;
}

export interface Finding {
  /**
   * `secretChanged`: a secret was changed elsewhere. `defaultClientReplaced`: the application has another default client
   * than the state knows. `wrongTenant`: the access token is of another tenant than the stack. `notComparable`: a value
   * that the API cannot change in place differs, or one is not understood. `pendingOperation`: an interrupted run left an
   * operation whose outcome is not known. `notListed`: a part of the tenant could not be listed.
   */
  code: "secretChanged" | "defaultClientReplaced" | "wrongTenant" | "notComparable" | "pendingOperation" | "notListed";
  /** The resource; of a tenant as a whole, the root of a stack that is in it. */
  urn: string;
  message: string;
}
