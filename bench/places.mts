/** Where things lie. */
import { join } from "node:path";

export const bench = import.meta.dirname;
/** The checkout, built. */
export const root = join(bench, "..");
