/** The named types of the definitions' fields: objects and choices, each once. */
import { settings } from "../../provider/api/config/settings.ts";
import type { Field, ObjectField, Resource, StringField } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import type { ProviderFunction } from "../../provider/functions/index.ts";

export interface NamedObject {
  name: string;
  field: ObjectField;
  /** The API's path to it, dotted. If several fields have this type, the end that their paths share, which may be empty. */
  path: string;
  /** Whether a program can set it. */
  isInput: boolean;
  camelCase: boolean;
}

export interface NamedChoice {
  name: string;
  values: readonly string[];
  description: string;
}

export interface NamedTypes {
  objects: Map<string, NamedObject>;
  /** Keyed by their values, joined. */
  choices: Map<string, NamedChoice>;
}

export function collectTypes(resources: readonly Resource[], functions: readonly ProviderFunction[]): NamedTypes {
  const types: NamedTypes = { objects: new Map(), choices: new Map() };
  for (const resource of resources) {
    for (const [name, field] of Object.entries(resource.fields)) {
      collect(types, name, field, { path: wireName(name, field), isInput: !field.output, camelCase: false });
    }
  }
  for (const { result, lists } of functions) {
    for (const [name, field] of Object.entries(result.fields)) {
      collect(types, name, field, { path: lists ? "" : wireName(name, field), isInput: false, camelCase: false });
    }
  }
  return types;
}

type Place = Pick<NamedObject, "path" | "isInput" | "camelCase">;

function collect(types: NamedTypes, name: string, field: Field, place: Place): void {
  if ("items" in field) collect(types, singular(name), field.items, place);
  if (field.type === "string" && field.enum) nameChoice(types, name, field);
  if (field.type !== "object") return;
  const camelCase = field.camelCase ?? place.camelCase;
  const known = types.objects.get(field.name);
  if (known && known.field.fields !== field.fields) throw new Error(`Two objects are called ${field.name}.`);
  types.objects.set(field.name, {
    ...place,
    path: known ? sharedEnd(known.path, place.path) : place.path,
    camelCase,
    name: field.name,
    field,
    isInput: place.isInput || (known?.isInput ?? false),
  });
  for (const [inner, innerField] of Object.entries(field.fields)) {
    collect(types, inner, innerField, {
      ...place,
      camelCase,
      path: pathIn({ path: place.path, camelCase }, inner, innerField),
    });
  }
}

/** All choices, those of settings among them. */
export const choicesOf = ({ choices }: NamedTypes): NamedChoice[] => [
  ...choices.values(),
  ...Object.entries(settings).flatMap(([name, setting]) =>
    "enum" in setting ? [{ name: pascal(name), values: setting.enum, description: setting.description }] : [],
  ),
];

const keyOf = (field: StringField): string => field.enum?.join() ?? "";

function nameChoice({ choices }: NamedTypes, key: string, field: StringField): void {
  if (choices.has(keyOf(field))) return;
  const name = field.name ?? pascal(key);
  if ([...choices.values()].some((other) => other.name === name)) throw new Error(`Two choices are called ${name}.`);
  choices.set(keyOf(field), {
    name,
    values: field.enum ?? [],
    description: field.description,
  });
}

function sharedEnd(one: string, other: string): string {
  const [ours, theirs] = [one.split("."), other.split(".")];
  let length = 0;
  while (length < ours.length && ours.at(-length - 1) === theirs.at(-length - 1)) length++;
  return ours.slice(ours.length - length).join(".");
}

/** The API's path of a field in the object. */
export const pathIn = ({ path, camelCase }: Pick<NamedObject, "path" | "camelCase">, key: string, field: Field) =>
  [path, wireName(key, field, camelCase)].filter(Boolean).join(".");

export const choiceOf = ({ choices }: NamedTypes, field: StringField): NamedChoice | undefined =>
  choices.get(keyOf(field));

export const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const singular = (name: string): string => name.replace(/s$/, "");
