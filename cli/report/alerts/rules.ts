/** What a result can be, with the help that a list of alerts shows. */

export type Level = "error" | "warning" | "note";

/** Of a rule: [level, name, what it is, what to do]. */
export type RuleTable<Id extends string> = Readonly<Record<Id, readonly [Level, string, string, string]>>;

export type Rule = ReturnType<typeof rulesOf>[number];

export const rulesOf = (table: RuleTable<string>, tag: string) =>
  Object.entries(table).map(([id, [level, name, about, help]]) => ({
    id,
    name,
    shortDescription: { text: about },
    fullDescription: { text: `${about}.` },
    help: { text: help.replaceAll("`", ""), markdown: help },
    defaultConfiguration: { level },
    properties: { tags: [tag, "pulumi"] },
  }));
