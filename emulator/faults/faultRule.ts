/** The rules of faults as they are written, in a file or to the admin path. */
import { isObject } from "../../provider/fields/shape.ts";
import { closestName } from "../../provider/fields/suggest.ts";
import { openApi } from "../api/api.ts";

/** Each fault: what it does, and what its rule must say and may say besides which requests it is for. */
export const kinds = {
  status: {
    does: "An error status, before or after the change takes effect.",
    needs: ["status"],
    takes: ["when", "retryAfter", "retryAfterDate", "quotes"],
  },
  reset: {
    does: "The connection is closed.",
    needs: [],
    takes: ["when"],
  },
  hang: {
    does: "No answer, until the client goes away.",
    needs: [],
    takes: ["when"],
  },
  slow: {
    does: "An answer that comes late.",
    needs: ["milliseconds"],
    takes: ["when"],
  },
  empty: {
    does: "An answer without a body.",
    needs: [],
    takes: ["when", "status"],
  },
  truncated: {
    does: "Half of the answer's JSON.",
    needs: [],
    takes: [],
  },
  html: {
    does: "A page that repeats what was sent.",
    needs: [],
    takes: ["when", "status"],
  },
  "missing-id": {
    does: "The answer lacks the id; `field` names another field to leave out.",
    needs: [],
    takes: ["field"],
  },
  "wrong-type": {
    does: "The answer's name is a number; `field` names another field to spoil.",
    needs: [],
    takes: ["field"],
  },
  "odd-value": {
    does: "The answer has `value` as its `field`, in a list in every item; with `id`, only what has that id.",
    needs: ["field", "value"],
    takes: ["id"],
  },
} as const;

export interface Rule {
  fault: keyof typeof kinds;
  method?: string;
  /** A template of the API's paths, `/v1/applications/{appId}`. Absent, with no `token` either: every request. */
  path?: string;
  /** Only requests for tokens. */
  token?: true;
  /** Strikes from this matching request on, once unless `times` says more. The first is 1. */
  nth?: number;
  /** Strikes so often at most. */
  times?: number;
  /** Strikes this share of the requests, from 0 to 1. */
  probability?: number;
  /** Which of them that are. */
  seed?: number;
  /** Whether it strikes before the change takes effect, which is the default, or after. */
  when?: "before" | "after";
  status?: number;
  /** Seconds, as the header Retry-After says them. */
  retryAfter?: number;
  /** The same as a date so many seconds ahead. */
  retryAfterDate?: number;
  /** The error's message repeats what was sent. */
  quotes?: true;
  milliseconds?: number;
  /** In the API's name. */
  field?: string;
  /** Any JSON, null too. */
  value?: unknown;
  /** Id of the one resource whose answers are meant. */
  id?: string;
}

/** These change a response, so the request is carried out first. */
const spoiling: readonly Rule["fault"][] = ["truncated", "missing-id", "wrong-type", "odd-value"];

export const isAfter = ({ fault, when }: Rule): boolean => when === "after" || spoiling.includes(fault);

type Check = [fits: (value: unknown) => boolean, what: string];

const oneOf = (values: readonly unknown[]): Check => [(value) => values.includes(value), `one of ${values.join(", ")}`];
const whole = (least: number): Check => [
  (value) => Number.isInteger(value) && (value as number) >= least,
  `a whole number from ${least} on`,
];

export const { templates } = openApi();

/** @param paths Templates of the API's paths. */
const checksFor = (paths: readonly string[]): Record<keyof Rule, Check> => ({
  fault: oneOf(Object.keys(kinds)),
  method: oneOf(["GET", "POST", "PUT", "DELETE"]),
  path: oneOf(paths),
  token: oneOf([true]),
  nth: whole(1),
  times: whole(1),
  probability: [(value) => typeof value === "number" && value >= 0 && value <= 1, "a number from 0 to 1"],
  seed: whole(0),
  when: oneOf(["before", "after"]),
  status: [(value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599, "an HTTP status"],
  retryAfter: whole(0),
  retryAfterDate: whole(0),
  quotes: oneOf([true]),
  milliseconds: whole(0),
  field: [(value) => typeof value === "string" && value !== "", "a field's name"],
  value: [(value) => value !== undefined, "JSON"],
  id: [(value) => typeof value === "string" && value !== "", "an id"],
});

const always = ["fault", "method", "path", "token", "nth", "times", "probability", "seed"];

/** @throws Error that names everything that is wrong */
export function readRules(given: unknown, paths: readonly string[] = templates): Rule[] {
  if (!Array.isArray(given)) throw new Error("faults must be a list of rules.");
  const problems = given.flatMap((rule, index) =>
    problemsOf(rule, checksFor(paths)).map((problem) => `faults[${index}]${problem}`),
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return given as Rule[];
}

function problemsOf(rule: unknown, checks: Record<keyof Rule, Check>): string[] {
  if (!isObject(rule)) return [" must be an object."];
  const kind = Object.hasOwn(kinds, String(rule.fault)) ? kinds[rule.fault as Rule["fault"]] : undefined;
  const taken: readonly string[] = kind ? [...always, ...kind.needs, ...kind.takes] : Object.keys(checks);
  const wrong = Object.entries(rule).flatMap(([name, value]) => {
    if (!Object.hasOwn(checks, name)) return [unknown(name, Object.keys(checks))];
    if (!taken.includes(name)) return [`.${name} has no meaning for the fault ${rule.fault}.`];
    const [fits, what] = checks[name as keyof Rule];
    return fits(value) ? [] : [`.${name} must be ${what}.`];
  });
  const missing = ["fault", ...(kind?.needs ?? [])].filter((name) => rule[name] === undefined);
  const both = rule.token !== undefined && rule.path !== undefined ? [" has a path, and is of tokens: say one."] : [];
  return [...wrong, ...missing.map((name) => `.${name} is missing.`), ...both];
}

function unknown(name: string, known: readonly string[]): string {
  const meant = closestName(name, known);
  return `.${name} is unknown. ${meant ? `Did you mean ${meant}?` : `There are: ${known.join(", ")}.`}`;
}
