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
}

export interface Source {
  kind: "stack" | "environment";
  /** The value, without the blanks around it; undefined if nothing is left. A pasted secret often ends in a line break. */
  read: ReadSetting;
  /** How this source names a setting: `transmit:region`, or `TRANSMIT_REGION`. */
  nameOf(setting: Setting): string;
}

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

export const openSources = (stack: ReadSetting, environment: Environment): readonly Source[] => [
  { kind: "stack", read: (setting) => stack(setting)?.trim() || undefined, nameOf: (setting) => `transmit:${setting}` },
  {
    kind: "environment",
    read: (setting) => environment[settings[setting].env]?.trim() || undefined,
    nameOf: (setting) => settings[setting].env,
  },
];

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

/** Both ways to give a setting, in words. */
export function waysTo(setting: Setting, value: string): string {
  const flag = isSecretSetting(setting) ? " --secret" : "";
  return `pulumi config set transmit:${setting} ${value}${flag}, or set ${settings[setting].env}`;
}

/** A value as messages show it. A long or odd one is not shown: it may be a secret that was pasted into the wrong setting. */
export const quoted = (value: string): string =>
  /^[\p{L}\p{N}_. +-]{1,20}$/u.test(value) ? `"${value}"` : "(not shown)";
