/** Every link of a page leads somewhere: to a file, and to a heading in it. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { userPages } from "../../support/documentation/pages.ts";
import { root } from "../../support/root.ts";

const pages = [...userPages, "AGENTS.md", "docs/dev/architecture.md", "bench/results/README.md"];

const read = (page: string): string => readFileSync(join(root, page), "utf8");

/** As GitHub and Pulumi's registry name them. */
const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    (title as string)
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );

test.each(pages)("%s", (page) => {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link as string);
  const broken = links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : relative(root, join(root, dirname(page), path));
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsIn(read(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});
