/** Time against the number of clients, as SVG: a panel for each operation, a line for each contender. */
import { contenders } from "./contenders.ts";
import { type Operation, operations } from "./race.ts";
import type { Summary } from "./summary.ts";

const panel = { width: 300, height: 200, left: 48, top: 34, gap: 28 };
const colors = ["#2f7de1", "#e0662b", "#2c9c6a", "#b254c9", "#b8860b", "#d6336c"];

/** Grey reads on light and on dark; lines have colours that do, and marks that differ. */
const style =
  "text { font: 12px system-ui, sans-serif; fill: #777 } .title { font-weight: 600 } " +
  "@media (prefers-color-scheme: dark) { text { fill: #aaa } }";

export function plotOf(summary: Summary, latency: number): string {
  const width = 2 * (panel.left + panel.width + panel.gap);
  const panelsHeight = 2 * (panel.top + panel.height + panel.gap);
  const names = contenders.map(({ name }) => name).filter((name) => summary.contenders.includes(name));
  const height = panelsHeight + Math.ceil(names.length / 4) * 20 + 16;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>Seconds against the number of clients, ${latency} ms before each answer</title>`,
    `<style>${style}</style>`,
    ...operations.map((operation, index) => {
      const x = (index % 2) * (panel.left + panel.width + panel.gap) + panel.left;
      const y = Math.floor(index / 2) * (panel.top + panel.height + panel.gap) + panel.top;
      return `<g transform="translate(${x} ${y})">${panelOf(summary, names, latency, operation)}</g>`;
    }),
    ...names.map((name, index) =>
      legend(name, (index % 4) * 160 + panel.left, panelsHeight + 10 + Math.floor(index / 4) * 20),
    ),
    "</svg>\n",
  ].join("\n");
}

function panelOf(summary: Summary, names: string[], latency: number, operation: Operation): string {
  const seconds = (contender: string, size: number) => summary.of("wall", { contender, size, latency, operation });
  const all = names.flatMap((name) => summary.sizes.map((size) => seconds(name, size) ?? 0));
  const [farthest, step] = [Math.max(...summary.sizes), stepFor(Math.max(...all))];
  const highest = Math.ceil(Math.max(...all) / step) * step;
  const x = (size: number) => round((size / farthest) * panel.width);
  const y = (value: number) => round(panel.height - (value / highest) * panel.height);
  const ticks = Array.from({ length: Math.round(highest / step) + 1 }, (_, index) => index * step);
  return [
    `<text class="title" x="0" y="-14">${operation}, seconds</text>`,
    ...ticks.map((tick) => gridLine(y(tick), String(Number(tick.toFixed(2))))),
    ...summary.sizes.map((size) => `<text x="${x(size)}" y="${panel.height + 16}" text-anchor="middle">${size}</text>`),
    ...names.map((name) => {
      const points = summary.sizes.flatMap((size) => {
        const value = seconds(name, size);
        return value === undefined ? [] : [[x(size), y(value)] as const];
      });
      const color = colorOf(name);
      const line = points.map((point) => point.join(",")).join(" ");
      return `<polyline points="${line}" fill="none" stroke="${color}" stroke-width="2"${dash(name)}/>${points.map(([left, top]) => `<circle cx="${left}" cy="${top}" r="3" fill="${color}"/>`).join("")}`;
    }),
  ].join("\n");
}

const gridLine = (y: number, label: string): string =>
  `<line x1="0" x2="${panel.width}" y1="${y}" y2="${y}" stroke="#888" stroke-opacity="0.3"/>` +
  `<text x="-6" y="${y + 4}" text-anchor="end">${label}</text>`;

const legend = (name: string, x: number, y: number): string =>
  `<line x1="${x}" x2="${x + 22}" y1="${y}" y2="${y}" stroke="${colorOf(name)}" stroke-width="2"${dash(name)}/>` +
  `<text x="${x + 28}" y="${y + 4}">${name}</text>`;

const colorOf = (name: string): string =>
  colors[contenders.findIndex((contender) => contender.name === name)] ?? "#777";

/** What is measured against is dashed. */
const dash = (name: string): string =>
  contenders.find((contender) => contender.name === name)?.kind === "ours" ? "" : ' stroke-dasharray="5 3"';

/** A round distance between lines, so that there are at most six. */
function stepFor(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 0.01) / 5));
  return ([1, 2, 5, 10].find((factor) => highest / (factor * power) <= 6) ?? 10) * power;
}

const round = (value: number): number => Math.round(value * 10) / 10;
