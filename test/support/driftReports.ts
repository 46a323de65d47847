/** Reports of drift checks: what a tenant may hold, and names that want to be more than names. */
import fc from "fast-check";
import type { DriftedProperty, DriftReport } from "../../cli/drift/report.ts";

/** What no format may show. */
export const canary = "canary-4f1c9e";

const urnOf = (name: string, type = "Application") =>
  `urn:pulumi:production::shop::pulumi-nodejs:dynamic/transmit:${type}::${name}`;

export const inSync: DriftReport = {
  stacks: ["production"],
  checkedAt: "2026-11-27T19:30:12.345Z",
  inSync: true,
  checked: 12,
  resources: [],
  unmanaged: [],
  findings: [],
  notes: [],
};

const certificate = (line: string) =>
  ["-----BEGIN CERTIFICATE-----", "MIIB", "AAAA", line, "BBBB", "CCCC", "-----END-----"].join("\n");

/** Everything that a report can have. */
export const drifted: DriftReport = {
  ...inSync,
  inSync: false,
  resources: [
    {
      stack: "production",
      urn: urnOf("shop"),
      name: "shop",
      type: "Application",
      id: "7hQ2pX",
      status: "changed",
      updatedAt: "2026-11-26T03:12:44Z",
      properties: [
        { path: "appName", program: "Shop", tenant: "Shop (test)", secret: false, keep: 'appName: "Shop (test)",' },
        {
          path: "loginUri",
          tenant: "https://shop.example/login",
          secret: false,
          keep: 'loginUri: "https://shop.example/login",',
        },
        {
          path: "firstClient.redirectUris[1]",
          program: "https://shop.example/callback",
          tenant: "https://elsewhere.example/callback",
          secret: false,
          keep: 'redirectUris: ["https://shop.example/", "https://elsewhere.example/callback"],',
        },
        {
          path: "firstClient.authenticationConfiguration.tlsClientAuth.certificateChain",
          program: certificate("old"),
          tenant: certificate("new"),
          secret: false,
          keep: 'certificateChain: "…",',
        },
        { path: "firstClient.clientSecret", program: canary, tenant: canary, keep: canary, secret: true },
        { path: "metadata", program: { a: 1, b: [true, null] }, secret: false },
      ],
      next: "pulumi up sets all of them back to what the program says.",
    },
    {
      stack: "production",
      urn: urnOf("web", "Client"),
      name: "web",
      type: "Client",
      id: "7hQ2pX/c81",
      status: "deleted",
      properties: [],
      next: "pulumi up creates it again, with a new id and a new secret.",
      message: "The API answered 404, and its list does not contain the client.",
    },
    {
      stack: "production",
      urn: urnOf("signing", "SigningKey"),
      name: "signing",
      type: "SigningKey",
      id: "7hQ2pX/k1",
      status: "unreadable",
      properties: [],
      next: "pulumi up fails, unless the permission is given.",
      message: "GET /v1/applications/7hQ2pX/keys answered 403: the role lacks a permission.",
    },
  ],
  unmanaged: [
    {
      type: "Application",
      id: "9zK",
      name: "Legacy portal",
      createdAt: "2024-02-03T04:05:06Z",
      createdBy: "ann@shop.example",
      adopt: "pulumi import transmit:index:Application legacy-portal 9zK",
    },
    {
      type: "Client",
      id: "7hQ2pX/c99",
      name: "",
      appId: "7hQ2pX",
      adopt: "pulumi import transmit:index:Client client 7hQ2pX/c99",
    },
  ],
  findings: [
    {
      code: "secretChanged",
      urn: urnOf("shop"),
      message: "The client secret of Application shop was changed outside of Pulumi.",
    },
    {
      code: "defaultClientReplaced",
      urn: urnOf("shop"),
      message: "The application has the default client c82, and the state knows c81.",
    },
  ],
  notes: ["1 unmanaged object ignored: made by hand"],
};

/** Names that try to be Markdown, HTML, commands of a runner or a terminal, or mentions. */
export const hostile = [
  "<script>document.title='broken'</script>",
  '<img src="https://evil.example/x.png" onerror="document.title=\'broken\'">',
  "</code></pre></details><b>bold</b> --> <!-- pulumi-transmit drift -->",
  "`code` ``` ~~~ | pipe \\| **bold** _it_ [link](https://evil.example) ![](https://evil.example/x.png)",
  "@octocat @org/team #123 octo/repo#1 GH-1 !12 :tada:",
  "two\nlines\r\n::error title=x::y\n/close\n# heading\n- item\n> quote",
  "##vso[task.setvariable]x ##[error]y \u001b[2J\u001b]8;;https://evil.example\u0007z",
  "\u202eright to left\u2066 متجر الهدايا 👩‍👩‍👧‍👦 💳 ＷＩＤＥ",
  "\"quotes\" 'single' &amp; &lt; {{braces}} $HOME $(rm) %0A",
  "",
];

export const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.array(fc.constantFrom(...hostile), { maxLength: 300 }).map((parts) => parts.join("\n")),
);

const value = fc.option(
  fc.oneof(
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(text, { maxLength: 5 }),
    fc.dictionary(text, text, { maxKeys: 5 }),
  ),
  {
    nil: undefined,
  },
);

const property = fc.boolean().chain(
  (secret): fc.Arbitrary<DriftedProperty> =>
    secret
      ? fc.record({
          path: text,
          secret: fc.constant(true),
          program: fc.constant(canary),
          tenant: fc.constant<unknown>([canary]),
          keep: fc.constant(canary),
        })
      : fc.record({
          path: text,
          secret: fc.constant(false),
          program: value,
          tenant: value,
          keep: fc.option(text, { nil: undefined }),
        }),
);

export const time = fc.constantFrom("2026-11-26T03:12:44Z", "not a time <b>", "");

const resource = fc.record({
  stack: text,
  urn: text,
  name: text,
  type: fc.constantFrom("Application", "Client", "SigningKey"),
  id: text,
  status: fc.constantFrom("changed", "deleted", "unreadable"),
  updatedAt: fc.option(time, { nil: undefined }),
  properties: fc.array(property, { maxLength: 6 }),
  next: text,
  message: fc.option(text, { nil: undefined }),
});

const unmanaged = fc.record({
  type: fc.constantFrom("Application", "Client", "SigningKey"),
  id: text,
  name: text,
  appId: fc.option(text, { nil: undefined }),
  createdAt: fc.option(time, { nil: undefined }),
  createdBy: fc.option(text, { nil: undefined }),
  adopt: text,
});

const finding = fc.record({
  code: fc.constantFrom(
    "secretChanged",
    "defaultClientReplaced",
    "wrongTenant",
    "notComparable",
    "pendingOperation",
    "notListed",
  ),
  urn: text,
  message: text,
});

/** Any report, with hostile names, and with a canary where a secret is. */
export const anyReport: fc.Arbitrary<DriftReport> = fc.record({
  stacks: fc.array(text, { minLength: 1, maxLength: 3 }),
  checkedAt: time,
  inSync: fc.boolean(),
  checked: fc.nat(),
  resources: fc.array(resource, { maxLength: 8 }),
  unmanaged: fc.array(unmanaged, { maxLength: 8 }),
  findings: fc.array(finding, { maxLength: 4 }),
  notes: fc.array(text, { maxLength: 4 }),
}) as fc.Arbitrary<DriftReport>;
