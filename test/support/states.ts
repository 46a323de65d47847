/** States that older versions of this package wrote: `test/fixtures/states/README.md` says how. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource, Values } from "../../provider/fields/field.ts";
import { isObject } from "../../provider/fields/shape.ts";
import type { StateMetadata } from "../../provider/lifecycle/state/metadata.ts";
import * as definitions from "../../provider/resources/index.ts";
import { secret } from "./plugin.ts";
import type { Kind as DocumentKind } from "./simulation.ts";

/** A resource in an exported stack, with what the code that wrote it read in it. */
export interface StoredState {
  kind: "Application" | "Client" | "SigningKey";
  resource: Resource;
  id: string;
  inputs: Values;
  outputs: Values;
  metadata: StateMetadata;
  /** Inputs that the code that wrote it found changed. */
  changed: string[];
}

export interface StoredStack {
  /** `e73e4d9/plugin-filled`. */
  name: string;
  face: "dynamic" | "plugin";
  /** Switches of the emulator. */
  behaviour: Record<string, string>;
  resources: StoredState[];
  documents: Record<DocumentKind, Values[]>;
}

const folder = join(__dirname, "../fixtures/states");

export const storedStacks: StoredStack[] = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .sort()
  .map((file) => {
    const stack = JSON.parse(readFileSync(join(folder, file), "utf8"));
    return { ...stack, name: file.replace(".json", ""), resources: stack.resources.map(readResource) };
  });

function readResource({ type, metadata, ...stored }: Values): StoredState {
  const kind = String(type).split(":").at(-1) as StoredState["kind"];
  const { profile, ...others } = metadata as Partial<StateMetadata>;
  return {
    ...(stored as unknown as StoredState),
    kind,
    resource: Object.values<Resource>(definitions).find(({ name }) => name === kind) as Resource,
    metadata: {
      uncertain: [],
      differsFromInputs: [],
      imported: false,
      ...others,
      profile: { omitted: {}, serverDefaults: {}, uriSpellings: {}, ...profile },
    },
  };
}

/** An exported value without the marks of secrets, as the host of dynamic resources passes it on. */
export const withoutMarks = (value: Values): Values => mapSecrets(value, (text) => text) as Values;

/** An exported value with the marks of secrets that the engine sends to a plugin. */
export const withMarks = (value: Values): Values => mapSecrets(value, secret) as Values;

function mapSecrets(value: unknown, mark: (secret: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapSecrets(item, mark));
  if (!isObject(value)) return value;
  if (typeof value.plaintext === "string") return mark(JSON.parse(value.plaintext));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapSecrets(inner, mark)]));
}
