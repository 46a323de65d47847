import type { Effects } from "./effect.ts";

export const deletionProtection: Effects = [
  ["off", "medium", "protection", "The resource can then be deleted or replaced by a change of the program."],
];
