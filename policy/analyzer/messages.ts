/** The messages of the engine's protocol for policy packs (`analyzer.proto` of Pulumi). */
import proto from "@pulumi/pulumi/proto/analyzer_pb.js";
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import { version } from "../../provider/version.ts";
import { rules } from "../rules/index.ts";
import type { Level, Rule } from "../rules/rule.ts";
import { type Given, settingsSchema } from "./configuration.ts";
import type { Violation } from "./examine.ts";

const pack = "transmit-security";

const levels: Record<Level | "remediate", proto.EnforcementLevel> = {
  advisory: proto.EnforcementLevel.ADVISORY,
  mandatory: proto.EnforcementLevel.MANDATORY,
  disabled: proto.EnforcementLevel.DISABLED,
  remediate: proto.EnforcementLevel.REMEDIATE,
};

const levelNames = new Map(Object.entries(levels).map(([name, level]) => [level, name]));

/** What the pack is: its rules, and what can be configured. */
export function describePack(): proto.AnalyzerInfo {
  const info = new proto.AnalyzerInfo();
  info.setName(pack);
  info.setDisplayname("Transmit Security");
  info.setVersion(version);
  info.setSupportsconfig(true);
  info.setPoliciesList(rules.map(describeRule));
  return info;
}

function describeRule(rule: Rule): proto.PolicyInfo {
  const schema = new proto.PolicyConfigSchema();
  schema.setProperties(structOf(settingsSchema(rule)));
  const info = new proto.PolicyInfo();
  info.setName(rule.name);
  info.setDescription(`${rule.description} (${rule.source})`);
  info.setEnforcementlevel(levels[rule.level]);
  info.setPolicyType(proto.PolicyType.POLICY_TYPE_RESOURCE);
  info.setConfigschema(schema);
  return info;
}

const structOf = (values: object): protobuf.Struct =>
  protobuf.Struct.fromJavaScript(values as Parameters<typeof protobuf.Struct.fromJavaScript>[0]);

/** What the configuration says, by the names in it. */
export function givenIn(request: proto.ConfigureAnalyzerRequest): Map<string, Given> {
  const given = new Map<string, Given>();
  request.getPolicyconfigMap().forEach((config: proto.PolicyConfig, name: string) => {
    given.set(name, givenOf(config));
  });
  return given;
}

const givenOf = (config: proto.PolicyConfig): Given => ({
  level: levelNames.get(config.getEnforcementlevel()) ?? "unknown",
  values: config.getProperties()?.toJavaScript() ?? {},
});

export function answerWith(violations: readonly Violation[]): proto.AnalyzeResponse {
  const response = new proto.AnalyzeResponse();
  response.setDiagnosticsList(violations.map(diagnosticOf));
  return response;
}

function diagnosticOf({ rule, level, message }: Violation): proto.AnalyzeDiagnostic {
  const diagnostic = new proto.AnalyzeDiagnostic();
  diagnostic.setPolicyname(rule.name);
  diagnostic.setPolicypackname(pack);
  diagnostic.setPolicypackversion(version);
  diagnostic.setDescription(rule.description);
  diagnostic.setMessage(message);
  diagnostic.setEnforcementlevel(levels[level]);
  return diagnostic;
}
