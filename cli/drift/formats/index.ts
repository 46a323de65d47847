/** The formats of `pulumi-transmit drift`, by the value of --format. */
import type { Format } from "./format.ts";
import { page } from "./html/index.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown/index.ts";
import { sarif } from "./sarif/index.ts";
import { text } from "./text/index.ts";
import { withoutSecrets } from "./withoutSecrets.ts";

export type { ReportReader } from "./format.ts";

const all = { text, markdown, json, sarif, html: page };

export type FormatName = keyof typeof all;

export const formats = Object.fromEntries(
  Object.entries(all).map(([name, format]): [string, Format] => [
    name,
    (report, reader) => format(withoutSecrets(report), reader),
  ]),
) as Record<FormatName, Format>;
