/** Names in the stack's configuration and in the environment that this provider does not read, and what they may mean. */
import { closestName } from "../../fields/suggest.ts";
import { isOfEngine, isSecretSetting, type Setting, settingNames, settings } from "./settings.ts";
import { type Environment, find, type Inputs, openSources, type SettingProblem, sentence, waysTo } from "./sources.ts";

/** The keys of a stack's configuration. */
export interface StackKeys {
  /** With their namespace: `transmit:region`. */
  keys: readonly string[];
  /** The project's name, which is the namespace of keys that were set without one. */
  project?: string;
}

interface UnknownSetting {
  /** As its source has it: `transmit:clientID`, `shop:clientId`, `TRANSMIT_CLIENTID`. */
  name: string;
  /** The setting that is probably meant. */
  meant: Setting | undefined;
  kind: "stack" | "unqualified" | "environment";
}

/**
 * Where the setting that is probably meant is missing, its problem names the mistake. A misspelt key in our own namespace is a
 * problem as well if nothing gives the setting that it resembles: a `tenantId` that guards nothing must not go unnoticed.
 * Anything else may be read by the program, or by another tool, and is a warning.
 * @returns All problems, in the order of the settings.
 */
export function reportUnknownSettings(
  { sources, warn }: Pick<Inputs, "sources" | "warn">,
  problems: readonly SettingProblem[],
  environment: Environment,
  stackKeys: StackKeys = { keys: [] },
): SettingProblem[] {
  const isGiven = (setting: Setting) => find({ sources }, setting) !== undefined;
  const unknown = [...inStack(stackKeys), ...inEnvironment(environment)];
  const missing = problems.filter(({ kind }) => kind === "missing").map(({ setting }) => setting);
  const explanations = unknown.filter(({ meant }) => meant && missing.includes(inPlaceOf[meant] ?? meant));
  const advice = (one: UnknownSetting, meant: Setting) => adviceOn(one, meant, { sources });
  const explained = problems.flatMap((problem) => explain(problem, explanations, advice));
  const misspelt: SettingProblem[] = [];
  for (const one of unknown.filter((each) => !explanations.includes(each))) {
    const { name, meant, kind } = one;
    if (kind === "stack" && meant && !isGiven(meant)) {
      misspelt.push({ setting: meant, kind: "invalid", message: `${name} is not a setting. ${advice(one, meant)}` });
    } else if (kind === "stack") {
      warn(`${name} is not a setting of this provider.${meant ? ` Did you mean ${nameAs(kind, meant)}?` : known}`);
    } else if (meant && !isGiven(meant) && (kind === "environment" || isNoticed(meant))) {
      warn(`${name} is not a setting of this provider. ${advice(one, meant)}`);
    }
  }
  const order = ({ setting }: SettingProblem) => settingNames.indexOf(setting);
  return [...explained, ...misspelt].sort((a, b) => order(a) - order(b));
}

const known = ` Settings are ${settingNames.map((name) => `transmit:${name}`).join(", ")}.`;

const limits: readonly Setting[] = [
  "tenantId",
  "journalFolder",
  "existingTwin",
  "maxConcurrentRequests",
  "maxResponseSize",
  "requestsPerMinute",
];

/** Programs have keys such as `region` of their own. These limit what the provider does, and are missed by nobody. */
const isNoticed = (setting: Setting): boolean => limits.includes(setting);

/** What may be given instead of a setting that is reported as missing. */
const inPlaceOf: Partial<Record<Setting, Setting>> = {
  baseUrl: "region",
  accessToken: "clientId",
  accessTokenFile: "clientId",
};

/** With an access token, the client's secret is not missing either. */
function explain(
  problem: SettingProblem,
  explanations: readonly UnknownSetting[],
  advice: (one: UnknownSetting, meant: Setting) => string,
): SettingProblem[] {
  if (problem.kind !== "missing") return [problem];
  const found = explanations.filter(({ meant }) => meant && (inPlaceOf[meant] ?? meant) === problem.setting);
  const [first] = found;
  if (first?.meant) {
    const names = found.map(({ name }) => name).join(" and ");
    const message = `transmit:${first.meant} is not set, but ${names} is. ${advice(first, first.meant)}`;
    return [{ ...problem, message, isMisspelt: true }];
  }
  const isToken = explanations.some(({ meant }) => meant && inPlaceOf[meant] === "clientId");
  return problem.setting === "clientSecret" && isToken ? [] : [problem];
}

function adviceOn({ kind }: Pick<UnknownSetting, "kind">, meant: Setting, inputs: Pick<Inputs, "sources">): string {
  const ways = waysTo(inputs, meant, isSecretSetting(meant) ? "<secret>" : "<value>");
  return `Did you mean ${nameAs(kind, meant)}? ${sentence(ways)}`;
}

/** What is wrong with a key of our namespace that is no setting, where none may stand. @param name Without the namespace. */
export function unknownKey(name: string): string {
  const meant = closestSetting(name);
  const start = `transmit:${name} is not a setting`;
  if (meant) return `${start}. ${adviceOn({ kind: "stack" }, meant, { sources: openSources(() => undefined, {}) })}`;
  return `${start} of this provider.${known} Remove it: pulumi config rm transmit:${name}.`;
}

const nameAs = (kind: UnknownSetting["kind"], setting: Setting): string =>
  kind === "environment" ? settings[setting].env : `transmit:${setting}`;

function inStack({ keys, project }: StackKeys): UnknownSetting[] {
  return keys.flatMap((key): UnknownSetting[] => {
    const end = key.indexOf(":");
    const [namespace, name] = [key.slice(0, end), key.slice(end + 1)];
    if (namespace === "transmit") {
      if (isOfEngine(name) || settingNames.some((setting) => setting === name)) return [];
      return [{ name: key, meant: closestSetting(name), kind: "stack" }];
    }
    const meant = settingNames.find((setting) => setting.toLowerCase() === name.toLowerCase());
    return meant && namespace === project ? [{ name: key, meant, kind: "unqualified" }] : [];
  });
}

const closestSetting = (name: string): Setting | undefined => closestName(name, settingNames) as Setting | undefined;

const prefix = "TRANSMIT_";

/** Other tools may have variables with this prefix, so only those that resemble one of ours are of interest. */
function inEnvironment(environment: Environment): UnknownSetting[] {
  const variables = new Map(settingNames.map((setting) => [settings[setting].env.slice(prefix.length), setting]));
  return Object.keys(environment).flatMap((name): UnknownSetting[] => {
    if (!name.toUpperCase().startsWith(prefix) || !environment[name]?.trim()) return [];
    const rest = name.slice(prefix.length);
    if (name.startsWith(prefix) && variables.has(rest)) return [];
    const meant = variables.get(closestName(rest, [...variables.keys()]) ?? "");
    return meant ? [{ name, meant, kind: "environment" }] : [];
  });
}
