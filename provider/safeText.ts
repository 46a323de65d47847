/**
 * Text that is safe to show. What comes from outside (the API, proxies, certificates, files) may contain control sequences,
 * which hide or rewrite what a terminal shows, and commands of build systems, which read them from a job's log.
 */

/** Characters of one text from outside that are shown. */
const maxLength = 500;

/** Escape sequences whole, then single control, formatting and bidirectional characters and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const escapeSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
const control = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const controlButLineFeed = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** `##vso[` and `##[` of Azure Pipelines and GitHub, `##teamcity[`: anywhere in a line. */
const bracketCommand = /##(?=\w*\[)/g;

/** A text from outside as one line: without control characters and commands, and cut. */
export function fromOutside(text: string): string {
  const line = text
    .slice(0, 8 * maxLength)
    .replace(escapeSequence, "")
    .replace(/\s+/g, " ")
    .replace(control, "")
    .replace(bracketCommand, "# #")
    // `::error::` and the like of GitHub Actions. An IPv6 address has digits after its colons.
    .replace(/::(?=[a-z])/gi, ": :")
    .trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

/** A whole message, at the place where it leaves the provider: its line feeds are its own. */
export const printable = (message: string): string =>
  message
    .replace(escapeSequence, "")
    .replace(controlButLineFeed, "")
    .replace(bracketCommand, "# #")
    .replace(/^(\s*)::(?=[a-z])/gim, "$1: :");
