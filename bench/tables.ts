/** Markdown. */

/** @param rows Cells, the first row being the header's. The first column is to the left, all others to the right. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(4, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const [header = [], ...others] = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  );
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [header, rule, ...others].map(line).join("\n");
}

/** A dash where nothing was measured. */
export const figure = (value: number | undefined, digits: number): string =>
  value === undefined ? "–" : value.toFixed(digits);
