/** What a reviewer reads of a preview, as Markdown. */

/** GitHub refuses a longer comment. */
const mostCharacters = 65_536;
const mostRows = 100;
const mostError = 10_000;

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
  const properties = paths.filter((path) => !path.startsWith("__")).map((path) => code(path));
  return `| ${marks[op]} | ${words[op]} | ${cell(name)} | ${cell(type)} | ${properties.join(", ")} |`;
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
  const rows = shown.slice(0, mostRows).map(row);
  const more = shown.length > rows.length ? [`\nand ${shown.length - rows.length} more`] : [];
  return ["| | | resource | type | properties |", "| - | - | - | - | - |", ...rows, ...more].join("\n");
}

/** Errors of the program may hold what the environment gave it. */
function withoutSecrets(text, environment) {
  const secrets = Object.entries(environment)
    .filter(([name, value]) => /SECRET|TOKEN|PASS|KEY|CREDENTIAL/.test(name) && value.length >= 8)
    .map(([, value]) => value)
    .sort((a, b) => b.length - a.length);
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal
const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");

function errorsOf(plan, errors) {
  const said = (plan?.diagnostics ?? [])
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message.trim());
  return [...new Set([...said, errors.trim()])].filter(Boolean).join("\n\n");
}

/** `pulumi preview --json` leaves out what policies say. The log of its events has it. */
function violationsIn(events) {
  const found = events.split("\n").flatMap((line) => parse(line)?.policyEvent ?? []);
  return [...new Map(found.map((one) => [`${one.policyName} ${one.resourceUrn} ${one.message}`, one])).values()];
}

function policies(violations, environment) {
  const said = (text) => prose(withoutSecrets(text, environment));
  const rank = ({ enforcementLevel }) => (enforcementLevel === "mandatory" ? 0 : 1);
  const lines = violations
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ enforcementLevel, policyName, resourceUrn = "", message }) => {
      const name = resourceUrn.split("::").at(-1);
      const level = enforcementLevel === "mandatory" ? "**refused**" : "advice";
      return `- ${level} ${code(policyName)}${name && ` of ${said(name)}`}: ${said(uncoloured(message).trim())}`;
    });
  const more = lines.length > mostRows ? [`- and ${lines.length - mostRows} more`] : [];
  return ["### Policies", "", ...lines.slice(0, mostRows), ...more].join("\n");
}

const uncoloured = (text) => plain(text.replaceAll(/<\{%.*?%\}>/g, ""));

/** A fence that nothing inside closes. */
function fenced(text) {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/**
 * @param plan What `pulumi preview --json` printed. @param errors What it printed on standard error.
 * @param events Its log of events, of which those of policies are shown. @param risk Markdown.
 * @param environment Variables, of which no secret is repeated.
 */
export function describe({ stack, sha, log, plan: text, errors, events = "", risk, hasFailed, environment }) {
  const plan = parse(text);
  const head = `## Preview of \`${stack}\``;
  const foot = `${sha.slice(0, 7)} · [log](${log})`;
  const parts = [head];
  if (hasFailed) parts.push("**The preview failed. Nothing is known for certain of what a deployment would do.**");
  const failure = plain(withoutSecrets(errorsOf(plan, hasFailed ? errors : ""), environment));
  if (failure) parts.push(fenced(failure.slice(0, mostError)));
  else if (hasFailed) parts.push("The log has the reason.");
  if (!hasFailed) parts.push(table(plan?.steps ?? []));
  const violations = violationsIn(events);
  if (violations.length > 0) parts.push(policies(violations, environment));
  const room = mostCharacters - 1000 - parts.join("\n\n").length;
  if (risk)
    parts.push(risk.length <= room ? risk.trim() : "The list of risks is too long for a comment: the log has it.");
  return [...parts, foot].join("\n\n");
}
