/** The page of the provider's settings. */
import { settings } from "../../provider/api/config/settings.ts";
import { headOf, table } from "./markdown.mts";

const preface = `A setting comes from the stack's configuration or from the environment. The stack wins, setting by setting. With the
plugin, a setting can also be an argument of a \`Provider\` resource, which wins over both.

\`\`\`sh
pulumi config set transmit:region eu
pulumi config set --secret transmit:clientSecret <its secret>
\`\`\`

A misspelt setting is an error that names the right one. [Installation and
configuration](../installation-configuration.md#credentials) explains credentials, addresses and the network.
`;

/** Two groups of settings of which a stack needs one each, and what is optional. */
const groups = {
  Address: ["region", "baseUrl", "tokenUrl"],
  Credentials: ["clientId", "clientSecret", "accessToken", "accessTokenFile", "tenantId"],
  Requests: ["maxConcurrentRequests", "requestsPerMinute", "maxResponseSize"],
  "Interrupted runs": ["journalFolder", "existingTwin"],
} as const satisfies Record<string, readonly (keyof typeof settings)[]>;

export function generateSettingsReference(): string {
  const listed = Object.values(groups).flat();
  const missing = Object.keys(settings).filter((name) => !(listed as string[]).includes(name));
  if (missing.length > 0) throw new Error(`The page of the settings lacks ${missing.join(", ")}.`);
  return [
    headOf(
      "settings",
      "Every setting of the Transmit Security provider, with its environment variable and its default.",
    ),
    preface,
    ...Object.entries(groups).map(([title, names]) => `## ${title}\n\n${table(heads, names.map(rowOf))}`),
  ].join("\n");
}

const heads = ["stack configuration", "environment", "type", "meaning"];

function rowOf(name: keyof typeof settings): string[] {
  const setting = settings[name];
  const type = "type" in setting ? setting.type : "string";
  const values = "enum" in setting ? setting.enum.map((value) => `\`${value}\``).join(", ") : type;
  return [
    `\`transmit:${name}\`${"secret" in setting ? " (secret)" : ""}`,
    `\`${setting.env}\``,
    values,
    setting.description,
  ];
}
