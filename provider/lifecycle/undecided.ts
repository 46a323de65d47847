/** What only a person can decide of a create that was not answered: what is known, and what to do. */
import { LostAnswerError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { nounOf } from "../fields/names.ts";

/** @param isDone The API said that it was carried out. @param what Is in the way of a decision. */
export function undecided(
  resource: Resource,
  inputs: Values,
  isDone: boolean | undefined,
  { failure }: LostAnswerError,
  what: string,
): LostAnswerError {
  const which = `the ${nounOf(resource.name)} ${JSON.stringify(inputs[resource.title])}`;
  const outcome = isDone
    ? `The API made ${which}, and does not say which one it is.`
    : `The answer was lost, so ${which} may have been made or not.`;
  return new LostAnswerError({
    ...failure,
    advice: `${outcome} ${what} Look for it before you run pulumi up again, or there may be two.`,
  });
}

export const tooMany = (resource: Resource, ids: readonly string[]): string =>
  `These could be it: ${ids.join(", ")}. Delete those that are not wanted, and take the one that is with ` +
  `pulumi import transmit:index:${resource.name} <name> <id>.`;
