/** The file for `pulumi import --file`: what the program declares, with its id. The plugin imports for both adapters. */
import type { Project } from "./declared.ts";

export const importFile = ({ modules }: Project): string => {
  const resources = modules.flatMap(({ declared }) =>
    declared.map(({ definition, name, id }) => ({ type: `transmit:index:${definition.name}`, name, id })),
  );
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
};
