/** Reports as SARIF: what GitHub's code scanning needs. The contract test validates them against the standard's schema. */
import fc from "fast-check";
import { formats } from "../../../../../cli/drift/formats/index.ts";
import type { DriftReport } from "../../../../../cli/drift/report.ts";
import { anyReport, canary, drifted, inSync } from "../../../../support/driftReports.ts";

const reader = { isTerminal: false, hasColours: false };

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
  partialFingerprints: Record<string, string>;
}

function runOf(report: DriftReport, projectFile?: string) {
  const log = JSON.parse(formats.sarif(report, { ...reader, projectFile }));
  const [run] = log.runs;
  return { log, run, rules: run.tool.driver.rules as { id: string }[], results: run.results as Result[] };
}

test("each resource, finding and unmanaged object is a result of its rule", () => {
  const { results, rules } = runOf(drifted);
  expect(results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual([
    "changed warning",
    "deleted error",
    "unreadable error",
    "secretChanged warning",
    "defaultClientReplaced error",
    "unmanaged note",
    "unmanaged note",
  ]);
  expect(rules.map(({ id }) => id)).toEqual([
    "changed",
    "deleted",
    "unreadable",
    "secretChanged",
    "defaultClientReplaced",
    "wrongTenant",
    "notComparable",
    "pendingOperation",
    "notListed",
    "unmanaged",
  ]);
  expect(results[0]?.message.text).toMatch(
    /^Application "shop" was changed on 2026-11-26 03:12 UTC outside of Pulumi\. appName: the program says "Shop", the tenant has "Shop \(test\)"; loginUri: the program says nothing, .*; firstClient\.clientSecret differs; metadata differs\. Next: pulumi up sets all/,
  );
  expect(results[6]?.message.text).toBe(
    'Client "7hQ2pX/c99" is in none of the stacks. To take it over: pulumi import transmit:index:Client client 7hQ2pX/c99',
  );
});

test("in sync, there is a run without results, which closes what is open", () => {
  const { run, results } = runOf(inSync);
  expect(results).toEqual([]);
  expect(run.invocations).toEqual([{ executionSuccessful: true, endTimeUtc: inSync.checkedAt }]);
  expect(run.automationDetails.id).toBe("pulumi-transmit/drift/production/");
});

test("any report has what code scanning asks of each result, and no secret", () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const { log, results, rules } = runOf(report);
      expect(log.version).toBe("2.1.0");
      for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
        expect(rules[ruleIndex]?.id).toBe(ruleId);
        expect(["error", "warning", "note"]).toContain(level);
        expect(message.text).toMatch(/\S/);
        expect(message.text).not.toMatch(/[\p{Cc}\p{Cf}]|\]\(/u);
        expect(message.text.replaceAll(/\{\{|\}\}/g, "")).not.toMatch(/[{}]/);
        expect(locations[0]?.physicalLocation.artifactLocation.uri).toBe("Pulumi.yaml");
        expect(locations[0]?.physicalLocation.region.startLine).toBe(1);
        expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}:[1-9]\d*$/);
      }
      const prints = results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
      expect(new Set(prints).size).toBe(prints.length);
      expect(JSON.stringify(log)).not.toContain(canary);
    }),
    { numRuns: 100 },
  );
});

test("a result keeps its fingerprint while its resource differs, wherever it stands and whatever differs", () => {
  const print = (report: DriftReport, name: string) =>
    runOf(report).results.find(({ message }) => message.text.includes(`"${name}"`))?.partialFingerprints;
  const [shop, web, key] = drifted.resources as [Resource, Resource, Resource];
  type Resource = DriftReport["resources"][number];
  const later = { ...drifted, checkedAt: "2026-12-01T00:00:00Z", resources: [key, web, { ...shop, properties: [] }] };
  for (const name of ["shop", "web", "signing"]) expect(print(later, name)).toEqual(print(drifted, name));
  expect(print(drifted, "shop")).not.toEqual(print(drifted, "web"));
  const other = { ...drifted, resources: [{ ...shop, urn: shop.urn.replace("production", "test") }] };
  expect(print(other, "shop")).not.toEqual(print(drifted, "shop"));
});

test.each([
  [undefined, "Pulumi.yaml"],
  ["infra/my stack/Pulumi.yaml", "infra/my%20stack/Pulumi.yaml"],
  ["./infra/Pulumi.yml", "infra/Pulumi.yml"],
  ["infra\\Pulumi.yaml", "infra/Pulumi.yaml"],
  ["/home/ann/Pulumi.yaml", "Pulumi.yaml"],
  ["C:\\code\\Pulumi.yaml", "Pulumi.yaml"],
  ["../Pulumi.yaml", "Pulumi.yaml"],
])("the project file %s is shown as %s", (projectFile, uri) => {
  expect(runOf(drifted, projectFile).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
});
