/**
 * Names of properties as programs in Python write them: `redirect_uris` for `redirectUris`. The engine does not tell a plugin
 * the language of the program, but its project file does.
 */
import { settingNames } from "../api/config/settings.ts";
import type { Field, Shape } from "../fields/field.ts";
import { pythonName } from "../fields/naming.ts";
import { fieldsOf } from "../fields/shape.ts";
import { functions } from "../functions/index.ts";
import { resources } from "../resources/all.ts";
import { projectFile } from "./stackFile.ts";

/**
 * A path such as `firstClient.redirectUris[0]`, and the value that a message may say to give it: `deleteBeforeReplace: true`.
 * What follows a colon or a slash is a key of the stack's configuration, or a part of an address.
 */
const mentions = /(?<![\w:/.$-])([a-z]\w*(?:\[\d+\])?(?:\.\w+(?:\[\d+\])?)*)(?:: (true|false)\b)?/g;

/** Adds to a message what the properties in it are called in Python, if the program is in Python. Adds nothing twice. */
export function withPythonNames(message: string, project = projectFile()): string {
  if (!/^runtime:\s*(?:\{[^}]*\bname:\s*|name:\s*)?["']?python\b/m.test(project)) return message;
  if (message.includes(start)) return message;
  const all = known();
  // Values are in quotes.
  const found = message.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(mentions);
  const names = new Set([...found].flatMap(([, path = "", value]) => inPython(path, value, all) ?? []));
  const deepest = [...names].filter((name) => ![...names].some((other) => isWithin(other, name)));
  return deepest.length === 0 ? message : `${message} ${start}${deepest.join(", ")}.)`;
}

const start = "(In Python: ";

/** @returns undefined for what is called the same. What a program may name as it likes, as in free-form JSON, is left out. */
function inPython(path: string, value: string | undefined, all: ReadonlySet<string>): string | undefined {
  const parts = path.split(".");
  const end = parts.findIndex((part) => !all.has(part.replace(/\[\d+\]$/, "")));
  const written = (end === -1 ? parts : parts.slice(0, end)).join(".");
  const name = pythonName(written);
  if (name === written) return undefined;
  return value === undefined ? name : `${name}=${value === "true" ? "True" : "False"}`;
}

const isWithin = (name: string, outer: string): boolean => name.startsWith(`${outer}.`) || name.startsWith(`${outer}[`);

/** Options of Pulumi that messages name. */
const options = ["deleteBeforeReplace", "ignoreChanges", "customTimeouts"];

/** The names of all properties and arguments, at any depth. */
function known(): Set<string> {
  const names = new Set<string>([...options, ...settingNames]);
  const addAll = (shape: Shape): void => {
    for (const [name, field] of fieldsOf(shape)) {
      names.add(name);
      addInner(field);
    }
  };
  const addInner = (field: Field): void => {
    const inner = "items" in field ? field.items : field;
    if ("fields" in inner) addAll(inner);
  };
  for (const resource of resources) addAll(resource);
  for (const { args } of functions) addAll(args);
  return names;
}
