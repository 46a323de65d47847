/** How the command speaks of a report beside the report itself. */
import type { Announcement } from "../report/announce.ts";
import { ruleLevels, titleOf } from "./formats/alerts.ts";
import { formats } from "./formats/index.ts";
import { limitOf, summaryOf } from "./formats/summary.ts";
import type { Risk, RiskReport } from "./report.ts";

export const riskAnnouncement: Announcement<RiskReport> = {
  command: "risk",
  title: "Details of the risks",
  formats,
  summary: summaryOf,
  isQuiet: ({ risks }) => risks.length === 0,
  annotations: (report) => [
    // Values stay in the report: annotations are seen by whoever sees the run.
    report.risks.map((risk) => [levelOf(risk, report), `Risk: ${titleOf(risk)}`, risk.effect] as const),
    [report.failed ? "error" : "note", "Risk", `${summaryOf(report)} ${limitOf(report)}`],
  ],
};

/** Where nothing can fail the check, nothing is an error. */
const levelOf = ({ level }: Risk, { failOn }: RiskReport) =>
  failOn === "none" && level === "high" ? "warning" : ruleLevels[level];
