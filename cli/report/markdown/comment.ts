/** Markdown for a comment of a pull request, an issue, or the summary of a job: as much as there is room for. */
import { plural } from "../words.ts";

/** Characters that GitHub takes for a comment. GitLab takes more. */
export const maxLength = 65_536;

/** Room that is kept for the sentence that says what was left out. */
const reserved = 400;

export interface Comment {
  /** Characters that are left. */
  room(): number;
  add(part: string): void;
  /** Adds as many of the items as there is room for, in one part. */
  addList<T>(items: readonly T[], noun: string, render: (shown: readonly T[]) => string): void;
  /** Adds a part for each item until there is no room. @param render Undefined if the item does not fit. */
  addEach<T>(items: readonly T[], noun: string, render: (item: T, room: number) => string | undefined): void;
  /** The whole text, which says what was left out. */
  end(): string;
}

/** @param marker Name of the command: a pipeline finds its own comment again by it. */
export function openComment(marker: string): Comment {
  const parts = [`<!-- pulumi-transmit ${marker} -->`];
  const leftOut: string[] = [];
  const room = () => maxLength - reserved - parts.reduce((sum, part) => sum + part.length + 2, 0);
  const leave = (count: number, noun: string) => {
    if (count > 0) leftOut.push(plural(count, noun));
  };
  return {
    room,
    add: (part) => void parts.push(part),
    addList: (items, noun, render) => {
      let count = items.length;
      while (count > 0 && render(items.slice(0, count)).length > room()) count = Math.floor(count / 2);
      if (count > 0) parts.push(render(items.slice(0, count)));
      leave(items.length - count, noun);
    },
    addEach: (items, noun, render) => {
      for (const [index, item] of items.entries()) {
        const part = render(item, room());
        if (part === undefined) return leave(items.length - index, noun);
        parts.push(part);
      }
    },
    end: () => {
      if (leftOut.length > 0)
        parts.push(`**Left out, to fit into a comment:** ${leftOut.join(", ")}. The format \`text\` shows everything.`);
      return `${parts.join("\n\n")}\n`;
    },
  };
}
