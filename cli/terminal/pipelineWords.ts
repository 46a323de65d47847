/** Advice for who is at a terminal, said for who wrote a pipeline: its file and its variables are what they can change. */
import type { Pipeline } from "./pipeline.ts";

const secretVariable: Record<Pipeline, (name: string) => string> = {
  github: (name) => `set ${name} in the step's env, from a secret`,
  gitlab: (name) => `set the masked CI/CD variable ${name}`,
  other: (name) => `set the secret CI variable ${name}`,
};

const variable: Record<Pipeline, (name: string) => string> = {
  github: (name) => `set ${name} in the step's env`,
  gitlab: (name) => `set the CI/CD variable ${name}`,
  other: (name) => `set the CI variable ${name}`,
};

/** Verb, setting, value and the other way, which is then the same: "Run pulumi config set transmit:region eu, or set …". */
const configSet = new RegExp(
  [
    /(?<verb>\brun )?/,
    /["'`]?pulumi config set(?<before> --secret)?/,
    / transmit:(?<setting>[A-Za-z]+)/,
    /(?: (?:<[^>\n]*>|(?!(?:and|or|to|then|in|if)\b)[\w/][^\s,"'`]*(?<![.:;])))?/,
    /(?<after> --secret)?["'`]?/,
    /(?:,? or set TRANSMIT_[A-Z_]+(?: and TRANSMIT_[A-Z_]+)*)?/,
  ]
    .map(({ source }) => source)
    .join(""),
  "gi",
);

const login = /(?<verb>\brun )?["'`]?\bpulumi login\b["'`]?/gi;

interface Found {
  verb?: string;
  setting?: string;
  before?: string;
  after?: string;
}

/** @param pipeline undefined: a person reads it, so the advice stays as it is. */
export function inPipelineWords(advice: string, pipeline: Pipeline | undefined): string {
  if (pipeline === undefined) return advice;
  return advice
    .replace(configSet, (...found) => {
      const { verb, setting, before, after } = found.at(-1) as Found;
      const words = before || after ? secretVariable : variable;
      return likeVerb(verb, words[pipeline](variableOf(setting as string)));
    })
    .replace(login, (...found) =>
      likeVerb((found.at(-1) as Found).verb, "set PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL, as the backend needs it"),
    );
}

const likeVerb = (verb: string | undefined, text: string): string =>
  verb?.startsWith("R") ? text.charAt(0).toUpperCase() + text.slice(1) : text;

/** Each setting has its variable: `clientSecret` has TRANSMIT_CLIENT_SECRET. */
const variableOf = (setting: string): string => `TRANSMIT_${setting.replace(/[A-Z]/g, "_$&").toUpperCase()}`;
