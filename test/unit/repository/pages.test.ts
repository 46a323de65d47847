/** What each page for users must have. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { frontMatter, readPage, registryPages } from "../../support/documentation/pages.ts";
import { root } from "../../support/root.ts";

test.each(registryPages)("%s begins as the registry wants it", (page) => {
  const [, head] = frontMatter.exec(readPage(page)) ?? [];
  const { title, meta_desc: description, layout, ...rest } = parse(head ?? "");
  expect(title).toMatch(/^Transmit Security/);
  expect(description).toMatch(/^\S.{20,170}\.$/);
  expect({ layout, rest }).toEqual({ layout: "package", rest: {} });
});

test("the first page of the registry leads to every other one", () => {
  const links = [...readPage("docs/_index.md").matchAll(/\]\(([\w/-]+\.md)/g)].map(([, path]) => `docs/${path}`);
  expect(registryPages.filter((page) => page !== "docs/_index.md" && !links.includes(page))).toEqual([]);
});

const sourcesIn = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(root, folder, file), "utf8"))
    .join("\n");

/** The texts of the sources, joined where a line ends within one. */
const sources = ["provider", "sdk/dynamic", "cli", "emulator"]
  .map(sourcesIn)
  .join("\n")
  .replaceAll(/["`] \+\n\s*["`]/g, "")
  .replaceAll("\\`", "`");

/** The messages of Pulumi, Node and TypeScript that the page explains. */
const ofOthers = [
  "Cannot find module '",
  "could not find latest version",
  "Could not automatically download",
  "loading PulumiPlugin.yaml",
  "missing required configuration key",
  "Unable to compile",
  "Property 'redirectUris'",
  "'import' does not exist",
  "Type 'string",
];

const messages = [...readPage("docs/troubleshooting.md").matchAll(/^\| (`.*?`|``.*?``)(?:, .*?)? +\|/gm)].map(
  ([, cell]) => cell as string,
);

test("troubleshooting explains many messages", () => {
  expect(messages.length).toBeGreaterThan(60);
});

test.each(messages)("the provider says %s", (cell) => {
  const parts = [...cell.matchAll(/``\s?(.*?)\s?``|`([^`]+)`/g)]
    .map(([, double, single]) => (double ?? single) as string)
    .filter((message) => !ofOthers.some((known) => message.startsWith(known)))
    .flatMap((message) => message.split("…"))
    .map((part) => part.replace(/^[\s:.,]+|[\s:.,?]+$/g, ""))
    .filter((part) => part.length > 6);
  expect(parts.filter((part) => !sources.includes(part))).toEqual([]);
});
