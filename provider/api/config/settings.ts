/** The hosts of the API, by region. Source: the vendor's guide "Environments, regions, and tenants". */
export const regionHosts = {
  us: "https://api.transmitsecurity.io",
  eu: "https://api.eu.transmitsecurity.io",
  ca: "https://api.ca.transmitsecurity.io",
  au: "https://api.au.transmitsecurity.io",
  japan: "https://api.gasne1-ts01.transmitsecurity.io",
  sandbox: "https://api.sbx.transmitsecurity.io",
} as const;

/** The provider's settings: `transmit:<name>` in a stack's configuration, or a variable of the environment. */
export const settings = {
  region: {
    description:
      "Region of the tenant, which decides the address of the API: us, eu, ca, au, japan or sandbox. Not used if baseUrl is set.",
    env: "TRANSMIT_REGION",
    enum: ["us", "eu", "ca", "au", "japan", "sandbox"],
  },
  baseUrl: {
    description: "Address of the API, ending in /cis. For addresses that no region stands for.",
    env: "TRANSMIT_BASE_URL",
  },
  tokenUrl: {
    description:
      "Address that access tokens come from. Default: /oidc/token at the host of the API. That of the environment is used " +
      "only for a client secret of the environment.",
    env: "TRANSMIT_TOKEN_URL",
  },
  clientId: {
    description: "Client id of the management application whose credentials are used.",
    env: "TRANSMIT_CLIENT_ID",
  },
  clientSecret: {
    description: "Client secret of the management application.",
    env: "TRANSMIT_CLIENT_SECRET",
    secret: true,
  },
  tenantId: {
    description:
      "Id of the tenant that the stack belongs to. Optional. A token of another tenant is refused before anything is sent. " +
      "With a token that does not name its tenant, the provider goes by this.",
    env: "TRANSMIT_TENANT_ID",
  },
  accessToken: {
    description: "An access token, instead of the client's credentials. It is not renewed.",
    env: "TRANSMIT_ACCESS_TOKEN",
    secret: true,
  },
  accessTokenFile: {
    description:
      "Path of a file that holds an access token, instead of the client's credentials. It is read again when its token " +
      "expires or is refused.",
    env: "TRANSMIT_ACCESS_TOKEN_FILE",
  },
  journalFolder: {
    description:
      "Folder of the journal of creates, which the next run of the stack reads after an interrupted one. An absolute path. " +
      "Default: transmit/creates in the Pulumi home folder.",
    env: "TRANSMIT_JOURNAL_FOLDER",
  },
  existingTwin: {
    description:
      "What a create does where the API already has an equal object, made within the last hour, that this run does not know: " +
      "stop, the default, with an error; warn, and create another; or ignore, without looking.",
    env: "TRANSMIT_EXISTING_TWIN",
    enum: ["stop", "warn", "ignore"],
  },
  maxConcurrentRequests: {
    description: "Requests under way at the same time. Default: 16.",
    env: "TRANSMIT_MAX_CONCURRENT_REQUESTS",
    type: "integer",
  },
  maxResponseSize: {
    description: "Most MiB of one response, after decompression. Default: 64.",
    env: "TRANSMIT_MAX_RESPONSE_SIZE",
    type: "integer",
  },
  requestsPerMinute: {
    description: "Requests begun within any minute, tokens included. Default: no limit.",
    env: "TRANSMIT_REQUESTS_PER_MINUTE",
    type: "integer",
  },
} as const;

export type Setting = keyof typeof settings;

export const settingNames = Object.keys(settings) as Setting[];

/** Whether the value of a setting is a secret. */
export const isSecretSetting = (setting: Setting): boolean => "secret" in settings[setting];

/** The variables of the settings whose values are secrets. */
export const secretVariables: readonly string[] = settingNames
  .filter(isSecretSetting)
  .map((name) => settings[name].env);

/** Keys of a provider's configuration that belong to the engine: its own, and those that begin with two underscores. */
export const isOfEngine = (key: string): boolean =>
  key.startsWith("__") || key === "version" || key === "pluginDownloadURL" || key === "pluginChecksums";
