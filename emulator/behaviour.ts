/**
 * What the API does where its contract leaves it open. All of it goes through this one object, so that an API that
 * behaves in another way is another object, and nothing else.
 */
import type { Shape, Values, Variant } from "../provider/fields/field.ts";
import { answerOf } from "./document.ts";

export interface Behaviour {
  /** What is kept of a resource once the body of an update has been accepted. */
  change(document: Values, sent: Values, shape: Shape): Values;
  /** What an answer says of a resource. */
  tell(document: Values, shape: Shape, variant?: Variant): Values;
}

/** An update merges what is sent; an answer is complete, and repeats what was sent as it was. */
export const plain: Behaviour = {
  change: (document, sent) => ({ ...document, ...sent }),
  tell: (document, shape, variant) => answerOf(shape, document, variant),
};
