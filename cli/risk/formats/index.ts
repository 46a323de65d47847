/** The formats of `pulumi-transmit risk`. */
import type { Format, Formats } from "../../report/format.ts";
import type { RiskReport } from "../report.ts";
import { codeQuality, sarif } from "./alerts.ts";
import { page } from "./html.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { text } from "./text.ts";

/** No format gets to see a value that is secret. */
const safely =
  (format: Format<RiskReport>): Format<RiskReport> =>
  (report, reader) =>
    format({ ...report, risks: report.risks.map((risk) => (risk.secret ? without(risk) : risk)) }, reader);

const without = ({ before: _, after: __, ...risk }: RiskReport["risks"][number]) => risk;

export const formats: Formats<RiskReport> = {
  text: safely(text),
  markdown: safely(markdown),
  json: safely(json),
  sarif: safely(sarif),
  codequality: safely(codeQuality),
  html: safely(page),
};
