/**
 * One page that needs nothing else: it sends no request, and its policy allows it none. Without JavaScript, everything is shown
 * and nothing can be filtered.
 */
import { createHash } from "node:crypto";
import { files } from "./files.ts";
import { Html, html } from "./tag.ts";

export interface Document {
  title: string;
  heading: string;
  /** There is nothing to do. */
  isGood: boolean;
  about: Html;
  tools: Html;
  sections: readonly Html[];
}

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

export const documentOf = ({ title, heading, isGood, about, tools, sections }: Document): string =>
  html`<!doctype html>
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
<h1 class="${isGood ? "good" : ""}"><bdi>${heading}</bdi></h1>
<p class="note">${about}</p>
</header>
${tools}
<main>
${sections}
</main>
<script>${new Html(script)}</script>
</body>
</html>
`.text;

export const section = (title: string, items: readonly Html[]): Html =>
  items.length === 0
    ? html``
    : html`<section class="list"><h2>${title} <span class="count">${items.length}</span></h2><div class="items">
${items}</div></section>
`;

export const notesSection = (notes: readonly string[]): Html =>
  notes.length === 0
    ? html``
    : html`<section class="notes"><h2>Notes</h2><ul>${notes.map((note) => html`<li dir="auto">${note}</li>`)}</ul></section>`;

/** An attribute of items that can be chosen by: its id in the page, its label, its values. */
type Filter = readonly [id: "status" | "type" | "stack", label: string, values: readonly string[]];

/** Hidden until the script works. @param count How many items there are. */
export const filters = (count: number, choices: readonly Filter[]): Html =>
  count === 0
    ? html``
    : html`<search id="tools" hidden>
<label>Search <input type="search" id="text" placeholder="name, id, property or value" autocomplete="off" spellcheck="false"></label>
${choices.map(choice)}
<button type="button" id="toggle" class="plain">Open all</button>
<p class="note" id="found" role="status" data-count="${count}">${count} shown</p>
</search>`;

const choice = ([id, label, values]: Filter): Html =>
  values.length < 2
    ? html``
    : html`<label>${label} <select id="${id}"><option value="">all</option>${values.map(
        (value) => html`<option value="${value}">${value}</option>`,
      )}</select></label>\n`;
