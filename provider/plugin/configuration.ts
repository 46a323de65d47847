/**
 * The provider's settings in the engine's protocol: `CheckConfig`, `DiffConfig` and `Configure`. They come from the stack's
 * configuration or from a program's provider resource.
 */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { isOfEngine, isSecretSetting, type Setting, settings } from "../api/config/settings.ts";
import type { Place, SettingProblem } from "../api/config/sources.ts";
import { unknownKey } from "../api/config/unknownSettings.ts";
import { type Configuration, type ReadResult, readConfiguration, type StackKeys } from "../api/index.ts";
import { stackIn } from "../engine/stack.ts";
import { ConfigurationError } from "../errors.ts";
import { string } from "../fields/builders.ts";
import type { Shape, Values } from "../fields/field.ts";
import { listed } from "../fields/naming.ts";
import { merge, secretsOf } from "../fields/secrets.ts";
import { hasUnknown, isUnknown } from "../fields/unknowns.ts";
import { check, type Problem } from "../lifecycle/index.ts";
import { checkFailure } from "./checkFailure.ts";
import { DetailedError } from "./grpcStatus.ts";
import { decode, encode, noInputs } from "./propertyValues.ts";
import type { Session } from "./session.ts";
import { plainSecretsIn, readStackFiles } from "./stackFile.ts";

/** Every setting is a string; `readConfiguration` validates what the strings contain. */
const settingsShape: Shape = {
  fields: Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      string(setting.description, { secret: isSecretSetting(name as Setting) || undefined }),
    ]),
  ),
};

/** The settings alone, as strings: programs may give numbers and booleans. */
function settingsIn(values: Values): Values {
  const given = Object.entries(values).filter(
    ([name, value]) => !isOfEngine(name) && value !== null && value !== undefined,
  );
  const asText = (value: unknown) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value);
  return Object.fromEntries(given.map(([name, value]) => [name, asText(value)]));
}

const settingsOf = (struct: Struct | undefined): Values => settingsIn(decode(struct)?.values ?? {});

/** Older engines send a map of strings instead, with names like `transmit:config:region`. */
function settingsGiven(request: proto.ConfigureRequest): Values {
  if (request.hasArgs()) return settingsOf(request.getArgs());
  const variables: [string, string][] = request.getVariablesMap().toArray();
  return settingsIn(Object.fromEntries(variables.map(([name, value]) => [name.split(":").at(-1), value])));
}

/** Names of the settings that a preview does not know yet. */
const unknownIn = (given: Values): string[] => Object.keys(given).filter((name) => hasUnknown(given[name]));

/** What is not known yet could be any setting, and win over the environment: then the environment says nothing. */
function read(given: Values, environment: NodeJS.ProcessEnv, stackKeys?: StackKeys, place?: Place): ReadResult {
  const stack = (setting: Setting): string | undefined => {
    const value = given[setting];
    return typeof value === "string" && !isUnknown(value) ? value : undefined;
  };
  return readConfiguration(stack, unknownIn(given).length > 0 ? {} : environment, stackKeys, place);
}

export async function checkConfig(request: proto.CheckRequest): Promise<proto.CheckResponse> {
  const { values, secrets } = decode(request.getNews()) ?? noInputs;
  // The engine prints no value: an address may contain a password, and any setting a secret that was pasted into it.
  const place = placeOf(request.getUrn());
  const failures = (await problemsWith(settingsIn(values), place)).map((problem) =>
    checkFailure(problem, settingsShape, values, () => true),
  );
  return new proto.CheckResponse()
    .setInputs(encode(values, merge(secretsOf(settingsShape, values), secrets)))
    .setFailuresList(failures);
}

/** What messages call a setting begins with this in the stack's configuration. */
const prefix = "transmit:";

/** The engine makes a provider of the stack's configuration for programs that make none, and names it itself. */
const placeOf = (urn = ""): Place =>
  urn === "" || /:pulumi:providers:transmit::default(?:_.*)?$/.test(urn) ? "configuration" : "arguments";

/**
 * If settings are missing and nothing else is wrong, there is no problem here: `configure` reports them, and the engine
 * prints the commands that set them. Missing settings are not reported beside a misspelt or unknown one either, since that
 * may be the one that is missing.
 */
async function problemsWith(given: Values, place: Place): Promise<{ path: string; code: string; message: string }[]> {
  const ofNamesAndTypes = await namesAndTypes(given, place);
  const problems = read(given, process.env, undefined, place).problems.map((problem) => ({
    ...problem,
    path: problem.setting,
    code: problem.kind,
  }));
  const invalid = problems.filter(({ kind }) => kind === "invalid");
  const isComplete = ofNamesAndTypes.length === 0 && !hasUnknown(given);
  return [...ofNamesAndTypes, ...(isComplete && invalid.length > 0 ? problems : invalid)];
}

async function namesAndTypes(given: Values, place: Place): Promise<Problem[]> {
  const isKey = place === "configuration";
  const problems = await check(settingsShape, given, { noun: "provider", path: isKey ? prefix : "" });
  return problems.map((problem) => {
    const path = isKey ? problem.path.slice(prefix.length) : problem.path;
    return { ...problem, path, ...(isKey && problem.code === "unknownProperty" && { message: unknownKey(path) }) };
  });
}

/** Settings that select the tenant and, within it, the application whose credentials are used. */
const identity: readonly Setting[] = [
  "region",
  "baseUrl",
  "tokenUrl",
  "clientId",
  "tenantId",
  "accessToken",
  "accessTokenFile",
];

/**
 * A change of settings never replaces resources. Only the access tokens show whether another address or client belongs to
 * the same tenant, and a diff sends no requests. A run that creates a resource before it has read a state compares the tenants
 * of both tokens, for which the session keeps the former configuration.
 */
export async function diffConfig(request: proto.DiffRequest, session: Session): Promise<proto.DiffResponse> {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const before = settingsOf(request.getOldInputs() ?? request.getOlds());
  const now = settingsOf(request.getNews());
  const changed = Object.keys(settings).filter((name) => before[name] !== now[name]);
  session.former = undefined;
  // What a preview does not know yet may well be what it was.
  const moved = identity.filter((name) => changed.includes(name) && !hasUnknown(now[name]));
  if (moved.length > 0 && Object.keys(before).length > 0) {
    // The environment of the previous run is not known, so only its stack configuration counts.
    session.former = read(before, {}).configuration;
    await session.log.warn(identityChanged(moved), request.getUrn());
  }
  return new proto.DiffResponse().setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE).setDiffsList(changed);
}

const identityChanged = (moved: readonly Setting[]): string =>
  `${listed(
    moved.map((name) => `transmit:${name}`),
    "and",
  )} changed. What this stack manages stays in the tenant where it is. If the new settings reach another tenant, nothing ` +
  "is created, updated or deleted, and the errors name both. Signing keys belong to the application of the client.";

export async function configure(request: proto.ConfigureRequest, session: Session): Promise<proto.ConfigureResponse> {
  // A plugin that stays attached is configured once for each run.
  session.beginRun();
  const given = settingsGiven(request);
  session.configuration = undefined;
  session.unknownSettings = unknownIn(given);
  // An engine that sends them is in a preview, which needs no request. `session.begin` refuses all that does.
  if (session.unknownSettings.length === 0) {
    session.configuration = await readSettings(given, request.getUrn(), session);
  }
  return new proto.ConfigureResponse()
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    .setAcceptoutputs(true)
    .setSupportspreview(true);
}

/** What is wrong with the names alone. Without such a name, no validation is loaded. */
async function unknownNamesIn(given: Values, place: Place): Promise<string[]> {
  if (Object.keys(given).every((name) => Object.hasOwn(settings, name))) return [];
  const problems = await namesAndTypes(given, place);
  return problems.filter(({ code }) => code === "unknownProperty").map(({ message }) => message);
}

async function readSettings(given: Values, urn: string | undefined, session: Session): Promise<Configuration> {
  const [stack = "", project] = stackIn(urn)?.split("::") ?? [];
  const files = readStackFiles(stack);
  // The engine has checked our own keys, and reads the others from these files as well.
  const keys = files.flatMap((file) => [...file.keys.keys()]).filter((key) => !key.startsWith(prefix));
  const { configuration, problems, warnings } = read(given, process.env, { keys, project });
  // `CheckConfig` refuses unknown names. What it accepted in an older version must not keep a stack from being destroyed.
  for (const warning of [...warnings, ...(await unknownNamesIn(given, placeOf(urn))), ...plainSecretsIn(files)]) {
    await session.log.warn(warning, urn);
  }
  if (configuration) return configuration;
  const error = new ConfigurationError(problems);
  throw problems.every(({ kind }) => kind === "missing") ? withMissingKeys(error, problems) : error;
}

/** The engine prints, for each missing key, the command that sets it. */
function withMissingKeys(error: ConfigurationError, missing: readonly SettingProblem[]): DetailedError {
  const names = missing.flatMap((problem) => [
    problem,
    ...(problem.others ?? []).map((setting) => ({ ...problem, setting })),
  ]);
  const keys = names.map(({ setting: name, message, isMisspelt }) => {
    const { description, env } = settings[name];
    // The engine's own command would leave it in clear.
    const encrypted = isSecretSetting(name)
      ? `Run pulumi config set --secret transmit:${name}: without --secret, it would lie in clear in the stack's file. `
      : "";
    return new proto.ConfigureErrorMissingKeys.MissingKey()
      .setName(`transmit:${name}`)
      .setDescription(isMisspelt ? message : `${encrypted}${description} Or set ${env} in the environment.`);
  });
  const content = new proto.ConfigureErrorMissingKeys().setMissingkeysList(keys);
  return new DetailedError(error, { name: "pulumirpc.ConfigureErrorMissingKeys", content: content.serializeBinary() });
}
