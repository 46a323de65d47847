/**
 * What pending creates have made. Creates of one body make equal objects: if there are exactly as many of these as creates,
 * each is the result of one of them, and it makes no difference of which. None, once they must be visible: nothing was made.
 * Everything else is for a person to decide.
 */
import type { KnownObjects, Made, MadeObject } from "../../provider/lifecycle/index.ts";
import type { PendingTimes } from "./times.ts";

/** Pending creates with the same body. */
export interface CreateGroup {
  urns: readonly string[];
  times: PendingTimes;
  /** A URN is pending twice: its first create was begun in an earlier run than the last. */
  isRepeated: boolean;
  look(known: KnownObjects): Promise<Made>;
}

export type Decision =
  | { kind: "taken"; object: MadeObject }
  | { kind: "nothingMade" }
  | { kind: "undecided"; candidates: MadeObject[] };

export interface Waiting {
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

const firstPauseMs = 1_000;
const longestPauseMs = 8_000;

/** Where reads lag, an equal object that somebody created just before may become visible first. */
const secondLookMs = 3_000;

/** Looks until it is decided, or must be visible. @returns By URN */
export async function decide(
  group: CreateGroup,
  known: KnownObjects,
  { now, wait }: Waiting,
): Promise<Map<string, Decision>> {
  const { urns, times } = group;
  let takeFrom: number | undefined;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const isLast = now() >= times.settledAt;
    const found = await group.look(known);
    const verdict = verdictOn(group, found);
    if (verdict === "taken") {
      takeFrom ??= pause === firstPauseMs || isLast ? 0 : now() + secondLookMs;
      if (now() >= takeFrom) return assigned(urns, found.certain);
    } else if (verdict === "undecided" || isLast) {
      const decision: Decision =
        verdict === "nothingMade"
          ? { kind: "nothingMade" }
          : { kind: "undecided", candidates: [...found.certain, ...found.possible] };
      return new Map(urns.map((urn) => [urn, decision]));
    }
    await wait(takeFrom === undefined ? Math.min(pause, times.settledAt - now()) : secondLookMs);
  }
}

/** What holds if nothing else becomes visible. */
function verdictOn(
  { urns, isRepeated }: CreateGroup,
  { certain, possible }: Made,
): "taken" | "nothingMade" | "incomplete" | "undecided" {
  if (certain.length > urns.length) return "undecided";
  if (certain.length === urns.length) return isRepeated && possible.length > 0 ? "undecided" : "taken";
  return certain.length + possible.length === 0 ? "nothingMade" : "incomplete";
}

/** The first create with what was created first. */
const assigned = (urns: readonly string[], objects: readonly MadeObject[]): Map<string, Decision> => {
  const oldestFirst = objects.toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)));
  return new Map(urns.map((urn, index) => [urn, { kind: "taken", object: oldestFirst[index] as MadeObject }]));
};

const orderOf = ({ createdAt = "", id }: MadeObject): string => `${createdAt} ${id}`;
