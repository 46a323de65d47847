/** What the command prints of each object, and of what differs. */
import { printable } from "../../provider/safeText.ts";
import type { Difference } from "./differences.ts";
import type { Outcome, Planned } from "./plan.ts";

export interface AdoptReport {
  stack: string;
  objects: (Omit<Planned, "outcome"> & { outcome: Outcome | "notFound" })[];
  /** What a run of the program would change beyond. */
  differences: Difference[];
  /** The state was changed. */
  changed: boolean;
}

/** Nothing stands in the way, and something is left to do. */
export const isReady = ({ objects, differences }: AdoptReport): boolean =>
  differences.length === 0 && objects.every(({ outcome }) => !(outcome in obstacles));

export const isPending = ({ objects }: AdoptReport): boolean =>
  objects.some(({ outcome }) => outcome === "new" || outcome === "imported");

const obstacles = {
  undeclared: "the program does not declare it",
  otherObject: "the stack has another object under this name",
  notFound: "it is not in the tenant",
} as const;

const words = (changed: boolean): Record<string, string> => ({
  new: changed ? "adopted" : "will be adopted",
  imported: changed ? "taken over by the program" : "will be taken over by the program",
  there: "already in the stack",
  ...obstacles,
});

/** @param verbose Whether a line for each object is printed, or only for those in the way. */
export function asText({ objects, differences, changed }: AdoptReport): string {
  const said = words(changed);
  const lines = [
    ...objects.map(({ type, name, id, outcome, idInStack }) => {
      const other = idInStack === undefined ? "" : `, ${idInStack}`;
      return `${type} ${JSON.stringify(name)} (${id}): ${said[outcome]}${other}.`;
    }),
    ...differences.flatMap(describe),
  ];
  return lines.map((line) => `${printable(line)}\n`).join("");
}

const verbs: Record<string, string> = {
  create: "would be created",
  delete: "would be deleted",
  update: "would be updated",
  replace: "would be replaced",
};

export const describe = ({ type, name, op, properties }: Difference): string[] => [
  `${type} ${JSON.stringify(name)} ${verbs[op] ?? `would change (${op})`}${properties.length > 0 ? ":" : "."}`,
  ...properties.map(
    (one) => `  ${one.path}: ${one.secret ? "differs (secret)" : `${shown(one.found)} → ${shown(one.wanted)}`}`,
  ),
];

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

export const asJson = (report: AdoptReport): string => `${JSON.stringify(report)}\n`;

export function conclusionOf(report: AdoptReport): string {
  if (report.changed) {
    return report.differences.length === 0
      ? "The stack has everything, and a preview of the program is empty.\n"
      : "The stack has everything, but a preview of the program is not empty: pulumi up would make the changes above. Correct the program.\n";
  }
  if (!isReady(report)) {
    return report.objects.some(({ outcome }) => outcome in obstacles)
      ? "Nothing was changed. Correct the list or the program, and run the command again.\n"
      : "Nothing was changed, since the program and the tenant differ. Correct the program, and run the command again.\n";
  }
  return isPending(report)
    ? "Nothing was changed. To change the stack's state, run the command again with --yes.\n"
    : "Nothing to do: the stack has everything, and a preview of the program is empty.\n";
}
