/** Which resources a rule spares. */

import { globOf } from "../../provider/fields/glob.ts";
import type { Exemption } from "./configuration.ts";

/** How the engine names a resource. */
export interface Named {
  name: string;
  urn: string;
}

export const isMeant = ({ resource }: Exemption, { name, urn }: Named): boolean => {
  const matches = globOf(resource);
  return matches(resource.startsWith("urn:") ? urn : name);
};
