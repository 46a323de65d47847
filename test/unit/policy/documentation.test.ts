/** The page about the policy pack says what the rules are. */
import { rules } from "../../../policy/rules/index.ts";
import { readPage } from "../../support/documentation/pages.ts";

const squeezed = (line: string): string => line.replaceAll(/\s+/g, " ").trim();

test("its table is that of the rules", () => {
  const rows = readPage("docs/policy.md")
    .split("\n")
    .filter((line) => /^\| `/.test(line))
    .map(squeezed);
  const wanted = rules.map(({ name, level, description, source, settings = {} }) => {
    const given = Object.entries(settings).map(([setting, { default: value }]) => ` \`${setting}\`: ${value}`);
    return squeezed(`| \`${name}\` | ${level} | ${description} | ${source} |${given.join("") || " "} |`);
  });
  expect(rows).toEqual(wanted);
});
