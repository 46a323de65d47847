/** Reports against the schema of SARIF 2.1.0, which a package of the standard's authors has. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { formats } from "../../cli/drift/formats/index.ts";
import { formats as riskFormats } from "../../cli/risk/formats/index.ts";
import { anyReport, drifted, inSync } from "../support/driftReports.ts";
import { anyRiskReport, calm, risky } from "../support/plans.ts";
import { root } from "../support/root.ts";

const path = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

// Draft 4: what it names differently from draft 7 is not used, but for the id.
const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(join(root, path), "utf8"));

const isUri = (text: string): boolean => URL.canParse(text, "https://base.example/") && !/[\s<>"{}|\\^`]/.test(text);

const validate = new Ajv({
  strict: false,
  // One of its patterns is none with the flag.
  unicodeRegExp: false,
  allErrors: true,
  formats: {
    uri: (text: string) => URL.canParse(text),
    "uri-reference": isUri,
    "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
  },
}).compile(schema);

const problems = (log: unknown) => (validate(log) ? [] : validate.errors);
const print = (report: typeof drifted, projectFile?: string) =>
  JSON.parse(formats.sarif(report, { isTerminal: false, hasColours: false, projectFile }));

test("reports are valid", () => {
  expect(problems(print(drifted, "infra/a stack/Pulumi.yaml"))).toEqual([]);
  expect(problems(print(inSync))).toEqual([]);
  fc.assert(
    fc.property(anyReport, (report) => expect(problems(print(report))).toEqual([])),
    { numRuns: 50 },
  );
});

test("reports of risks are valid", () => {
  const reader = { isTerminal: false, hasColours: false };
  const printed = (report: typeof risky) => JSON.parse(riskFormats.sarif(report, reader));
  expect([risky, calm].flatMap((report) => problems(printed(report)))).toEqual([]);
  fc.assert(
    fc.property(anyRiskReport, (report) => expect(problems(printed(report))).toEqual([])),
    { numRuns: 50 },
  );
});

test.each<[string, (log: ReturnType<typeof print>) => unknown]>([
  ["another version", (log) => Object.assign(log, { version: "2.0.0" })],
  ["a result without a message", (log) => delete log.runs[0].results[0].message],
  ["another level", (log) => Object.assign(log.runs[0].results[0], { level: "fatal" })],
  ["a line 0", (log) => Object.assign(log.runs[0].results[0].locations[0].physicalLocation.region, { startLine: 0 })],
  ["a key of ours", (log) => Object.assign(log.runs[0], { stacks: [] })],
  ["no time", (log) => Object.assign(log.runs[0].invocations[0], { endTimeUtc: "now" })],
  [
    "an address with a space",
    (log) => Object.assign(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation, { uri: "a b" }),
  ],
])("the schema refuses %s", (_name, change) => {
  const log = print(drifted);
  change(log);
  expect(problems(log)).not.toEqual([]);
});
