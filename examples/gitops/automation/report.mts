/** One report over all stacks, as Markdown. */
import type { Changes } from "./stacks.mts";
import type { Outcome } from "./waves.mts";

/** @param title Of the report. @param describe What a stack's row says. @param details More of it, below the table. */
export function reportOf<T>(
  title: string,
  outcomes: Outcome<T>[],
  describe: (value: T) => string,
  details: (value: T) => string[] = () => [],
): string {
  const rows = outcomes.map((outcome) => {
    if (outcome.status === "done") return `| ${outcome.stack} | done | ${describe(outcome.value)} |`;
    const what = outcome.status === "failed" ? "see below" : "an earlier stack failed";
    return `| ${outcome.stack} | **${outcome.status}** | ${what} |`;
  });
  const parts = outcomes.flatMap((outcome) => {
    const lines =
      outcome.status === "done"
        ? details(outcome.value)
        : outcome.status === "failed"
          ? outcome.reason.split("\n")
          : [];
    return lines.length === 0 ? [] : ["", `## ${outcome.stack}`, "", ...lines.map((line) => `    ${line}`)];
  });
  return [`# ${title}`, "", "| stack | | |", "| - | - | - |", ...rows, ...parts, ""].join("\n");
}

export const describeChanges = ({ counts }: Changes): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} to ${what}`)
    .join(", ") || "no changes";
