/** The formats of `pulumi-transmit risk`. */
import { type Formats, withoutSecretsIn } from "../../report/format.ts";
import type { RiskReport } from "../report.ts";
import { codeQuality, sarif } from "./alerts.ts";
import { page } from "./html.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { text } from "./text.ts";

const withoutSecrets = (report: RiskReport): RiskReport => ({
  ...report,
  risks: report.risks.map((risk) => (risk.secret ? withoutValues(risk) : risk)),
});

const withoutValues = ({ before: _, after: __, ...risk }: RiskReport["risks"][number]) => risk;

export const formats: Formats<RiskReport> = withoutSecretsIn(
  { text, markdown, json, sarif, codequality: codeQuality, html: page },
  withoutSecrets,
);
