/** One page with filter and search, for example as an artifact of a job. */
import type { Format } from "../../report/format.ts";
import { documentOf, filters, notesSection, section } from "../../report/html/document.ts";
import { type Html, html } from "../../report/html/tag.ts";
import { timeOf } from "../../report/words.ts";
import { levels } from "../level.ts";
import type { Risk, RiskReport } from "../report.ts";
import { kindWords, limitOf, summaryOf } from "./summary.ts";

export const page: Format<RiskReport> = (report) => {
  const { stacks, risks } = report;
  const namesStack = stacks.length > 1;
  return documentOf({
    title: `Risk: ${stacks.join(", ")}`,
    heading: summaryOf(report),
    isGood: risks.length === 0,
    about: html`Checked on <time datetime="${report.checkedAt}">${timeOf(report.checkedAt)}</time>. ${limitOf(report)}`,
    tools: filters(risks.length, [
      ["status", "Level", levels.filter((level) => risks.some((risk) => risk.level === level))],
      ["type", "Type", [...new Set(risks.map(({ type }) => type))].sort()],
      ["stack", "Stack", namesStack ? stacks : []],
    ]),
    sections: [
      section(
        "Risks",
        risks.map((risk) => item(risk, namesStack)),
      ),
      notesSection(report.notes),
    ],
  });
};

const item = (
  { level, stack, name, type, id, urn, kind, path, change, effect }: Risk,
  namesStack: boolean,
): Html => html`<details class="item" data-status="${level}" data-type="${type}" data-stack="${stack}"${level === "high" ? html` open` : undefined}>
<summary><span class="name"><bdi>${name}</bdi> <span class="mark mark-${level}">${level}</span></span>
<span class="about">${namesStack ? html`<bdi>${stack}</bdi>` : undefined}<span>${type}</span>${id === undefined ? undefined : html`<code>${id}</code>`}${path === undefined ? undefined : html`<code>${path}</code>`}</span></summary>
<div class="body">
<p class="message" dir="auto">${change}</p>
<p dir="auto">${effect}</p>
<dl class="facts"><dt>Why it is listed</dt><dd>It ${kindWords[kind]}.</dd>
<dt>URN</dt><dd><code>${urn}</code></dd></dl>
</div>
</details>
`;
