/** Reports of risks in each format: what they say, and that whatever they hold stays text. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import markdownIt from "markdown-it";
import { annotationLines } from "../../../../cli/report/annotations.ts";
import { maxLength } from "../../../../cli/report/markdown/comment.ts";
import { riskAnnouncement } from "../../../../cli/risk/announcement.ts";
import { formats } from "../../../../cli/risk/formats/index.ts";
import { summaryOf } from "../../../../cli/risk/formats/summary.ts";
import type { Risk, RiskReport } from "../../../../cli/risk/report.ts";
import { canary, hostile } from "../../../support/driftReports.ts";
import { anyRiskReport, calm, risky } from "../../../support/plans.ts";
import { root } from "../../../support/root.ts";

const reader = { isTerminal: false, hasColours: false };
const print = (name: keyof typeof formats, report: RiskReport): string => formats[name](report, reader);

const validate = new Ajv({ allErrors: true, strict: true }).compile(
  JSON.parse(readFileSync(join(root, "risk.schema.json"), "utf8")),
);
const problems = (report: unknown) => (validate(report) ? [] : validate.errors);

test("text: the worst first, each with what it does", () => {
  expect(print("text", { ...risky, stacks: ["production", "test"] })).toBe(`\
Risk in production, test: 2 high, 1 medium, 1 low, in 3 changed resources.
Checked on 2026-11-27 19:30 UTC. A risk of level high fails this check.

HIGH    production  shop  Application 7hQ2pX
    firstClient.redirectUris: removed "https://shop.example/callback"
    Sign-ins that use a removed URI fail at once.

HIGH    production  web  Client 7hQ2pX/c81
    deleted
    Sign-ins through the client fail at once.

MEDIUM  production  shop  Application 7hQ2pX
    firstClient.authenticationConfiguration.jwks: a secret value changes
    The owner of another key can authenticate as the client.

LOW     production  shop  Application 7hQ2pX
    deletionProtection: turned off
    It can go.

Notes
  - The plan eu.json has no steps: its program has no resources.
`);
});

test.each<[Partial<RiskReport>, string]>([
  [{}, "No known risk: 3 resources of production change."],
  [{ changed: 1 }, "No known risk: 1 resource of production changes."],
  [{ changed: 0 }, "No risk: no existing resource of this provider changes in production."],
])("%j in a sentence", (change, expected) => {
  expect(summaryOf({ ...calm, ...change })).toBe(expected);
});

test("Markdown: the marker, the summary, a table, and the details folded by resource", () => {
  expect(print("markdown", risky)).toBe(`\
<!-- pulumi-transmit risk -->

### Risk in production: 2 high, 1 medium, 1 low, in 3 changed resources.

Checked on 2026-11-27 19:30 UTC. A risk of level high fails this check.

| level | resource | change |
| --- | --- | --- |
| 🔴 high | <code>shop</code> Application | <code>firstClient&#46;redirectUris</code> removed "https&#58;&#47;&#47;shop&#46;example/callback" |
| 🔴 high | <code>web</code> Client | deleted |
| 🟠 medium | <code>shop</code> Application | <code>firstClient&#46;authenticationConfiguration&#46;jwks</code> a secret value changes |
| ⚪ low | <code>shop</code> Application | <code>deletionProtection</code> turned off |

<details>

<summary><code>shop</code> Application <code>7hQ2pX</code>: update, 3 risks</summary>

- **high**, can break what works: <code>firstClient&#46;redirectUris</code> removed "https&#58;&#47;&#47;shop&#46;example/callback". Sign-ins that use a removed URI fail at once.
- **medium**, weakens a protection of sign-ins: <code>firstClient&#46;authenticationConfiguration&#46;jwks</code> a secret value changes. The owner of another key can authenticate as the client.
- **low**, weakens the protection against deletion: <code>deletionProtection</code> turned off. It can go.

</details>

<details>

<summary><code>web</code> Client <code>7hQ2pX/c81</code>: delete, 1 risk</summary>

- **high**, can break what works: deleted. Sign-ins through the client fail at once.

</details>

- The plan eu&#46;json has no steps: its program has no resources.
`);
  expect(print("markdown", calm)).not.toMatch(/\||<details>/);
});

test("a comment of many risks fits, and counts what it leaves out", () => {
  const [risk] = risky.risks as [Risk];
  const many = (count: number, more: Partial<Risk>) =>
    Array.from({ length: count }, (_, index) => ({ ...risk, urn: `${risk.urn}${index}`, ...more }));
  const resources = print("markdown", { ...risky, risks: many(600, { effect: "x".repeat(300) }) });
  expect(resources.length).toBeLessThanOrEqual(maxLength);
  expect(resources).toContain("… and 580 more risks below.");
  const shown = resources.split("<summary>").length - 1;
  expect(shown + Number(/\*\*Left out, to fit into a comment:\*\* (\d+) resources/.exec(resources)?.[1])).toBe(600);
  const one = print("markdown", { ...risky, risks: many(600, { urn: risk.urn, effect: "x".repeat(300) }) });
  expect(one.length).toBeLessThanOrEqual(maxLength);
  const items = one.split("\n- **high**").length - 1;
  expect(items + Number(/… and (\d+) more risks\n\n<\/details>/.exec(one)?.[1])).toBe(600);
});

test("SARIF: each risk is a result of its rule, with its own level", () => {
  const [run] = JSON.parse(print("sarif", risky)).runs;
  const results = run.results as { ruleId: string; ruleIndex: number; level: string; message: { text: string } }[];
  expect(results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual([
    "breaking error",
    "deleted error",
    "security warning",
    "protection note",
  ]);
  for (const { ruleId, ruleIndex } of results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  expect(results[0]?.message.text).toBe(
    'Application "shop", firstClient.redirectUris: removed "https://shop.example/callback". Sign-ins that use a removed URI fail at once.',
  );
  expect(run.automationDetails.id).toBe("pulumi-transmit/risk/production/");
});

test("annotations name properties, and no values", () => {
  const lines = annotationLines(...riskAnnouncement.annotations(risky));
  expect(lines).toEqual([
    '::error title=Risk%3A Application "shop"%2C firstClient.redirectUris::Sign-ins that use a removed URI fail at once.',
    '::error title=Risk%3A Client "web"::Sign-ins through the client fail at once.',
    '::warning title=Risk%3A Application "shop"%2C firstClient.authenticationConfiguration.jwks::The owner of another key can authenticate as the client.',
    '::notice title=Risk%3A Application "shop"%2C deletionProtection::It can go.',
    "::error title=Risk::Risk in production: 2 high, 1 medium, 1 low, in 3 changed resources. A risk of level high fails this check.",
  ]);
  const [conclusion] = annotationLines(...riskAnnouncement.annotations({ ...risky, failed: false })).slice(-1);
  expect(conclusion).toMatch(/^::notice title=Risk::/);
  // Where nothing can fail the check, nothing is an error.
  const calmer = annotationLines(...riskAnnouncement.annotations({ ...risky, failOn: "none", failed: false }));
  expect(calmer.filter((line) => line.startsWith("::error"))).toEqual([]);
  expect(calmer).toHaveLength(lines.length);
});

test.each(hostile)("Markdown shows what is said as it is said: %j", (text) => {
  const [risk] = risky.risks as [Risk];
  const report = {
    ...risky,
    notes: [text],
    risks: [{ ...risk, name: text, id: text, path: text, change: text, effect: text }],
  };
  const html = markdownIt({ html: true, linkify: true }).render(print("markdown", report));
  expect(html.match(/<h3>/g)).toHaveLength(1);
  expect(html.match(/<tr>/g)).toHaveLength(2);
  expect(html.match(/<td>/g)).toHaveLength(3);
  expect(html).not.toMatch(/<(?:a|img|script|b|em)\b/);
  const words = text.match(/[a-z]{4,}/gi) ?? [];
  for (const word of words) expect(html).toContain(word);
});

const markup = /<\/?[a-z][a-z0-9]*(?:\s+[a-z-]+(?:="[^"<>]*")?)*\s*>/g;

test("any report stays text, fits, is as the schema says, and tells no secret", () => {
  fc.assert(
    fc.property(anyRiskReport, (report) => {
      const all = (Object.keys(formats) as (keyof typeof formats)[]).map(
        (name) => [name, print(name, report)] as const,
      );
      for (const [, text] of all) expect(text).not.toContain(canary);
      const { markdown = "", json = "", html = "", text = "" } = Object.fromEntries(all);
      expect(problems(JSON.parse(json))).toEqual([]);
      expect(markdown.length).toBeLessThanOrEqual(maxLength);
      const raw = markdown.slice(markdown.indexOf("\n")).replace(/<\/?(?:details|summary|code)>/g, "");
      expect(raw).not.toMatch(/[<>@]/);
      const page = html.replace(/^<!doctype html>/, "").replace(/(<(style|script)>)[\s\S]*?(<\/\2>)/g, "$1$3");
      expect(page.replace(markup, "")).not.toMatch(/[<>]/);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]|^::[a-z]|##\w*\[/imu);
      for (const line of annotationLines(...riskAnnouncement.annotations(report)))
        expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r\n]*::[^\r\n]*$/);
    }),
    { numRuns: 100 },
  );
});

test("the page has a filter for each attribute with several values, and opens what is high", () => {
  const page = print("html", { ...risky, stacks: ["eu", "us"] });
  expect(page.match(/<select id="(\w+)">/g)).toEqual([
    '<select id="status">',
    '<select id="type">',
    '<select id="stack">',
  ]);
  expect(page.match(/<details[^>]* open>/g)).toHaveLength(2);
  expect(print("html", calm)).not.toMatch(/<(?:section|search|details)/);
});

test.each<[string, (report: RiskReport) => unknown]>([
  ["another level", ({ risks }) => Object.assign(risks[0] as Risk, { level: "odd" })],
  ["another key", ({ risks }) => Object.assign(risks[0] as Risk, { more: 1 })],
  ["a risk without what it does", ({ risks }) => delete (risks[0] as Partial<Risk>).effect],
])("the schema refuses %s", (_, change) => {
  const report = JSON.parse(print("json", risky));
  expect(problems(report)).toEqual([]);
  change(report);
  expect(problems(report)).toHaveLength(1);
});
