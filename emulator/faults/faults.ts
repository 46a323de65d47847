/** Faults by rule: for which requests, how often, and what becomes of the answer. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Asked, Outcome } from "../http/exchange.ts";
import type { Reply } from "../http/reply.ts";
import { tokenPath } from "../http/token.ts";
import { shape } from "./fault.ts";
import type { Rule } from "./faultRule.ts";

export interface Faults {
  set(rules: readonly Rule[]): void;
  /** The rules, with how many requests each was for, and how many of those it struck. */
  list(): (Rule & Counts)[];
  /** @param reply Carries the request out. @param struck Told of the rule that strikes it. */
  answer(asked: Asked, reply: () => Reply, struck?: (rule: Rule) => void): Promise<Outcome>;
}

interface Counts {
  matched: number;
  struck: number;
}

type Active = Counts & { rule: Rule; random: () => number };

/** @param latency Milliseconds before each answer. */
export function openFaults(given: readonly Rule[] = [], latency = 0): Faults {
  let active: Active[] = [];
  const set = (rules: readonly Rule[]) => {
    active = rules.map((rule) => ({ rule, matched: 0, struck: 0, random: openRandom(rule.seed ?? 1) }));
  };
  set(given);
  return {
    set,
    list: () => active.map(({ rule, matched, struck }) => ({ ...rule, matched, struck })),
    answer: async (asked, reply, struck) => {
      await after(latency);
      const rule = choose(active, asked);
      if (rule) struck?.(rule);
      if (rule?.when !== "after") await after(rule?.milliseconds);
      const outcome = shape(rule, asked, reply);
      if (rule?.when === "after") await after(rule.milliseconds);
      return outcome;
    },
  };
}

/** The first rule whose turn it is. Every rule counts the requests that it is for, whoever strikes. */
function choose(active: Active[], asked: Asked): Rule | undefined {
  let chosen: Active | undefined;
  for (const one of active) {
    if (!isFor(one.rule, asked)) continue;
    one.matched++;
    if (isDue(one) && !chosen) chosen = one;
  }
  if (chosen) chosen.struck++;
  return chosen?.rule;
}

function isFor({ method, path, token }: Rule, asked: Asked): boolean {
  if (method !== undefined && method !== asked.method) return false;
  if (token) return asked.template === tokenPath;
  return path === undefined || path === asked.template;
}

function isDue({ rule, matched, struck, random }: Active): boolean {
  const { nth, times = nth === undefined ? Number.POSITIVE_INFINITY : 1, probability } = rule;
  // Drawn for every request, so that a seed gives the same sequence however the rest of the rule is.
  const isDrawn = probability === undefined || random() < probability;
  return isDrawn && matched >= (nth ?? 1) && struck < times;
}

const after = async (milliseconds = 0): Promise<void> => {
  if (milliseconds > 0) await sleep(milliseconds);
};

/** Numbers from 0 to 1, the same for the same seed: mulberry32. */
function openRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
