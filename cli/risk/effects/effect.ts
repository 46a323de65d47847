/**
 * The language of the tables that say what a change of an input does to others: an entry for each input, by its path, with
 * what happens when.
 */
import type { Level } from "../level.ts";
import type { Risk } from "../report.ts";

/**
 * `lost` and `gained` are members of a list, or keys of a JSON Web Key Set. `on` and `off` are of booleans, `shorter` and
 * `longer` of numbers. `to` and `from` name values, of which `undefined` stands for none.
 */
export type When =
  | "changed"
  | "lost"
  | "gained"
  | "on"
  | "off"
  | "shorter"
  | "longer"
  | { to: readonly unknown[]; from?: readonly unknown[] }
  | { from: readonly unknown[] };

/** The last is a sentence or two, for a reviewer: who notices it, and what to do. */
export type Effect = readonly [When, Level, Risk["kind"], string];

/** `replaces`: another value replaces the resource, which is a risk of its own. */
export type Effects = "harmless" | "replaces" | readonly Effect[];

export type EffectTable = Readonly<Record<string, Effects>>;
