/** Operations of this provider that an interrupted run left in the state: what they did is not known. */
import type { Deployment } from "../stack/deployment.ts";
import { definitionOf, nameIn } from "../stack/managedResource.ts";
import type { Finding } from "./report.ts";

export const pendingIn = (stack: string, { deployment }: Deployment): Finding[] =>
  (deployment.pending_operations ?? []).flatMap(({ type, resource }) => {
    const found = definitionOf(resource.type);
    if (!found) return [];
    const what = `${found.definition.name} ${JSON.stringify(nameIn(resource.urn))}`;
    const message =
      `A run of stack ${stack} was interrupted while it was ${type} ${what}, and what came of it is not known. ` +
      `Run npx pulumi-transmit recover --stack ${stack}.`;
    return [{ code: "pendingOperation" as const, urn: resource.urn, message }];
  });
