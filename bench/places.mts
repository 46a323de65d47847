import { join } from "node:path";

export const bench = import.meta.dirname;
/** The checkout. It must be built. */
export const root = join(bench, "..");
