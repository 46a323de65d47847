/** Colours of a terminal, by what they mean. */
import type { Reader } from "./reader.ts";

type Paint = (text: string) => string;

export type Colours = Readonly<Record<"bold" | "soft" | "good" | "bad" | "changed" | "link", Paint>>;

const paint =
  (on: number, off: number): Paint =>
  (text) =>
    text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`;

const colours: Colours = {
  bold: paint(1, 22),
  soft: paint(2, 22),
  good: paint(32, 39),
  bad: paint(31, 39),
  changed: paint(33, 39),
  link: paint(36, 39),
};

const plain: Paint = (text) => text;

const none: Colours = { bold: plain, soft: plain, good: plain, bad: plain, changed: plain, link: plain };

export const coloursOf = ({ hasColours }: Reader): Colours => (hasColours ? colours : none);
