/** What the command tells of each pending operation. */

import type { MadeObject } from "../../provider/lifecycle/index.ts";
import { printable } from "../../provider/safeText.ts";
import type { StoredResource } from "../stack/deployment.ts";
import { definitionOf, nameIn } from "../stack/managedResource.ts";

export type Outcome =
  | "taken"
  | "nothingMade"
  | "updated"
  | "notUpdated"
  | "deleted"
  | "notDeleted"
  | "cleared"
  | "undecided";

/** What is known of one operation, and what follows. */
export interface Settled {
  resource: StoredResource;
  outcome: Outcome;
  id?: string;
  /** What could be the result of a create that is undecided. */
  candidates?: MadeObject[];
  /** A sentence without its end: what was found. */
  found: string;
  /** What happens to the state, once it has happened and before. Absent if nothing does. */
  change?: { done: string; planned: string };
  /** What the person can do, or what comes next: lines of their own. */
  next?: string[];
}

export interface RecoverReport {
  stack: string;
  operations: Settled[];
  /** The state was changed. */
  changed: boolean;
}

export const asJson = ({ stack, operations, changed }: RecoverReport): string =>
  `${JSON.stringify({
    stack,
    operations: operations.map((one) => ({
      urn: one.resource.urn,
      type: one.resource.type,
      outcome: one.outcome,
      ...(one.id !== undefined && { id: one.id }),
      ...(one.candidates !== undefined && { candidates: one.candidates }),
      message: printable(sentences(one, changed).join(" ")),
    })),
    changed,
  })}\n`;

/** A line for each operation. Empty if there are none. */
export const asText = ({ operations, changed }: RecoverReport): string =>
  operations.map((one) => `${printable(sentences(one, changed).join("\n  "))}\n`).join("");

const sentences = ({ resource, found, change, next = [] }: Settled, isDone: boolean): string[] => {
  const followed = change ? `; ${isDone ? change.done : change.planned}` : "";
  return [`${labelOf(resource)}: ${found}${followed}.`, ...next];
};

/** As programs name it: `Client "web"`, and for other providers with the whole type. */
export const labelOf = ({ type, urn }: StoredResource): string =>
  `${definitionOf(type)?.definition.name ?? type} ${JSON.stringify(nameIn(urn))}`;

export const describeObject = ({ id, createdAt, createdBy }: MadeObject): string =>
  [id, createdAt && `created ${createdAt}`, createdBy && `by ${createdBy}`].filter(Boolean).join(", ");
