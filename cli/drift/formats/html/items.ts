/** What the page lists: each can be found, filtered and unfolded. */

import { type Html, html } from "../../../report/html/tag.ts";
import { nameIn, timeOf } from "../../../report/words.ts";
import type { DriftedResource, Finding, UnmanagedObject } from "../../report.ts";
import { findingWords, originOf, statusWords } from "../summary.ts";
import { properties } from "./properties.ts";

interface Options {
  isOpen: boolean;
  namesStack: boolean;
}

export function resourceItem(resource: DriftedResource, { isOpen, namesStack }: Options): Html {
  const { stack, urn, name, type, id, status, updatedAt, next, message } = resource;
  const keep = resource.properties.flatMap(({ keep }) => (keep === undefined ? [] : [keep]));
  const summary = html`<span class="name"><bdi>${name}</bdi> <span class="mark mark-${status}">${statusWords[status]}</span></span>
<span class="about">${namesStack ? html`<bdi>${stack}</bdi>` : undefined}<span>${type}</span><code>${id}</code>${timed(updatedAt)}</span>`;
  return html`<details class="item" data-status="${status}" data-type="${type}" data-stack="${stack}"${isOpen ? html` open` : undefined}>
<summary>${summary}</summary>
<div class="body">
${message ? html`<p class="message" dir="auto">${message}</p>` : undefined}
${properties(resource.properties)}
<dl class="facts"><dt>Next</dt><dd dir="auto">${next}</dd>
${keep.length > 0 ? html`<dt>To keep what the tenant has, write</dt><dd>${toCopy(keep.join("\n"))}</dd>` : undefined}
<dt>URN</dt><dd><code>${urn}</code></dd></dl>
</div>
</details>
`;
}

const timed = (time: string | undefined): Html =>
  time ? html`<span>last change <time datetime="${time}">${timeOf(time)}</time></span>` : html``;

export const findingItem = ({
  code,
  urn,
  message,
}: Finding): Html => html`<article class="item plain-item" data-status="finding">
<p class="name"><bdi>${nameIn(urn)}</bdi> <span class="mark mark-finding">${findingWords[code]}</span></p>
<p dir="auto">${message}</p>
</article>
`;

export function unmanagedItem(object: UnmanagedObject): Html {
  const { type, id, name, appId, adopt } = object;
  return html`<article class="item plain-item" data-status="unmanaged" data-type="${type}">
<p class="name">${name === "" ? html`<span class="nothing">without a name</span>` : html`<bdi>${name}</bdi>`}</p>
<p class="about"><span>${type}</span><code>${id}</code>${
    appId && type !== "Application" ? html`<span>of application <code>${appId}</code></span>` : undefined
  }<bdi>${originOf(object)}</bdi></p>
${toCopy(adopt)}
</article>
`;
}

const toCopy = (text: string): Html =>
  html`<div class="copy"><pre tabindex="0">${text}</pre><button type="button" class="plain" data-copy hidden>Copy</button></div>`;
