/** What is said of an existing twin. */
import { nounOf } from "../../fields/naming.ts";
import type { Candidate, CreateLookup } from "../createOnce/candidates.ts";
import { importCommand } from "../wire/importCommand.ts";
import { idOf } from "../wire/resourceId.ts";

export const recoverCommand = "npx pulumi-transmit recover";

export function refusal(lookup: CreateLookup, twins: readonly Candidate[]): string {
  const { resource, api, inputs } = lookup;
  const [only] = twins.length === 1 ? twins : [];
  const command = importCommand(api.run, resource, only && idOf(resource, only.actual));
  return (
    `The ${nounOf(resource.name)} ${JSON.stringify(inputs[resource.nameField])} was not created, and nothing was sent: ` +
    `the ${described(lookup, twins)}. Probably a run was interrupted after it had created it. To take it over, run ` +
    `${recoverCommand}, or ${command}, and then pulumi up again. If the program has renamed its resource, give that the ` +
    "option aliases. If it is the one that is being replaced (--replace, or a tainted resource), give this resource the " +
    "option deleteBeforeReplace: true. If another equal one is meant, set transmit:existingTwin (or " +
    "TRANSMIT_EXISTING_TWIN) to warn."
  );
}

export const warning = (lookup: CreateLookup, twins: readonly Candidate[]): string =>
  `The ${described(lookup, twins)}. Another one is created, since transmit:existingTwin is warn. If an interrupted run made ` +
  `the first, ${recoverCommand} finds it.`;

function described({ resource }: CreateLookup, twins: readonly Candidate[]): string {
  const each = twins.map(({ actual }) => `${idOf(resource, actual)}, created at ${actual.createdAt}`);
  const noun = nounOf(resource.name);
  const which = twins.length === 1 ? `an equal ${noun}` : `${twins.length} equal ${noun}s`;
  return `API already has ${which} that this run does not know: ${each.join("; ")}`;
}
