/** What a reviewer reads of a preview, as Markdown: at most 65,536 characters with what a caller puts before it. */
import { withoutSecrets } from "./secrets.mjs";

/** GitHub refuses a longer comment. 1,000 are left for the caller's marker and the last line. */
const mostCharacters = 65_536 - 1000;
const mostRows = 100;
/** Characters of a part, and of one text in it. What is left is for the risks. */
const most = { error: 10_000, table: 18_000, policies: 18_000, name: 200, message: 1000 };
const mostPaths = 10;

const marks = { create: "+", update: "~", delete: "-", replace: "±", import: "=", refresh: "~", read: "?" };
const words = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "**replace**",
  import: "import",
  read: "read",
};

/** Steps of which one stands for several. */
const isShown = ({ op }) => op in words;

/** @returns `undefined` if there is none: the preview did not run. */
function parse(plan) {
  try {
    return JSON.parse(plan);
  } catch {
    return undefined;
  }
}

function row({ op, urn, oldState, newState, detailedDiff, diffReasons }) {
  const name = urn.split("::").at(-1);
  const type = (newState ?? oldState).type.split(/[:/]/).at(-1);
  const paths = detailedDiff ? Object.keys(detailedDiff) : (diffReasons ?? []);
  const changed = paths.filter((path) => !path.startsWith("__"));
  const properties = changed.slice(0, mostPaths).map((path) => code(clipped(path, most.name)));
  if (changed.length > mostPaths) properties.push(`and ${changed.length - mostPaths} more`);
  const resource = [name, type].map((text) => cell(clipped(text, most.name)));
  return `| ${[marks[op], words[op], ...resource, properties.join(", ")].join(" | ")} |`;
}

/** No character is cut in two. */
function clipped(text, characters) {
  if (text.length <= characters) return text;
  return `${text.slice(0, characters).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** As many lines as fit, and a line on the others. */
function fitting(lines, characters, moreLine) {
  let left = characters;
  const end = lines.findIndex((line, index) => {
    left -= line.length + 1;
    return left < 0 || index === mostRows;
  });
  return end < 0 ? lines : [...lines.slice(0, end), ...moreLine(lines.length - end)];
}

/** A zero-width space after an at sign makes it no mention. */
const cell = (text) =>
  text
    .replace(/[\\|`*_<>[\]]/g, "\\$&")
    .replaceAll("@", "@\u200b")
    .replaceAll(/\s+/g, " ");
const code = (text) => `\`${text.replaceAll("`", "'").replaceAll("|", "\\|").replaceAll(/\s+/g, " ")}\``;

/** What is code in a text stays code. */
const prose = (text) => text.replaceAll(/`([^`]+)`|[^`]+|`/g, (part, inner) => (inner ? code(inner) : cell(part)));

function table(steps) {
  const shown = steps
    .filter(isShown)
    .filter(({ newState, oldState }) => (newState ?? oldState)?.type !== "pulumi:pulumi:Stack");
  if (shown.length === 0) return "No changes.";
  const rows = fitting(shown.map(row), most.table, (count) => ["", `and ${count} more`]);
  return ["| | | resource | type | properties |", "| - | - | - | - | - |", ...rows].join("\n");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal
const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");

const errorsIn = (plan) => (plan?.diagnostics ?? []).filter(({ severity }) => severity === "error");

function errorsOf(plan, errors) {
  const said = errorsIn(plan).map(({ message }) => message.trim());
  return [...new Set([...said, errors.trim()])].filter(Boolean).join("\n\n");
}

/** `pulumi preview --json` leaves out what policies say. The log of its events has it. */
function violationsIn(events) {
  const found = events.split("\n").flatMap((line) => parse(line)?.policyEvent ?? []);
  return [...new Map(found.map((one) => [`${one.policyName} ${one.resourceUrn} ${one.message}`, one])).values()];
}

const isMandatory = ({ enforcementLevel }) => enforcementLevel === "mandatory";

function policies(violations, environment) {
  const said = (text, characters) => prose(clipped(withoutSecrets(text, environment), characters));
  const lines = violations
    .toSorted((a, b) => isMandatory(b) - isMandatory(a))
    .map((violation) => {
      const { policyName, resourceUrn = "", message } = violation;
      const name = resourceUrn.split("::").at(-1);
      const level = isMandatory(violation) ? "**refused**" : "advice";
      const policy = code(clipped(policyName, most.name));
      return `- ${level} ${policy}${name && ` of ${said(name, most.name)}`}: ${said(uncoloured(message).trim(), most.message)}`;
    });
  return ["### Policies", "", ...fitting(lines, most.policies, (count) => [`- and ${count} more`])].join("\n");
}

const uncoloured = (text) => plain(text.replaceAll(/<\{%.*?%\}>/g, ""));

/** A fence that nothing inside closes. Longer runs of backticks would need ever longer fences. */
function fenced(given) {
  const text = clipped(given.replaceAll(/`{10,}/g, "`````````"), most.error);
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** As much of the risks as fits. Each resource's are folded. */
function fittingRisks(risk, room, stack) {
  if (risk.length <= room) return risk.trim();
  const more = `More risks are too many for a comment: \`npx pulumi-transmit risk --stack ${stack}\` shows all.`;
  const start = risk.slice(0, Math.max(0, room - more.length - 2));
  const lastFold = start.lastIndexOf("</details>");
  const end = lastFold < 0 ? start.lastIndexOf("\n\n", start.indexOf("<details>")) : lastFold + "</details>".length;
  return [start.slice(0, Math.max(0, end)).trim(), more].filter(Boolean).join("\n\n");
}

/** @param isWhole Whether the plan has no errors. It then is that of a preview without the policies. */
function failureOf({ isWhole, violations }) {
  if (isWhole && violations.some(isMandatory))
    return "**A mandatory policy is violated, so the preview failed.** A deployment would fail, too. Without the policies, it would do this:";
  if (isWhole) return "**The job failed after the preview.** The log has the reason.";
  return "**The preview failed. Nothing is known for certain of what a deployment would do.**";
}

/**
 * @param plan What `pulumi preview --json` printed: without the policies if a mandatory one is violated. @param errors What it
 * printed on standard error. @param events The log of events of the preview with the policies. @param risk Markdown.
 * @param environment Variables, of which no secret is repeated.
 */
export function describe({ stack, sha, log, plan: text, errors, events = "", risk, hasFailed, environment }) {
  const plan = parse(text);
  const isWhole = plan?.steps !== undefined && errorsIn(plan).length === 0;
  const violations = violationsIn(events);
  const parts = [`## Preview of \`${stack}\``];
  if (hasFailed) parts.push(failureOf({ isWhole, violations }));
  const failure = plain(withoutSecrets(errorsOf(plan, hasFailed ? errors : ""), environment));
  if (failure) parts.push(fenced(failure));
  else if (hasFailed && !isWhole) parts.push("The log has the reason.");
  if (isWhole || !hasFailed) parts.push(table(plan?.steps ?? []));
  if (violations.length > 0) parts.push(policies(violations, environment));
  if (risk) parts.push(fittingRisks(risk, mostCharacters - parts.join("\n\n").length, stack));
  return [...parts, `${sha.slice(0, 7)} · [log](${log})`].join("\n\n");
}
