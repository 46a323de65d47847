/** What `pulumi-transmit risk` found in previews: the formats print it, and `risk.schema.json` describes it as JSON. */

export interface RiskReport {
  /** Names of the stacks, with the project's if the plans are of several projects. */
  stacks: string[];
  /** RFC 3339. */
  checkedAt: string;
  /** The lowest level that fails the check. */
  failOn: "high" | "medium" | "low" | "none";
  /** A risk has that level or a higher one: exit code 7. */
  failed: boolean;
  /** How many resources of this provider the plans update, replace or delete. */
  changed: number;
  /** The highest level first, otherwise in the order of the plans. */
  risks: Risk[];
  /** For the reader: what the plans cannot tell. */
  notes: string[];
}

export interface Risk {
  stack: string;
  urn: string;
  /** The name in the program. */
  name: string;
  /** `Application`, `Client` or `SigningKey`. */
  type: string;
  /** Absent if there is no object yet. */
  id?: string;
  /** What the run does with the resource. */
  action: "create" | "update" | "replace" | "delete";
  /** `high`: it fails or is open at once. `medium`: it can fail, or opens something. `low`: worth a look. */
  level: "high" | "medium" | "low";
  /**
   * `breaking`: something that works today can stop working. `security`: a protection of sign-ins becomes weaker.
   * `protection`: what guards the resource against its deletion goes.
   */
  kind: "breaking" | "security" | "protection";
  /** In the program's words: `firstClient.redirectUris`. Absent if it is about the resource as a whole. */
  path?: string;
  /** What changes, as a phrase: `removed "https://shop.example/callback"`. */
  change: string;
  /** What that does, in sentences. */
  effect: string;
  /** What the tenant has. Absent if there is nothing, or if the value is secret. */
  before?: unknown;
  /** What it will have. Absent if that is nothing, not known yet, or secret. */
  after?: unknown;
  /** The value is secret: that it changes is all that is told. */
  secret: boolean;
  /** The program did not change: the run undoes what was changed outside of Pulumi. */
  restores: boolean;
}
