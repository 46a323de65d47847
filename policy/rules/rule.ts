/** What a rule is: data that its documentation and its configuration follow from, and a check. */

import type { Part } from "../subjects/part.ts";
import type { Kind } from "../subjects/subjects.ts";

/** `mandatory` stops a run, `advisory` is a warning, `disabled` is off until the configuration turns it on. */
export type Level = "mandatory" | "advisory" | "disabled";

export interface Setting {
  /** What it sets, with its unit. */
  description: string;
  default: number;
}

export type Settings = Readonly<Record<string, number>>;

/** What the program says of the resource beside its inputs. */
export interface ResourceOptions {
  /** The resource option `protect`. */
  isProtected: boolean;
}

export interface Rule {
  /** As the configuration names it. */
  name: string;
  /** What holds for a resource that keeps the rule, in one sentence. */
  description: string;
  /** The standards that ask for it, with their sections. */
  source: string;
  level: Level;
  about: Kind;
  /** The properties that it reads, as paths in the inputs of its resource: `tokenExpiration.accessTokenTtl`. */
  properties: readonly string[];
  settings?: Readonly<Record<string, Setting>>;
  /** @returns A message for each place that breaks the rule: the property, its value, what is allowed, what to do */
  check(part: Part, settings: Settings, options: ResourceOptions): string[];
}
