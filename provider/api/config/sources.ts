/** The sources of settings, and how messages name a setting of each. */
import type { ConfigurationProblem } from "../../errors.ts";
import { isSecretSetting, type Setting, settings } from "./settings.ts";

export type Environment = Record<string, string | undefined>;

/** Reads a setting of the stack's configuration, or of a provider's arguments. */
export type ReadSetting = (setting: Setting) => string | undefined;

export interface SettingProblem extends ConfigurationProblem {
  setting: Setting;
  /** It is missing because something else was set instead, which the message names. */
  isMisspelt?: boolean;
  /** Settings that are missing as well, which the same message names. */
  others?: readonly Setting[];
}

export interface Source {
  kind: "stack" | "environment";
  /** The value, without the blanks around it; undefined if nothing is left. A pasted secret often ends in a line break. */
  read: ReadSetting;
  /** How this source names a setting: `transmit:region`, `TRANSMIT_REGION`, or `region` as a provider's argument. */
  nameOf(setting: Setting): string;
  /** What to do to give it, in words that begin with a verb. */
  wayTo(setting: Setting, value: string): string;
}

/** What a stack's configuration calls a setting, or the arguments of a provider. */
export type Place = "configuration" | "arguments";

/** A setting, and where it was found. */
export interface Given {
  setting: Setting;
  value: string;
  /** As its source names it. */
  name: string;
  source: Source;
}

/** What the parts of the configuration are read from, and where they report what is wrong. */
export interface Inputs {
  /** The stack, then the environment: the first source wins. */
  sources: readonly Source[];
  report(setting: Setting, kind: SettingProblem["kind"], message: string): undefined;
  warn(message: string): void;
}

export function openSources(
  stack: ReadSetting,
  environment: Environment,
  place: Place = "configuration",
): readonly Source[] {
  const ofProgram =
    place === "arguments"
      ? { nameOf: (setting: Setting) => setting, wayTo: (setting: Setting) => `set the argument ${setting}` }
      : {
          nameOf: (setting: Setting) => `transmit:${setting}`,
          wayTo: (setting: Setting, value: string) => `run ${commandFor(setting, value)}`,
        };
  return [
    { kind: "stack", read: (setting) => stack(setting)?.trim() || undefined, ...ofProgram },
    {
      kind: "environment",
      read: (setting) => environment[settings[setting].env]?.trim() || undefined,
      nameOf: (setting) => settings[setting].env,
      wayTo: (setting) => `set ${settings[setting].env}`,
    },
  ];
}

/** The command that sets a setting of the stack. */
export const commandFor = (setting: Setting, value: string): string =>
  `pulumi config set transmit:${setting} ${value}${isSecretSetting(setting) ? " --secret" : ""}`;

export function findIn(source: Source, setting: Setting): Given | undefined {
  const value = source.read(setting);
  return value === undefined ? undefined : { setting, value, name: source.nameOf(setting), source };
}

export function find({ sources }: Pick<Inputs, "sources">, setting: Setting): Given | undefined {
  for (const source of sources) {
    const given = findIn(source, setting);
    if (given) return given;
  }
  return undefined;
}

/** What the program's own source calls a setting. */
export const nameOf = ({ sources }: Pick<Inputs, "sources">, setting: Setting): string =>
  sources[0]?.nameOf(setting) ?? setting;

/** How the program's own source gives a setting. */
export const ownWayTo = ({ sources }: Pick<Inputs, "sources">, setting: Setting, value: string): string =>
  sources[0]?.wayTo(setting, value) ?? "";

/** All ways to give a setting, in words that begin with a verb. */
export const waysTo = ({ sources }: Pick<Inputs, "sources">, setting: Setting, value: string): string =>
  sources.map((source) => source.wayTo(setting, value)).join(", or ");

export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/**
 * A value as messages show it. A long one is described: it may be a secret that was pasted into the wrong setting, or have a
 * user's password before an `@`.
 */
export const quoted = (value: string): string => {
  if (/^[^\p{C}\p{Zl}\p{Zp}@"\\]{1,20}$/u.test(value)) return `"${value}"`;
  return `a string of ${value.length} characters (not shown)`;
};
