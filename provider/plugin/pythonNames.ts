/**
 * Names of properties as programs in Python write them: `redirect_uris` for `redirectUris`. The engine does not tell a plugin
 * the language of the program, but its project file does.
 */
import type { Field, Shape } from "../fields/field.ts";
import { fieldsOf } from "../fields/shape.ts";
import { functions } from "../functions/index.ts";
import { resources } from "../resources/all.ts";
import { projectFile } from "./stackFile.ts";

/** Adds to a message what the properties in it are called in Python, if the program is in Python. */
export function withPythonNames(message: string, project = projectFile()): string {
  if (!/^runtime:\s*(?:\{[^}]*\bname:\s*|name:\s*)?["']?python\b/m.test(project)) return message;
  const mentioned = new Set(message.match(/[a-z]+(?:[A-Z][a-z0-9]*)+/g));
  const names = [...mentioned].filter((name) => known().has(name));
  if (names.length === 0) return message;
  return `${message} (In Python: ${names.map(pythonName).join(", ")}.)`;
}

/** As Pulumi's generator for Python derives it. */
export const pythonName = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();

/** The names of all properties and arguments, at any depth. */
function known(): Set<string> {
  const names = new Set<string>();
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
