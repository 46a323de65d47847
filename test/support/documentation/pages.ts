/** The pages for users. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

const inFolder = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => `${folder}/${file}`);

/** What the registry shows, by its path in the checkout. */
export const registryPages: readonly string[] = [...inFolder("docs"), ...inFolder("docs/reference")];

export const userPages: readonly string[] = [
  "README.md",
  "SECURITY.md",
  ...["nodejs", "python"].map((language) => `sdk/${language}/README.md`),
  ...registryPages,
];

export const readPage = (page: string): string => readFileSync(join(root, page), "utf8");

/** The YAML at the beginning of a page. */
export const frontMatter = /^---\n([\s\S]*?)\n---\n/;
