/** Reports as JSON, and the schema that the package ships. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { formats } from "../../../../../cli/drift/formats/index.ts";
import type { DriftReport } from "../../../../../cli/drift/report.ts";
import { anyReport, canary, drifted, inSync } from "../../../../support/driftReports.ts";
import { root } from "../../../../support/root.ts";

const schema = JSON.parse(readFileSync(join(root, "drift.schema.json"), "utf8"));
const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);

const print = (report: DriftReport): string => formats.json(report, { isTerminal: false, hasColours: false });
const problems = (report: unknown) =>
  validate(report) ? [] : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);

test("the report is printed as it is, without secrets", () => {
  const [shop, ...others] = drifted.resources;
  const properties = shop?.properties.map((one) => (one.secret ? { path: one.path, secret: true } : one));
  expect(JSON.parse(print(drifted))).toEqual({ ...drifted, resources: [{ ...shop, properties }, ...others] });
  expect(Object.keys(JSON.parse(print(inSync)))).toEqual([
    "stacks",
    "checkedAt",
    "inSync",
    "checked",
    "resources",
    "unmanaged",
    "findings",
    "notes",
  ]);
});

test("any report is as the schema says, means the same when it is read, and shows no secret", () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const text = print(report);
      const read = JSON.parse(text);
      expect(problems(read)).toEqual([]);
      expect(text).not.toContain(canary);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u);
      const shown = report.resources.flatMap(({ properties }) => properties.filter(({ secret }) => !secret));
      const readProperties = (read as DriftReport).resources.flatMap(({ properties }) =>
        properties.filter(({ secret }) => !secret),
      );
      expect(readProperties).toEqual(JSON.parse(JSON.stringify(shown)));
      expect(read.unmanaged).toEqual(JSON.parse(JSON.stringify(report.unmanaged)));
    }),
    { numRuns: 100 },
  );
});

test.each<[string, (report: Record<string, unknown> & DriftReport) => unknown]>([
  ["another key", (report) => Object.assign(report, { more: 1 })],
  ["no time", (report) => Object.assign(report, { checkedAt: undefined })],
  ["another status", (report) => Object.assign(report.resources[0] as object, { status: "odd" })],
  [
    "a property without its path",
    (report) => Object.assign(report.resources[0]?.properties[0] ?? {}, { path: undefined }),
  ],
  ["another code", (report) => Object.assign(report.findings[0] as object, { code: "odd" })],
  ["a key of an object that is none", (report) => Object.assign(report.unmanaged[0] as object, { secret: "x" })],
])("the schema refuses %s", (_, change) => {
  const report = JSON.parse(print(drifted));
  change(report);
  expect(problems(JSON.parse(JSON.stringify(report)))).toHaveLength(1);
});
