/** The options of an emulator, checked: a misspelt one must not be ignored. */
import type { Resource } from "../provider/fields/field.ts";
import { isObject } from "../provider/fields/shape.ts";
import { closestName } from "../provider/fields/suggest.ts";
import type { Rule } from "./faults/faultRule.ts";
import type { Credentials } from "./http/token.ts";
import type { Seed } from "./seed/types.ts";
import type { BehaviourOptions } from "./tenant/behaviour.ts";

/** All are optional: without any, the emulator is empty, listens on a free port and keeps nothing. */
export interface EmulatorOptions {
  /**
   * What the tenant holds at the start, as an object or as the path of a JSON file: what `contents()` returns is one.
   * Default: nothing. Everything but names may be left out; ids, secrets and times are then made up, always the same for
   * the same seed. An application without `clients` has one with its own name.
   */
  seed?: Seed | string;
  /** Port on 127.0.0.1, from 0 to 65535. Default 0: any that is free. */
  port?: number;
  /**
   * File to keep everything in, the credentials too, for the next start: a seed, which is replaced with each change. If it
   * does not exist yet, it begins as `seed`; else `seed` is not used. One emulator at a time can use it. Default: everything is
   * kept in memory.
   */
  data?: string;
  /** Called with `METHOD /path STATUS` after every request. */
  log?: (line: string) => void;
  /** What access tokens are given out for. Default: those in `data` or `seed`, else a secret that is made up. */
  credentials?: Credentials;
  /** Seconds that an access token is valid. Default 3600. */
  tokenLifetime?: number;
  /** What it does where the contract leaves it open, by switch, for example `{ put: "replace", arrays: "sorted" }`. */
  behaviour?: BehaviourOptions;
  /** Requests that go wrong, by rule, for example `[{ fault: "status", status: 503, nth: 2 }]`. */
  faults?: readonly Rule[];
  /** Milliseconds before each answer. Default 0. */
  latency?: number;
  /** Id of the tenant, in all that is made and in access tokens. Default: the seed's, else "emulated-tenant". */
  tenant?: string;
  /**
   * Id of the application that the credentials, and with them signing keys, belong to. Default: the seed's, else
   * "emulated-management-application". Signing keys of another one are in `contents()`, but no request sees them.
   */
  managementApp?: string;
  /** Milliseconds that its clock is ahead, or behind if negative. Default 0. */
  clockAhead?: number;
  /** Its clock, in milliseconds since the epoch. Default: the machine's, with `clockAhead`. */
  now?(): number;
  /** Definitions to serve. Default: all of the provider's. */
  resources?: readonly Resource[];
  /** Whether `/admin/` paths change faults and behaviour while it runs. Default false. */
  admin?: boolean;
  /** Whether it serves a page that shows what it holds, the requests as they come, and its switches. Default false. */
  page?: boolean;
}

type Check = [fits: (value: unknown) => boolean, what: string];

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const text = (what: string): Check => [isText, what];
const aFunction: Check = [(value) => typeof value === "function", "a function"];
const aBoolean: Check = [(value) => typeof value === "boolean", "a boolean"];
const integer = (least: number, most: number, what: string): Check => [
  (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  what,
];

const checks: Record<keyof EmulatorOptions, Check> = {
  seed: [(value) => isObject(value) || isText(value), "an object, or the path of a JSON file"],
  port: integer(0, 65_535, "an integer from 0 to 65535"),
  data: text("the path of a file"),
  log: aFunction,
  credentials: [
    (value) => isObject(value) && isText(value.clientId) && isText(value.clientSecret),
    "an object with a clientId and a clientSecret, both strings that are not empty",
  ],
  tokenLifetime: [(value) => typeof value === "number" && value >= 0, "a number of seconds, 0 or more"],
  behaviour: [isObject, "an object with a value for each switch"],
  faults: [Array.isArray, "a list of rules"],
  latency: [(value) => typeof value === "number" && value >= 0, "a number of milliseconds, 0 or more"],
  tenant: text("an id, a string that is not empty"),
  managementApp: text("an id, a string that is not empty"),
  clockAhead: [(value) => typeof value === "number" && Number.isFinite(value), "a number of milliseconds"],
  now: aFunction,
  resources: [Array.isArray, "a list of definitions"],
  admin: aBoolean,
  page: aBoolean,
};

/** @throws Error that names every option that is unknown or has a wrong value; it shows no value, which may be a secret */
export function checkOptions(options: unknown): void {
  if (!isObject(options)) throw new Error("startEmulator: the options must be an object.");
  const names = Object.keys(checks);
  const problems = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const check = Object.hasOwn(checks, name) ? checks[name as keyof EmulatorOptions] : undefined;
    if (check) return check[0](value) ? [] : [`${name} must be ${check[1]}.`];
    const meant = closestName(name, names);
    const hint = meant ? `Did you mean ${meant}? ` : "";
    return [`There is no option ${name}. ${hint}The options are: ${names.join(", ")}.`];
  });
  if (problems.length > 0) throw new Error(`startEmulator: ${problems.join("\n")}`);
}
