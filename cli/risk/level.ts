import type { RiskReport } from "./report.ts";

export type Level = "high" | "medium" | "low";

/** From the highest on. */
export const levels: readonly Level[] = ["high", "medium", "low"];

/** The values of --fail-on. */
export const failOnNames: readonly RiskReport["failOn"][] = [...levels, "none"];

/** For sorting: the highest first. */
export const byLevel = (one: Level, other: Level): number => levels.indexOf(one) - levels.indexOf(other);

/** Whether a level fails a check. */
export const fails = (level: Level, failOn: RiskReport["failOn"]): boolean =>
  failOn !== "none" && byLevel(level, failOn) <= 0;
