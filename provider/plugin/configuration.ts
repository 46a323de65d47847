/**
 * The provider's settings in the engine's protocol: `CheckConfig`, `DiffConfig` and `Configure`. They come from the stack's
 * configuration or from a program's provider resource.
 */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { isOfEngine, isSecretSetting, type Setting, settings } from "../api/config/settings.ts";
import type { SettingProblem } from "../api/config/sources.ts";
import { readConfiguration } from "../api/index.ts";
import { ConfigurationError } from "../errors.ts";
import { string } from "../fields/builders.ts";
import type { Shape, Values } from "../fields/field.ts";
import { listed } from "../fields/naming.ts";
import { hasUnknown, unknown } from "../fields/unknowns.ts";
import { check } from "../lifecycle/index.ts";
import { checkFailure } from "./checkFailure.ts";
import { DetailedError } from "./grpcStatus.ts";
import { decode, encode, noInputs } from "./propertyValues.ts";
import { isMarked, merge, secretsOf } from "./secrets.ts";
import type { Session } from "./session.ts";

/** Every setting is a string; `readConfiguration` validates what the strings contain. */
const settingsShape: Shape = {
  fields: Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      string(setting.description, { secret: isSecretSetting(name as Setting) || undefined }),
    ]),
  ),
};

/** The settings alone, as strings: programs may give numbers. */
function settingsIn(values: Values): Values {
  const given = Object.entries(values).filter(
    ([name, value]) => !isOfEngine(name) && value !== null && value !== undefined,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, typeof value === "number" ? String(value) : value]));
}

const settingsOf = (struct: Struct | undefined): Values => settingsIn(decode(struct)?.values ?? {});

/** Older engines send a map of strings instead, with names like `transmit:config:region`. */
function settingsGiven(request: proto.ConfigureRequest): Values {
  if (request.hasArgs()) return settingsOf(request.getArgs());
  const variables: [string, string][] = request.getVariablesMap().toArray();
  return settingsIn(Object.fromEntries(variables.map(([name, value]) => [name.split(":").at(-1), value])));
}

const read = (given: Values, environment: NodeJS.ProcessEnv) =>
  readConfiguration((setting) => {
    const value = given[setting];
    return typeof value === "string" && value !== unknown ? value : undefined;
  }, environment);

export function checkConfig(request: proto.CheckRequest): proto.CheckResponse {
  const { values, secrets } = decode(request.getNews()) ?? noInputs;
  const isSecret = (keys: readonly string[]) => isMarked(secrets, keys);
  const failures = problemsWith(settingsIn(values)).map((problem) =>
    checkFailure(problem, settingsShape, values, isSecret),
  );
  return new proto.CheckResponse()
    .setInputs(encode(values, merge(secretsOf(settingsShape, values), secrets)))
    .setFailuresList(failures);
}

/** Messages name a setting as the stack's configuration does. */
const prefix = "transmit:";

/**
 * If settings are missing and nothing else is wrong, there is no problem here: `configure` reports them, and the engine
 * prints the commands that set them. Missing settings are not reported beside a misspelt or unknown one either, since that
 * may be the one that is missing.
 */
function problemsWith(given: Values): { path: string; message: string }[] {
  const ofNamesAndTypes = check(settingsShape, given, { noun: "provider", path: prefix }).map(({ path, message }) => ({
    path: path.slice(prefix.length),
    message,
  }));
  const problems = read(given, process.env).problems.map((problem) => ({ ...problem, path: problem.setting }));
  const invalid = problems.filter(({ kind }) => kind === "invalid");
  const isComplete = ofNamesAndTypes.length === 0 && !hasUnknown(given);
  return [...ofNamesAndTypes, ...(isComplete && invalid.length > 0 ? problems : invalid)];
}

/** Settings that select the tenant and, within it, the application whose credentials are used. */
const identity: readonly Setting[] = ["region", "baseUrl", "tokenUrl", "clientId", "tenantId", "accessToken"];

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
  const moved = identity.filter((name) => changed.includes(name));
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

export function configure(request: proto.ConfigureRequest, session: Session): proto.ConfigureResponse {
  // A plugin that stays attached is configured once for each run.
  session.beginRun();
  const { configuration, problems } = read(settingsGiven(request), process.env);
  if (!configuration) {
    const error = new ConfigurationError(problems);
    throw problems.every(({ kind }) => kind === "missing") ? withMissingKeys(error, problems) : error;
  }
  session.configuration = configuration;
  return new proto.ConfigureResponse()
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    .setAcceptoutputs(true)
    .setSupportspreview(true);
}

/** The engine prints, for each missing key, the command that sets it. */
function withMissingKeys(error: ConfigurationError, missing: readonly SettingProblem[]): DetailedError {
  const keys = missing.map(({ setting: name }) => {
    const { description, env } = settings[name];
    const encrypted = isSecretSetting(name) ? " Add --secret, to keep it encrypted." : "";
    return new proto.ConfigureErrorMissingKeys.MissingKey()
      .setName(`transmit:${name}`)
      .setDescription(`${description}${encrypted} Or set ${env} in the environment.`);
  });
  const content = new proto.ConfigureErrorMissingKeys().setMissingkeysList(keys);
  return new DetailedError(error, { name: "pulumirpc.ConfigureErrorMissingKeys", content: content.serializeBinary() });
}
