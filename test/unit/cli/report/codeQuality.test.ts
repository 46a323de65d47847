/** Reports of code quality: what GitLab needs of each entry. */
import fc from "fast-check";
import { formats } from "../../../../cli/drift/formats/index.ts";
import type { DriftReport } from "../../../../cli/drift/report.ts";
import { formats as riskFormats } from "../../../../cli/risk/formats/index.ts";
import { anyReport, canary, drifted, inSync } from "../../../support/driftReports.ts";
import { anyRiskReport, calm, risky } from "../../../support/plans.ts";

interface Entry {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: string;
  location: { path: string; lines: { begin: number } };
}

const reader = { isTerminal: false, hasColours: false };
const entriesOf = (report: DriftReport, projectFile?: string): Entry[] =>
  JSON.parse(formats.codequality(report, { ...reader, projectFile }));
const risksOf = (report: typeof risky): Entry[] => JSON.parse(riskFormats.codequality(report, reader));

test("each resource, finding and unmanaged object is an entry, at the project's file", () => {
  const entries = entriesOf(drifted, "infra/my stack/Pulumi.yaml");
  expect(entries.map(({ check_name: name, severity }) => `${name} ${severity}`)).toEqual([
    "pulumi-transmit-drift/changed major",
    "pulumi-transmit-drift/deleted critical",
    "pulumi-transmit-drift/unreadable critical",
    "pulumi-transmit-drift/secretChanged major",
    "pulumi-transmit-drift/defaultClientReplaced critical",
    "pulumi-transmit-drift/unmanaged info",
    "pulumi-transmit-drift/unmanaged info",
  ]);
  expect(entries[0]).toMatchObject({
    description: expect.stringMatching(/^Application "shop" was changed on .* Next: pulumi up/),
    location: { path: "infra/my stack/Pulumi.yaml", lines: { begin: 1 } },
  });
});

test("each risk is an entry with its own level", () => {
  expect(risksOf(risky).map(({ check_name: name, severity }) => `${name} ${severity}`)).toEqual([
    "pulumi-transmit-risk/breaking critical",
    "pulumi-transmit-risk/deleted critical",
    "pulumi-transmit-risk/security major",
    "pulumi-transmit-risk/protection info",
  ]);
});

test("where nothing was found, the list is empty, which closes what was open", () => {
  expect([entriesOf(inSync), risksOf(calm)]).toEqual([[], []]);
});

test("an entry keeps its fingerprint, and no other one has it, of no other stack either", () => {
  const [first, ...others] = entriesOf(drifted);
  expect(entriesOf({ ...drifted, checkedAt: "2026-12-01T00:00:00Z" })[0]?.fingerprint).toBe(first?.fingerprint);
  const elsewhere = entriesOf({ ...drifted, stacks: ["test"] });
  const prints = [first, ...others, ...elsewhere].map((entry) => entry?.fingerprint);
  expect(new Set(prints).size).toBe(prints.length);
});

test("any report has what GitLab asks of each entry, and no secret", () => {
  const expectEntries = (entries: Entry[]) => {
    for (const { description, check_name: name, fingerprint, severity, location } of entries) {
      expect(description).toMatch(/\S/);
      expect(description).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(name).toMatch(/^pulumi-transmit-(?:drift|risk)\/[a-zA-Z]+$/);
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(["info", "minor", "major", "critical", "blocker"]).toContain(severity);
      expect(location).toEqual({ path: "Pulumi.yaml", lines: { begin: 1 } });
    }
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
    expect(JSON.stringify(entries)).not.toContain(canary);
  };
  fc.assert(
    fc.property(anyReport, (report) => expectEntries(entriesOf(report))),
    { numRuns: 50 },
  );
  fc.assert(
    fc.property(anyRiskReport, (report) => expectEntries(risksOf(report))),
    { numRuns: 50 },
  );
});
