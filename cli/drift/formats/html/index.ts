/**
 * One page that needs nothing else: it sends no request, and its policy allows it none. Without JavaScript, everything is shown
 * and nothing can be filtered.
 */
import { createHash } from "node:crypto";
import type { DriftReport } from "../../report.ts";
import type { Format } from "../format.ts";
import { summaryOf, timeOf } from "../summary.ts";
import { files } from "./files.ts";
import { findingItem, resourceItem, unmanagedItem } from "./items.ts";
import { Html, html } from "./tag.ts";

const style = files["page.css"] as string;
const script = files["page.js"] as string;

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

export const page: Format = (report) => {
  const title = `Drift: ${report.stacks.join(", ")}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<header>
<h1 class="${report.inSync ? "good" : ""}"><bdi>${summaryOf(report)}</bdi></h1>
<p class="note">Checked on <time datetime="${report.checkedAt}">${timeOf(report.checkedAt)}</time></p>
</header>
${tools(report)}
<main>
${sections(report)}
</main>
<script>${new Html(script)}</script>
</body>
</html>
`.text;
};

/** How many details are open at first. */
const few = 5;

function sections(report: DriftReport): Html[] {
  const { resources, findings, unmanaged, notes } = report;
  const isOpen = resources.length <= few;
  const namesStack = report.stacks.length > 1;
  return [
    section("Findings", findings.map(findingItem)),
    section(
      "Resources that differ",
      resources.map((resource) => resourceItem(resource, { isOpen, namesStack })),
    ),
    section("Not managed by any of the stacks", unmanaged.map(unmanagedItem)),
    ...(notes.length > 0
      ? [
          html`<section class="notes"><h2>Notes</h2><ul>${notes.map((note) => html`<li dir="auto">${note}</li>`)}</ul></section>`,
        ]
      : []),
  ];
}

const section = (title: string, items: readonly Html[]): Html =>
  items.length === 0
    ? html``
    : html`<section class="list"><h2>${title} <span class="count">${items.length}</span></h2><div class="items">
${items}</div></section>
`;

/** Hidden until the script works. */
function tools({ resources, findings, unmanaged, stacks }: DriftReport): Html {
  const count = resources.length + findings.length + unmanaged.length;
  if (count === 0) return html``;
  const statuses = [
    ...new Set(resources.map(({ status }) => status as string)),
    ...(findings.length > 0 ? ["finding"] : []),
    ...(unmanaged.length > 0 ? ["unmanaged"] : []),
  ];
  const types = [...new Set([...resources, ...unmanaged].map(({ type }) => type))].sort();
  return html`<search id="tools" hidden>
<label>Search <input type="search" id="text" placeholder="name, id, property or value" autocomplete="off" spellcheck="false"></label>
${choice("status", "Status", statuses)}
${choice("type", "Type", types)}
${choice("stack", "Stack", stacks.length > 1 ? stacks : [])}
<button type="button" id="toggle" class="plain">Open all</button>
<p class="note" id="found" role="status" data-count="${count}">${count} shown</p>
</search>`;
}

const choice = (id: string, label: string, values: readonly string[]): Html =>
  values.length < 2
    ? html``
    : html`<label>${label} <select id="${id}"><option value="">all</option>${values.map(
        (value) => html`<option value="${value}">${value}</option>`,
      )}</select></label>`;
