/** The provider's own settings, which come from the stack's configuration or a program's provider resource. */

import { type Setting, settings } from "../api/config/settings.ts";
import { type Configuration, configure } from "../api/index.ts";
import { ConfigurationError } from "../errors.ts";
import { string } from "../fields/builders.ts";
import type { Shape, Values } from "../fields/field.ts";
import { hasUnknown, unknown } from "../fields/unknowns.ts";
import { check } from "../lifecycle/index.ts";

type Environment = Record<string, string | undefined>;

/** Settings are texts; which texts they may be, `configure` says. */
export const settingsShape: Shape = {
  fields: Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      string(setting.description, { secret: "secret" in setting ? true : undefined }),
    ]),
  ),
};

/** What the engine keeps among a provider's settings for itself. */
const ownedByEngine = new Set(["version", "pluginDownloadURL", "pluginChecksums"]);

/** The settings alone, as texts: numbers may come as such. */
export function settingsIn(values: Values): Values {
  const given = Object.entries(values).filter(
    ([name, value]) => !ownedByEngine.has(name) && !name.startsWith("__") && value !== null && value !== undefined,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, typeof value === "number" ? String(value) : value]));
}

/** All that is wrong with them. Where some only have to be given, that is said when they are needed. */
export function complainAboutSettings(given: Values, environment: Environment): string[] {
  const complaints = check(settingsShape, given, { shape: settingsShape, noun: "provider", path: "transmit:" });
  if (complaints.length > 0 || hasUnknown(given)) return [...complaints, ...wrongIn(given, environment)];
  return missingIn(given, environment).length > 0 ? [] : [...problemsIn(given, environment)];
}

/** @throws ConfigurationError */
export const configurationFrom = (given: Values, environment: Environment): Configuration =>
  configure((setting) => textOf(given[setting]), environment);

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== unknown ? value : undefined;

function problemsIn(given: Values, environment: Environment): readonly string[] {
  try {
    configurationFrom(given, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** What would do for the settings that there is no doing without. */
const standIns = { region: "eu", clientId: "stand-in", clientSecret: "stand-in" } as const;
type StandIn = keyof typeof standIns;

const variableOf = (setting: Setting): string => settings[setting].env;

function withStandIns(environment: Environment, names: readonly StandIn[]): Environment {
  const needed = names.filter((name) => !environment[variableOf(name)]?.trim());
  return { ...environment, ...Object.fromEntries(needed.map((name) => [variableOf(name), standIns[name]])) };
}

/** Problems that no further setting would solve. */
const wrongIn = (given: Values, environment: Environment): readonly string[] =>
  problemsIn(given, withStandIns(environment, Object.keys(standIns) as StandIn[]));

/** The settings that only have to be given for all to be well; none if something else is wrong. */
export function missingIn(given: Values, environment: Environment): Setting[] {
  const names = Object.keys(standIns) as StandIn[];
  if (wrongIn(given, environment).length > 0) return [];
  const isMissed = (name: StandIn) => {
    const others = names.filter((other) => other !== name);
    return problemsIn(given, withStandIns(environment, others)).length > 0;
  };
  return names.filter(isMissed);
}
