import { type Html, html } from "../../../report/html/tag.ts";
import { differencesOf, isLong, jsonOf } from "../../../report/values.ts";
import type { DriftedProperty } from "../../report.ts";

export const properties = (list: readonly DriftedProperty[]): Html =>
  list.length === 0
    ? html``
    : html`<table>
<thead><tr><th scope="col">Property</th><th scope="col">Program</th><th scope="col">Tenant</th></tr></thead>
<tbody>
${list.map(row)}</tbody>
</table>`;

function row({ path, program, tenant, secret }: DriftedProperty): Html {
  const head = html`<th scope="row"><code>${path}</code></th>`;
  if (secret) return html`<tr>${head}<td colspan="2" class="nothing">secret: it differs</td></tr>\n`;
  if (isLong(program) || isLong(tenant)) return html`<tr>${head}<td colspan="2">${lines(program, tenant)}</td></tr>\n`;
  return html`<tr>${head}<td>${cell(program)}</td><td class="tenant">${cell(tenant)}</td></tr>\n`;
}

/** JSON is read from left to right, whatever its strings hold. */
const cell = (value: unknown): Html =>
  value === undefined ? html`<span class="nothing">not set</span>` : html`<code dir="ltr">${jsonOf(value)}</code>`;

const tags = {
  program: (text: string) => html`<del>${text}</del>`,
  tenant: (text: string) => html`<ins>${text}</ins>`,
  same: (text: string) => html`<span>${text}</span>`,
  "left out": (text: string) => html`<span class="nothing">${text}</span>`,
};

/** Lines of the program are struck out, those of the tenant are new. */
const lines = (program: unknown, tenant: unknown): Html =>
  html`<pre class="lines" dir="ltr" tabindex="0">${differencesOf(program, tenant, 200).map(({ kind, text }) => tags[kind](text))}</pre>`;
