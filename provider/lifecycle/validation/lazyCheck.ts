/**
 * Validation is loaded with the first check. It is half of what the provider loads, and neither a refresh nor a
 * deletion validates anything.
 */
import type { check as checkNow } from "./check.ts";
import type { Problem } from "./problem.ts";

export const check = async (...given: Parameters<typeof checkNow>): Promise<Problem[]> =>
  (await import("./check.ts")).check(...given);
