/** The credentials: an access token, a file that holds one, or a client's id and secret. */
import type { Setting } from "./settings.ts";
import { find, findIn, type Given, type Inputs, nameOf, type SettingProblem, sentence, waysTo } from "./sources.ts";

export type Credentials =
  | { accessToken: string }
  /** Path of a file that holds an access token. */
  | { accessTokenFile: string }
  | { clientId: string; clientSecret: string };

export interface ReadCredentials {
  /** Absent if settings are missing or invalid. */
  credentials?: Credentials;
  /** The setting that gives the secret, wherever it is from. */
  secret?: Given;
}

/**
 * The first source that has credentials of any kind decides. Within it, an access token wins over a file, and a file over the
 * client's id and secret, whose two parts may be from different sources.
 */
export function readCredentials(inputs: Inputs): ReadCredentials {
  for (const source of inputs.sources) {
    const [token, file, ...pair] = credentialSettings.map((setting) => findIn(source, setting));
    const chosen = token ?? file;
    if (chosen) {
      warnOfUnused(inputs, chosen, [file, ...pair]);
      return chosen === token
        ? readToken(inputs, chosen)
        : { credentials: { accessTokenFile: chosen.value }, secret: chosen };
    }
    if (pair.some(Boolean)) break;
  }
  return readPair(inputs);
}

const credentialSettings = ["accessToken", "accessTokenFile", "clientId", "clientSecret"] as const satisfies Setting[];

function warnOfUnused(inputs: Inputs, chosen: Given, others: readonly (Given | undefined)[]): void {
  const names = others.flatMap((other) => (other && other !== chosen ? [other.name] : []));
  if (names.length === 0) return;
  inputs.warn(
    `${chosen.name} is used, so ${names.join(" and ")} ${names.length > 1 ? "are" : "is"} not. Unset what is not meant.`,
  );
}

function readToken(inputs: Inputs, secret: Given): ReadCredentials {
  const complaint = complaintAbout(secret.value);
  if (complaint === undefined) return { credentials: { accessToken: secret.value }, secret };
  inputs.report("accessToken", "invalid", `${secret.name} ${complaint}. It is not shown.`);
  return { secret };
}

/** @returns What is wrong with an access token, without showing it. It goes into a header as it is. */
export function complaintAbout(token: string): string | undefined {
  if (token === "") return "is empty";
  if (/^bearer\s/i.test(token)) return 'begins with "Bearer": write the token alone';
  return /^[\x21-\x7e]+$/.test(token) ? undefined : "has blanks, line breaks or letters in it that no access token has";
}

function readPair(inputs: Inputs): ReadCredentials {
  const clientId = find(inputs, "clientId");
  const secret = find(inputs, "clientSecret");
  if (clientId && secret) {
    return { credentials: { clientId: clientId.value, clientSecret: secret.value }, secret };
  }
  for (const setting of pair) {
    if (find(inputs, setting)) continue;
    const ways = waysTo(inputs, setting, placeholders[setting]);
    inputs.report(setting, "missing", `${nameOf(inputs, setting)} is not set. ${sentence(ways)}`);
  }
  return { secret };
}

const pair = ["clientId", "clientSecret"] as const;
const placeholders = { clientId: "<id>", clientSecret: "<secret>" } as const;

/** That both parts of a client's credentials are missing is one problem. A part that has been misspelt is one of its own. */
export function joinMissingPair(inputs: Inputs, problems: readonly SettingProblem[]): SettingProblem[] {
  const isPart = ({ setting, kind, isMisspelt }: SettingProblem) =>
    kind === "missing" && !isMisspelt && pair.some((part) => part === setting);
  if (problems.filter(isPart).length < pair.length) return [...problems];
  const [id, secret, token] = [...pair, "accessToken" as const].map((setting) => nameOf(inputs, setting));
  const ways = inputs.sources.map(({ wayTo }) => {
    const [first = "", second = ""] = pair.map((setting) => wayTo(setting, placeholders[setting]));
    // The verb stands once.
    return `${first} and ${second.slice(second.indexOf(" ") + 1)}`;
  });
  const message = `No credentials are configured: set ${id} and ${secret}, or ${token}. ${sentence(ways.join(", or "))}`;
  return problems.flatMap((problem) => {
    if (!isPart(problem)) return [problem];
    return problem.setting === "clientId" ? [{ ...problem, message, others: ["clientSecret" as const] }] : [];
  });
}
