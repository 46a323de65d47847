/** Reports as a comment: whatever they hold, it stays a comment, and says no more than its words. */
import fc from "fast-check";
import markdownIt from "markdown-it";
import { formats } from "../../../../../cli/drift/formats/index.ts";
import type { DriftReport } from "../../../../../cli/drift/report.ts";
import { maxLength } from "../../../../../cli/report/markdown/comment.ts";
import { anyReport, canary, drifted, hostile, inSync } from "../../../../support/driftReports.ts";

const reader = { isTerminal: false, hasColours: false };
const print = (report: DriftReport) => formats.markdown(report, reader);

const engine = markdownIt({ html: true, linkify: true });
const render = (report: DriftReport): string => engine.render(print(report));

const textIn = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, number) => String.fromCharCode(number))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

const ours = ["details", "summary", "code", "pre"];
const ofMarkdown = ["h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"];

const row = (resource: Partial<DriftReport["resources"][number]>): DriftReport => ({
  ...drifted,
  resources: [{ ...drifted.resources[0], ...resource } as DriftReport["resources"][number]],
});

test("the marker comes first, then the summary, and the details are folded", () => {
  const text = print(drifted);
  expect(text.split("\n").slice(0, 3)).toEqual([
    "<!-- pulumi-transmit drift -->",
    "",
    "### Drift in production: 2 of 12 resources differ, 1 could not be read, 2 findings, 2 unmanaged objects.",
  ]);
  expect(text.match(/<details>/g)).toHaveLength(5);
  expect(text).toContain('| <code>appName</code> | <code>"Shop"</code> | <code>"Shop (test)"</code> |');
  expect(text).toContain("| <code>firstClient&#46;clientSecret</code> | secret | secret, differs |");
  expect(text).toContain(
    "<pre>  … 2 equal lines&#10;  AAAA&#10;&#45; old&#10;&#43; new&#10;  BBBB&#10;  … 2 equal lines</pre>",
  );
  expect(text).toContain("**Next:** pulumi up sets all of them back to what the program says.");
  expect(textIn(render(drifted))).toContain('appName: "Shop (test)",');
});

test("in sync, there is a sentence and nothing to unfold", () => {
  expect(print(inSync)).toBe(
    "<!-- pulumi-transmit drift -->\n\n### In sync: the 12 resources of production are as the program last set them.\n\n" +
      "Checked on 2026-11-27 19:30 UTC.\n",
  );
});

test.each(hostile)("a name, a value and a sentence stay what they are: %j", (text) => {
  const properties = [{ path: text, program: text, tenant: `${text} `, secret: false, keep: text }];
  const html = render({
    ...row({ name: text, id: text, properties, next: text, message: text }),
    stacks: [text],
    notes: [text],
    unmanaged: [{ type: "Client", id: text, name: text, createdBy: text, adopt: text }],
    findings: [{ code: "secretChanged", urn: text, message: text }],
  });
  const tables = [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, cells]) => cells?.match(/<t[hd]>/g)?.length);
  expect(tables).toEqual(text.includes("\n") ? [4, 4] : [3, 3, 4, 4]);
  expect(html.match(/<h3>/g)).toHaveLength(1);
  expect(html.match(/<li>/g)).toHaveLength(2);
  const shown = textIn(html).replaceAll("\u200b", "");
  const words = text.match(/[a-z]{4,}/gi) ?? [];
  for (const word of words) expect(shown).toContain(word);
  if (/^[ -~]*$/.test(text)) expect(shown).toContain(text);
});

test("any report gives a comment that fits, and in which data is no Markdown, no HTML and no mention", () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const text = print(report);
      expect(text.length).toBeLessThanOrEqual(maxLength);
      expect(text.startsWith("<!-- pulumi-transmit drift -->\n\n### ")).toBe(true);
      // What is written as HTML are our tags alone, without attributes.
      const raw = text.slice(text.indexOf("\n")).replace(/<\/?(?:details|summary|code|pre)>/g, "");
      expect(raw).not.toMatch(/[<>@]/);
      expect(text).not.toContain(canary);
      const html = engine.render(text);
      const tags = new Set([...html.matchAll(/<\/?([^\s>]+)[^>]*>/g)].map(([tag]) => tag.replace(/[</>]/g, "")));
      tags.delete("!-- pulumi-transmit drift --");
      expect([...tags].filter((tag) => ![...ours, ...ofMarkdown].includes(tag))).toEqual([]);
      for (const tag of ours) expect(count(text, `<${tag}>`)).toBe(count(text, `</${tag}>`));
      // Outside of code, what GitHub would take for a mention or a reference is broken.
      const prose = textIn(html.replace(/<(code|pre)>[\s\S]*?<\/\1>/g, ""));
      expect(prose).not.toMatch(/[@#][\w/]/);
    }),
    { numRuns: 150 },
  );
});

const count = (text: string, part: string): number => text.split(part).length - 1;

test("what does not fit is counted", () => {
  const resources = Array.from({ length: 500 }, (_, index) => ({
    ...(drifted.resources[0] as DriftReport["resources"][number]),
    name: `shop-${index}`,
  }));
  const text = print({ ...drifted, resources, checked: 500 });
  expect(text.length).toBeLessThanOrEqual(maxLength);
  expect(text.length).toBeGreaterThan(maxLength - 4000);
  const left = /\*\*Left out, to fit into a comment:\*\* (\d+) resources/.exec(text);
  const folded = count(text, "<summary><code>shop-");
  expect(folded).toBeGreaterThan(10);
  expect(folded + Number(left?.[1])).toBe(500);
});

test("of a resource with too much for a comment, properties are counted", () => {
  const properties = Array.from({ length: 400 }, (_, index) => ({
    path: `path${index}`,
    program: "<".repeat(150),
    tenant: ">".repeat(150),
    secret: false,
  }));
  const text = print(row({ properties }));
  expect(text.length).toBeLessThanOrEqual(maxLength);
  expect(count(text, "| <code>path") + Number(/… and (\d+) more properties/.exec(text)?.[1])).toBe(400);
});

test("a line to copy is whole or not there", () => {
  const properties = [
    { path: "a", program: 1, tenant: 2, secret: false, keep: "x".repeat(2000) },
    { path: "b", program: 1, tenant: 2, secret: false, keep: "y".repeat(2001) },
  ];
  const text = print(row({ properties }));
  expect(text).toContain(`<pre>${"x".repeat(2000)}</pre>`);
  expect(text).not.toContain("yyy");
  expect(text).toContain("1 longer line: see the format `text`.");
});
