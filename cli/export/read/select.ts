/** Which applications are exported: those that --only names, or all. */
import { closestName } from "../../../provider/fields/suggest.ts";
import { UsageError } from "../../usageError.ts";

export interface Named {
  id: string;
  title: string;
}

/** @param only Exact names or ids; empty for all. @throws UsageError that lists near names */
export function selected<T extends Named>(all: readonly T[], only: readonly string[]): T[] {
  if (only.length === 0) return [...all];
  const wanted = new Set<T>();
  const unknown: string[] = [];
  for (const word of only) {
    const found = all.filter(({ id, title }) => id === word || title === word);
    if (found.length === 0) unknown.push(word);
    for (const one of found) wanted.add(one);
  }
  if (unknown.length > 0) throw new UsageError(unknown.map((word) => unknownApplication(word, all)).join(" "));
  return all.filter((one) => wanted.has(one));
}

const mostNames = 5;

function unknownApplication(word: string, all: readonly Named[]): string {
  const near = nearNames(
    word,
    all.map(({ title }) => title),
  );
  const hint =
    near.length > 0
      ? `Did you mean ${near.map((name) => JSON.stringify(name)).join(" or ")}?`
      : "List them with npx pulumi-transmit export --dry-run.";
  return `--only is "${word}", but the tenant has no application of that name or id. ${hint}`;
}

/** The closest first. */
function nearNames(word: string, names: readonly string[]): string[] {
  const plain = word.toLowerCase();
  const left = new Set(names);
  const near: string[] = [];
  while (near.length < mostNames) {
    const next = closestName(word, [...left]);
    if (next === undefined) break;
    near.push(next);
    left.delete(next);
  }
  const containing = [...left].filter((name) => plain.length > 2 && name.toLowerCase().includes(plain));
  return [...near, ...containing].slice(0, mostNames);
}
