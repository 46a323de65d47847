/** Reports as a page: that data stays text. driftPage.test.ts opens it in a browser. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { formats } from "../../../../../cli/drift/formats/index.ts";
import type { DriftReport } from "../../../../../cli/drift/report.ts";
import { anyReport, canary, drifted, inSync } from "../../../../support/driftReports.ts";

const print = (report: DriftReport): string => formats.html(report, { isTerminal: false, hasColours: false });

const tag = /<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/g;

const tags = [
  ...["html", "head", "meta", "title", "link", "style", "body", "header", "h1", "h2", "p", "time", "search", "label"],
  ...["input", "select", "option", "button", "main", "section", "article", "details", "summary", "div", "span", "bdi"],
  ...["code", "pre", "del", "ins", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "ul", "li", "script"],
];

const attributes = [
  ...["lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "datetime", "hidden", "type"],
  ...["placeholder", "autocomplete", "spellcheck", "role", "value", "scope", "colspan", "dir", "tabindex", "open"],
  ...["data-status", "data-type", "data-stack", "data-count", "data-copy"],
];

test("the policy allows the script and the style of the page, and nothing else", () => {
  const text = print(drifted);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1]?.replaceAll("&#39;", "'");
  const hash = (name: string) => {
    const [, content] = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text) ?? [];
    return `'sha256-${createHash("sha256")
      .update(content as string)
      .digest("base64")}'`;
  };
  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    `style-src ${hash("style")}`,
    `script-src ${hash("script")}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ]);
  // What comes before the policy is not under it.
  expect(text.indexOf("Content-Security-Policy")).toBeLessThan(text.indexOf("<style"));
});

test("any report is a page of our tags and attributes alone, without a secret", () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const text = print(report);
      expect(text).not.toContain(canary);
      const markup = text.replace(/^<!doctype html>/, "").replace(/(<(style|script)>)[\s\S]*?(<\/\2>)/g, "$1$3");
      const found = [...markup.matchAll(tag)];
      expect(markup.replace(tag, "")).not.toMatch(/[<>]/);
      expect(found.map(([, name]) => name).filter((name) => !tags.includes(name as string))).toEqual([]);
      const names = found.flatMap(([, , all]) =>
        [...(all as string).matchAll(/\s([a-z-]+)(?:="[^"]*")?/g)].map(([, name]) => name),
      );
      expect(names.filter((name) => !attributes.includes(name as string))).toEqual([]);
      for (const name of ["script", "style", "main"]) expect(found.filter(([, one]) => one === name)).toHaveLength(2);
    }),
    { numRuns: 100 },
  );
});

test("details are open where there are few, and what is not there has no heading", () => {
  expect(print(drifted).match(/<details[^>]* open>/g)).toHaveLength(3);
  const [shop] = drifted.resources as [DriftReport["resources"][number]];
  const many = { ...inSync, inSync: false, resources: Array(6).fill(shop) };
  expect(print(many)).not.toMatch(/<details[^>]* open>/);
  expect(print(inSync)).not.toMatch(/<(?:section|search|details)/);
});
