/** The formats of `pulumi-transmit drift`. */
import type { Format, Formats } from "../../report/format.ts";
import type { DriftReport } from "../report.ts";
import { codeQuality, sarif } from "./alerts/index.ts";
import { page } from "./html/index.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown/index.ts";
import { text } from "./text/index.ts";
import { withoutSecrets } from "./withoutSecrets.ts";

const safely =
  (format: Format<DriftReport>): Format<DriftReport> =>
  (report, reader) =>
    format(withoutSecrets(report), reader);

export const formats: Formats<DriftReport> = {
  text: safely(text),
  markdown: safely(markdown),
  json: safely(json),
  sarif: safely(sarif),
  codequality: safely(codeQuality),
  html: safely(page),
};
