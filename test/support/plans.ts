/** Plans as `pulumi preview --json` prints them, and reports of their risks. */
import fc from "fast-check";
import type { Risk, RiskReport } from "../../cli/risk/report.ts";
import type { StoredResource } from "../../cli/stack/deployment.ts";
import type { Preview, PreviewStep } from "../../cli/stack/preview.ts";
import type { Values } from "../../provider/fields/field.ts";
import { canary, text, time } from "./driftReports.ts";

type Type = "Application" | "Client" | "SigningKey";

export const urnOf = (type: Type, name = "shop", token = `transmit:index:${type}`): string =>
  `urn:pulumi:production::infra::${token}::${name}`;

interface Side {
  inputs: Values;
  outputs?: Values;
}

export interface Step {
  op: string;
  type: Type;
  name?: string;
  /** That of dynamic resources, for example. Default: the plugin's. */
  token?: string;
  old?: Side & Partial<StoredResource>;
  now?: Side & Partial<StoredResource>;
  /** Default: a detailed diff with the names of all inputs that differ. */
  paths?: string[];
}

export function step({ op, type, name, token = `transmit:index:${type}`, old, now, paths }: Step): PreviewStep {
  const urn = urnOf(type, name, token);
  const stored = (side: Step["old"], id?: string): StoredResource | undefined =>
    side && { urn, type: token, custom: true, ...(id !== undefined && { id }), ...side };
  const names = Object.keys({ ...old?.inputs, ...now?.inputs }).filter(
    (key) => JSON.stringify(old?.inputs[key]) !== JSON.stringify(now?.inputs[key]),
  );
  return {
    op,
    urn,
    ...(old && { oldState: stored(old, "a/1") }),
    ...(now && { newState: stored(now) }),
    detailedDiff: Object.fromEntries((paths ?? names).map((path) => [path, { kind: "update", inputDiff: true }])),
  };
}

export const planOf = (...steps: Step[]): Preview => ({ steps: steps.map(step) });

const risk: Risk = {
  stack: "production",
  urn: urnOf("Application"),
  name: "shop",
  type: "Application",
  id: "7hQ2pX",
  action: "update",
  level: "high",
  kind: "breaking",
  path: "firstClient.redirectUris",
  change: 'removed "https://shop.example/callback"',
  effect: "Sign-ins that use a removed URI fail at once.",
  before: ["https://shop.example/callback"],
  after: [],
  secret: false,
  restores: false,
};

export const calm: RiskReport = {
  stacks: ["production"],
  checkedAt: "2026-11-27T19:30:12.345Z",
  failOn: "high",
  failed: false,
  changed: 3,
  risks: [],
  notes: [],
};

/** Everything that a report can have. */
export const risky: RiskReport = {
  ...calm,
  failed: true,
  risks: [
    risk,
    {
      ...risk,
      urn: urnOf("Client", "web"),
      name: "web",
      type: "Client",
      id: "7hQ2pX/c81",
      action: "delete",
      path: undefined,
      before: undefined,
      after: undefined,
      change: "deleted",
      effect: "Sign-ins through the client fail at once.",
    },
    {
      ...risk,
      level: "medium",
      kind: "security",
      path: "firstClient.authenticationConfiguration.jwks",
      change: "a secret value changes",
      effect: "The owner of another key can authenticate as the client.",
      before: canary,
      after: [canary],
      secret: true,
    },
    {
      ...risk,
      level: "low",
      kind: "protection",
      path: "deletionProtection",
      change: "turned off",
      effect: "It can go.",
    },
  ],
  notes: ["The plan eu.json has no steps: its program has no resources."],
};

const anyRisk = fc.boolean().chain((secret) =>
  fc.record({
    stack: text,
    urn: text,
    name: text,
    type: fc.constantFrom("Application", "Client", "SigningKey"),
    id: fc.option(text, { nil: undefined }),
    action: fc.constantFrom("create", "update", "replace", "delete"),
    level: fc.constantFrom("high", "medium", "low"),
    kind: fc.constantFrom("breaking", "security", "protection"),
    path: fc.option(text, { nil: undefined }),
    change: text,
    effect: text,
    before: fc.constant(secret ? canary : 1),
    after: fc.constant(secret ? [canary] : "x"),
    secret: fc.constant(secret),
    restores: fc.boolean(),
  }),
);

/** Any report, with hostile names, and with a canary where a secret is. */
export const anyRiskReport: fc.Arbitrary<RiskReport> = fc.record({
  stacks: fc.array(text, { minLength: 1, maxLength: 3 }),
  checkedAt: time,
  failOn: fc.constantFrom("high", "medium", "low", "none"),
  failed: fc.boolean(),
  changed: fc.nat(),
  risks: fc.array(anyRisk, { maxLength: 30 }),
  notes: fc.array(text, { maxLength: 4 }),
}) as fc.Arbitrary<RiskReport>;
