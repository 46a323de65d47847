/** What a check tells beside its report. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { driftAnnouncement } from "../../../../cli/drift/announcement.ts";
import type { DriftReport } from "../../../../cli/drift/report.ts";
import { announce as announceAs } from "../../../../cli/report/announce.ts";
import type { Environment } from "../../../../cli/terminal/pipeline.ts";
import { canary, drifted, inSync } from "../../../support/driftReports.ts";

const announce = (report: DriftReport, environment: Environment, output: string | undefined) =>
  announceAs(report, driftAnnouncement, environment, output);

const summary =
  "Drift in production: 2 of 12 resources differ, 1 could not be read, 2 findings, 2 unmanaged objects. The report is in d.html.\n";

test("nothing, where the report is printed and no pipeline asks for more", () => {
  expect(announce(drifted, {}, undefined)).toBe("");
  expect(announce(drifted, { CI: "true" }, undefined)).toBe("");
  expect(announce(drifted, { GITLAB_CI: "true" }, undefined)).toBe("");
});

test("a summary, where the report is in a file", () => {
  expect(announce(drifted, {}, "d.html")).toBe(summary);
});

test("GitLab folds the details of a report that is in a file", () => {
  const text = announce(drifted, { GITLAB_CI: "true" }, "d.html");
  expect(text).toContain("section_start:");
  expect(text).toContain(
    "pulumi_transmit_drift[collapsed=true]\r\u001b[0KDetails of the drift check\nDrift in production: ",
  );
  expect(text.startsWith(summary)).toBe(true);
  expect(text).toContain('"Shop (test)"');
  expect(text).not.toContain(canary);
  expect(announce(inSync, { GITLAB_CI: "true" }, "d.html")).not.toContain("section");
});

test("GitHub gets annotations, and the job a summary", () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-announce-"));
  try {
    const file = join(folder, "summary.md");
    const text = announce(drifted, { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: file }, undefined);
    expect(text).toMatch(/^::error title=/);
    expect(text).not.toContain("::group::");
    expect(readFileSync(file, "utf8")).toMatch(/^<!-- pulumi-transmit drift -->\n/);
    expect(readFileSync(file, "utf8")).not.toContain(canary);
    expect(announce(inSync, { GITHUB_ACTIONS: "true" }, undefined)).toBe("");
    expect(announce(drifted, { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: folder }, undefined)).toContain(
      "\nThe job summary could not be written: EISDIR",
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
