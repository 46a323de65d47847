/** All that the provider manages. */
import type { Resource } from "../fields/field.ts";
import * as definitions from "./index.ts";

/** In the order of their names, which is the same however Node loads the module. */
export const resources: readonly Resource[] = Object.values(definitions).toSorted((one, other) =>
  one.name < other.name ? -1 : 1,
);
