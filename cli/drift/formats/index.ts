/** The formats of `pulumi-transmit drift`. */
import { type Formats, withoutSecretsIn } from "../../report/format.ts";
import type { DriftReport } from "../report.ts";
import { codeQuality, sarif } from "./alerts/index.ts";
import { page } from "./html/index.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown/index.ts";
import { text } from "./text/index.ts";
import { withoutSecrets } from "./withoutSecrets.ts";

export const formats: Formats<DriftReport> = withoutSecretsIn(
  { text, markdown, json, sarif, codequality: codeQuality, html: page },
  withoutSecrets,
);
