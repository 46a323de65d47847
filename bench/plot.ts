/** Time against the number of clients, as SVG: a panel for each operation, a line for each contender. */
import { type Contender, contenders } from "./contenders.ts";
import { type Operation, operations } from "./race.ts";
import type { Situation } from "./summary.ts";

const panel = { width: 300, height: 200, left: 48, top: 34, gap: 28 };
const legend = { left: panel.left, column: 175, line: 20, columns: 4 };
const colors = ["#2f7de1", "#e0662b", "#2c9c6a", "#b254c9", "#b8860b", "#d6336c", "#5f6b7a"];

/** Grey reads on light and on dark; lines have colours that do. */
const style =
  "text { font: 12px system-ui, sans-serif; fill: #777 } .title { font-weight: 600 } " +
  "@media (prefers-color-scheme: dark) { text { fill: #aaa } }";

interface Line {
  name: string;
  /** Of what is drawn. What is measured against is dashed. */
  stroke: string;
  color: string;
  /** Seconds by number of clients, for each operation. */
  points: Record<Operation, [size: number, seconds: number][]>;
}

/** @param situations All sizes at one latency. */
export function plotOf(situations: readonly Situation[]): string {
  const lines = contenders.map((one, index) => lineOf(one, colors[index] as string, situations));
  const drawn = lines.filter(({ points }) => points.up.length > 0);
  const width = 2 * (panel.left + panel.width + panel.gap);
  const panels = 2 * (panel.top + panel.height + panel.gap);
  const height = panels + Math.ceil(drawn.length / legend.columns) * legend.line + 16;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>Seconds against the number of clients, ${situations[0]?.latency} ms before each answer</title>`,
    `<style>${style}</style>`,
    ...operations.map((operation, index) => {
      const x = (index % 2) * (panel.left + panel.width + panel.gap) + panel.left;
      const y = Math.floor(index / 2) * (panel.top + panel.height + panel.gap) + panel.top;
      return `<g transform="translate(${x} ${y})">${panelOf(drawn, operation)}</g>`;
    }),
    ...drawn.map(({ name, stroke }, index) => {
      const x = legend.left + (index % legend.columns) * legend.column;
      const y = panels + 10 + Math.floor(index / legend.columns) * legend.line;
      return `<line x1="${x}" x2="${x + 22}" y1="${y}" y2="${y}" ${stroke}/><text x="${x + 28}" y="${y + 4}">${name}</text>`;
    }),
    "</svg>\n",
  ].join("\n");
}

function lineOf(
  { name, isOurs }: Contender & (typeof contenders)[number],
  color: string,
  situations: readonly Situation[],
): Line {
  const pointsOf = (operation: Operation) =>
    situations.flatMap(({ size, of }): [number, number][] => {
      const seconds = of("wall", name, operation);
      return seconds === undefined ? [] : [[size, seconds]];
    });
  const points = Object.fromEntries(operations.map((operation) => [operation, pointsOf(operation)])) as Line["points"];
  return {
    name,
    color,
    points,
    stroke: `stroke="${color}" stroke-width="2"${isOurs ? "" : ' stroke-dasharray="5 3"'}`,
  };
}

function panelOf(lines: readonly Line[], operation: Operation): string {
  const all = lines.flatMap(({ points }) => points[operation]);
  const sizes = [...new Set(all.map(([size]) => size))];
  const farthest = Math.max(...sizes);
  const step = stepFor(Math.max(...all.map(([, seconds]) => seconds)));
  const highest = Math.ceil(Math.max(...all.map(([, seconds]) => seconds)) / step) * step;
  const x = (size: number) => round((size / farthest) * panel.width);
  const y = (value: number) => round(panel.height - (value / highest) * panel.height);
  const ticks = Array.from({ length: Math.round(highest / step) + 1 }, (_, index) => index * step);
  return [
    `<text class="title" x="0" y="-14">${operation}, seconds</text>`,
    ...ticks.map((tick) => gridLine(y(tick), String(Number(tick.toFixed(2))))),
    ...sizes.map((size) => `<text x="${x(size)}" y="${panel.height + 16}" text-anchor="middle">${size}</text>`),
    ...lines.map(({ points, stroke, color }) => {
      const places = points[operation].map(([size, seconds]) => [x(size), y(seconds)] as const);
      const marks = places.map(([left, top]) => `<circle cx="${left}" cy="${top}" r="3" fill="${color}"/>`);
      return `<polyline points="${places.join(" ")}" fill="none" ${stroke}/>${marks.join("")}`;
    }),
  ].join("\n");
}

const gridLine = (y: number, label: string): string =>
  `<line x1="0" x2="${panel.width}" y1="${y}" y2="${y}" stroke="#888" stroke-opacity="0.3"/>` +
  `<text x="-6" y="${y + 4}" text-anchor="end">${label}</text>`;

/** A round distance between lines, so that there are at most six. */
function stepFor(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 0.01) / 5));
  return ([1, 2, 5, 10].find((factor) => highest / (factor * power) <= 6) ?? 10) * power;
}

const round = (value: number): number => Math.round(value * 10) / 10;
