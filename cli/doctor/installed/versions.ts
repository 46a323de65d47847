/** Versions as package.json and commands print them. */

const parts = (version: string): number[] =>
  (/^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map((part) => Number(part));

/** What is no version is not older: a build of one's own. */
export function isOlder(version: string, least: string): boolean {
  const [found, wanted] = [parts(version), parts(least)];
  for (const [index, part] of found.entries()) {
    const other = wanted[index] ?? 0;
    if (part !== other) return part < other;
  }
  return false;
}
