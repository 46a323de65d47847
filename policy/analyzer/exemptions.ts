/** Which resources are exempt from a rule. */

import { globOf } from "../../provider/fields/glob.ts";
import type { Exemption } from "./configuration.ts";

/** How the engine names a resource. */
export interface Named {
  name: string;
  urn: string;
}

export const matches = ({ resource }: Exemption, { name, urn }: Named): boolean => {
  const isMatch = globOf(resource);
  return isMatch(resource.startsWith("urn:") ? urn : name);
};
