/**
 * What a state keeps of a resource beside its outputs. Each part has a key of its own in the state. The keys start with
 * `__`, because the engine hides such keys from its displays. They are as short as they can be, because the engine
 * writes every state twice at each step: names are one string, and a part that says nothing is absent. The keys
 * never change: existing states have them, and older and newer versions read each other's states.
 */
import type { Values } from "../../fields/field.ts";
import { isEmpty, isObject, withoutUndefined } from "../../fields/shape.ts";
import type { Omitted, ResponseProfile } from "../equivalence/responseProfile.ts";
import type { Owner } from "../run.ts";

export interface StateMetadata {
  /** Names of the inputs that the program sets. Absent in a state that this lifecycle did not write. */
  userInputs?: readonly string[];
  /** The response profile, from the response to our last write of these inputs. */
  profile: ResponseProfile;
  /**
   * Inputs whose value in the API is unknown, since an update that ended without a response may have changed them.
   * Names and no values, which may be secret; `firstClient.name` is a key of an object.
   */
  uncertain: readonly string[];
  /** Inputs whose value in the state is not that of the old inputs which the engine keeps by itself. */
  differsFromInputs: readonly string[];
  /**
   * When we last wrote the default client, RFC 3339. The application's own times do not tell. From then on the profile
   * of the client's settings is known: later responses may show what others changed.
   */
  clientUpdatedAt?: string;
  /** The inputs come from the response to an import, and nothing has been written since. */
  imported: boolean;
  /** The owner by the claims of the access token that wrote the state, if responses name another one. */
  owner?: Owner;
}

const keys = {
  userInputs: "__inputs",
  serverDefaults: "__filled",
  uriSpellings: "__respelled",
  uncertain: "__unsure",
  differsFromInputs: "__unlike",
  clientUpdatedAt: "__client",
  imported: "__adopted",
  owner: "__owner",
} as const;

/** The keys whose parts are values of inputs, by their names. */
export const keysWithValues: readonly string[] = [keys.serverDefaults, keys.uriSpellings];

type Part = keyof Required<StateMetadata>;

/** The decoder of each part. */
const decoders: { readonly [P in Part]: (state: Values) => StateMetadata[P] } = {
  userInputs: (state) => inputsIn(state)?.map(([name = ""]) => name),
  profile: (state) => ({
    omitted: Object.fromEntries((inputsIn(state) ?? []).flatMap(decodeOmitted)),
    serverDefaults: objectIn(state[keys.serverDefaults]),
    uriSpellings: objectIn(state[keys.uriSpellings]),
  }),
  uncertain: (state) => namesIn(state[keys.uncertain]) ?? [],
  differsFromInputs: (state) => namesIn(state[keys.differsFromInputs]) ?? [],
  clientUpdatedAt: (state) => {
    const time = state[keys.clientUpdatedAt];
    return typeof time === "string" ? time : undefined;
  },
  imported: (state) => state[keys.imported] !== undefined,
  owner: (state) => {
    const owner = state[keys.owner];
    return isObject(owner) ? (owner as Owner) : undefined;
  },
};

/** One part of the metadata: most readers need no more, and decoding all of it takes several times as long. */
export const metadataOf = <P extends Part>(state: Values, part: P): StateMetadata[P] => decoders[part](state);

export const decodeMetadata = (state: Values): StateMetadata => ({
  userInputs: decoders.userInputs(state),
  profile: decoders.profile(state),
  uncertain: decoders.uncertain(state),
  differsFromInputs: decoders.differsFromInputs(state),
  clientUpdatedAt: decoders.clientUpdatedAt(state),
  imported: decoders.imported(state),
  owner: decoders.owner(state),
});

/** Each input with the paths to what the API leaves out of it. */
const inputsIn = (state: Values): string[][] | undefined =>
  namesIn(state[keys.userInputs])?.map((entry) => entry.split(beforePath));

export const encodeMetadata = ({ profile, ...metadata }: StateMetadata): Values =>
  withoutUndefined({
    [keys.userInputs]: metadata.userInputs?.map((name) => encodeInput(name, profile.omitted[name])).join(","),
    [keys.serverDefaults]: presentIn(profile.serverDefaults),
    [keys.uriSpellings]: presentIn(profile.uriSpellings),
    [keys.uncertain]: metadata.uncertain.join(",") || undefined,
    [keys.differsFromInputs]: metadata.differsFromInputs.join(",") || undefined,
    [keys.clientUpdatedAt]: metadata.clientUpdatedAt,
    [keys.imported]: metadata.imported || undefined,
    [keys.owner]: presentIn(metadata.owner ?? {}),
  });

const ownKeys: ReadonlySet<string> = new Set(Object.values(keys));

/** The state with some parts of its metadata changed. */
export function withMetadata(state: Values, changes: Partial<StateMetadata>): Values {
  const outputs = Object.entries(state).filter(([name]) => !ownKeys.has(name));
  return { ...Object.fromEntries(outputs), ...encodeMetadata({ ...decodeMetadata(state), ...changes }) };
}

const namesIn = (value: unknown): string[] | undefined =>
  typeof value === "string" ? value.split(",").filter(Boolean) : undefined;

const objectIn = (value: unknown): Values => (isObject(value) ? value : {});

function presentIn(values: object): Values | undefined {
  const present = Object.entries(values).filter(([, value]) => !isEmpty(value));
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

/**
 * Stands before each path to a value that the API leaves out of an input: `tokenExpiration?accessTokenTtl?idTokenTtl`.
 * The empty path leads to the input itself: `pkce?`.
 */
const beforePath = "?";

const encodeInput = (name: string, omitted?: Omitted): string => [name, ...pathsIn(omitted)].join(beforePath);

function pathsIn(omitted: Omitted | undefined): string[] {
  if (omitted === undefined) return [];
  if (omitted === true) return [""];
  return Object.entries(omitted).flatMap(([key, below]) =>
    pathsIn(below).map((path) => (path === "" ? key : `${key}.${path}`)),
  );
}

function decodeOmitted([name = "", ...paths]: readonly string[]): [string, Omitted][] {
  const omitted = paths.reduce<Omitted | undefined>((before, path) => withPath(before, path.split(".")), undefined);
  return omitted === undefined ? [] : [[name, omitted]];
}

const withPath = (before: Omitted | undefined, [key = "", ...rest]: readonly string[]): Omitted =>
  key === "" || before === true ? true : { ...before, [key]: withPath(before?.[key], rest) };
