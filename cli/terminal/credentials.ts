/** Credentials of the environment. A program that fails may put them into its error, and Pulumi prints that. */
import { secretVariables } from "../../provider/api/index.ts";
import type { Environment } from "./pipeline.ts";

const names = [
  ...secretVariables,
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE",
  "PGPASSWORD",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "GITHUB_TOKEN",
  "GITLAB_TOKEN",
  "VAULT_TOKEN",
];

/** Characters. A shorter value, such as a passphrase of one letter, is a part of many words. */
const shortest = 6;

/** The text with `****` in place of each credential, also as base64: a header of HTTP Basic authentication has it so. */
export function withoutCredentials(text: string, environment: Environment): string {
  const values = names.flatMap((name) => {
    const value = environment[name] ?? "";
    return value.length < shortest ? [] : [value, Buffer.from(value).toString("base64").replace(/=+$/, "")];
  });
  return values
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, value) => rest.replaceAll(value, "****"), text);
}
