/** The blocks of code in a page of the documentation. */
import MarkdownIt from "markdown-it";
import { frontMatter, readPage } from "./pages.ts";

export interface Block {
  /** The page and the line of the block, for messages: `docs/import.md:12`. */
  place: string;
  /** The first word after the fence, such as `ts` or `sh`. */
  language: string;
  /** The file that the block is the content of: `title="Pulumi.yaml"` after the language. */
  title: string | undefined;
  text: string;
}

const markdown = new MarkdownIt();

/** @param page Its path in the checkout. */
export const blocksIn = (page: string): Block[] =>
  markdown
    .parse(readPage(page).replace(frontMatter, blankLines), {})
    .filter(({ type }) => type === "fence")
    .map(({ info, content, map }) => ({
      place: `${page}:${(map?.[0] ?? 0) + 1}`,
      language: /^\S*/.exec(info)?.[0] ?? "",
      title: /title="([^"]*)"/.exec(info)?.[1],
      text: content,
    }));

/** Keeps the numbers of the lines after it. */
const blankLines = (text: string): string => text.replace(/[^\n]/g, "");
