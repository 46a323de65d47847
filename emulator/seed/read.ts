/** Reads a seed: checks all of it, and translates it to the API's documents. */

import type { Values } from "../../provider/fields/field.ts";
import { isObject } from "../../provider/fields/shape.ts";
import { type Form, version, wireIn } from "./form.ts";
import { checkIdentities } from "./identities.ts";
import type { ParsedItem, ParsedSeed } from "./parsed.ts";
import { describe, readField, type Tell, unknownName } from "./readField.ts";

/** The keys of a seed beside the lists of resources. */
const heads = ["$schema", "version", "tenantId", "managementAppId", "credentials"];

/** @param where How problems call the seed. @throws Error that names every problem by its path, and shows no secret */
export function readSeed(seed: unknown, forms: readonly Form[], where = "seed"): ParsedSeed {
  if (!isObject(seed)) throw new Error(`${where} must be an object, but is ${describe(seed)}.`);
  const problems: string[] = [];
  const tell: Tell = (problem) => problems.push(problem);
  checkHeads(seed, forms, tell);
  // Another version may mean other things by the same names.
  const items = isOurVersion(seed) ? forms.flatMap((form) => readList(form, seed, "", tell)) : [];
  checkIdentities(items, tell);
  if (problems.length > 0)
    throw new Error(`${where} cannot be used:\n${problems.map((line) => `- ${line}`).join("\n")}`);
  const { tenantId, managementAppId, credentials } = seed as Partial<ParsedSeed>;
  return { tenantId, managementAppId, credentials, items };
}

const isOurVersion = ({ version: given = version }: Values): boolean => given === version;

function checkHeads(seed: Values, forms: readonly Form[], tell: Tell): void {
  const known = [...heads, ...forms.map(({ key }) => key)];
  for (const name of Object.keys(seed)) if (!known.includes(name)) tell(unknownName(name, name, known));
  if (!isOurVersion(seed)) {
    tell(`version is ${JSON.stringify(seed.version)}, but this version of pulumi-transmit reads version ${version}.`);
  }
  for (const name of ["tenantId", "managementAppId"]) {
    if (seed[name] !== undefined && !isId(seed[name])) tell(`${name} must be an id, a string that is not empty.`);
  }
  const { credentials } = seed;
  if (credentials === undefined) return;
  const given = isObject(credentials) ? Object.keys(credentials).sort().join() : "";
  if (given !== "clientId,clientSecret" || !Object.values(credentials as object).every(isId))
    tell("credentials must be an object with a clientId and a clientSecret, both strings that are not empty.");
}

const isId = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

function readList(form: Form, holder: Values, above: string, tell: Tell): ParsedItem[] {
  const list = holder[form.key];
  const path = above === "" ? form.key : `${above}.${form.key}`;
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    tell(`${path} must be a list, but is ${describe(list)}.`);
    return [];
  }
  const items = list.flatMap((item, index) => readItem(form, item, `${path}[${index}]`, tell));
  return form.hasDefault ? defaultFirst(list, items, path, tell) : items;
}

function readItem(form: Form, item: unknown, path: string, tell: Tell): ParsedItem[] {
  if (!isObject(item)) {
    tell(`${path} must be an object, but is ${describe(item)}.`);
    return [];
  }
  const { nameField } = form.resource;
  if (item[nameField] === undefined) tell(`${path}.${nameField} is missing.`);
  const document: Values = {};
  for (const [name, value] of Object.entries(item)) {
    if (isOfParent(form, name)) document[parentWire(form, name)] = value;
    else if (name === "default" && form.hasDefault) checkDefault(value, `${path}.${name}`, tell);
    else if (!form.children.some(({ key }) => key === name)) readProperty(form, item, name, { document, path, tell });
  }
  const children = form.children.flatMap((child) => readList(child, withDefault(child, item, nameField), path, tell));
  return [{ form, path, document, children }];
}

const isOfParent = ({ parents }: Form, name: string): boolean => parents.some(([known]) => known === name);

const parentWire = ({ parents }: Form, name: string): string =>
  parents.find(([known]) => known === name)?.[1] as string;

/** As in the API, what is created has a default one; `[]` says that it has none. */
const withDefault = (child: Form, item: Values, nameField: string): Values =>
  child.hasDefault && item[child.key] === undefined
    ? { ...item, [child.key]: [{ [child.resource.nameField]: item[nameField] ?? "" }] }
    : item;

function checkDefault(value: unknown, path: string, tell: Tell): void {
  if (typeof value !== "boolean") tell(`${path} must be a boolean, but is ${describe(value)}.`);
}

interface Place {
  document: Values;
  path: string;
  tell: Tell;
}

function readProperty(form: Form, item: Values, name: string, { document, path, tell }: Place): void {
  const field = Object.hasOwn(form.fields, name) ? form.fields[name] : undefined;
  const at = `${path}.${name}`;
  const { variant } = form.resource;
  const ofItem = variant && (item[variant.by] ?? variant.default);
  if (!field) tell(unknownProperty(form, name, at));
  else if (variant && field.only && field.only !== ofItem)
    tell(`${at} is a property of ${field.only} only, but ${path}.${variant.by} is ${ofItem}.`);
  else document[wireIn(form, name)] = readField(field, item[name], at, tell);
}

function unknownProperty(form: Form, name: string, at: string): string {
  const field = form.resource.fields[name];
  const ofDefault = form.children.find(({ hasDefault }) => hasDefault);
  if (ofDefault && (field?.mirrorsClientField || (field?.type === "object" && field.embeds)))
    return `${at} is a setting of the default client. Write it in ${ofDefault.key}.`;
  const lists = form.children.map(({ key }) => key);
  return unknownName(at, name, [...Object.keys(form.fields), ...lists, ...(form.hasDefault ? ["default"] : [])]);
}

/** The API knows the default by its place: the oldest is it. */
function defaultFirst(list: readonly unknown[], items: ParsedItem[], path: string, tell: Tell): ParsedItem[] {
  const marked = list.flatMap((item, index) => (isObject(item) && item.default === true ? [index] : []));
  const [first, second] = marked;
  if (second !== undefined) tell(`${path}[${second}].default: ${path}[${first}] is the default already.`);
  const chosen = items.find(({ path: its }) => its === `${path}[${first}]`);
  return chosen ? [chosen, ...items.filter((one) => one !== chosen)] : items;
}
