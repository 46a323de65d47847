/** What must be unique in a seed, and what must agree with what it lies in. */
import { formats } from "../../provider/fields/formats.ts";
import type { Form } from "./form.ts";
import { wireIn } from "./form.ts";
import type { ParsedItem } from "./parsed.ts";
import type { Tell } from "./readField.ts";

export function checkIdentities(items: readonly ParsedItem[], tell: Tell): void {
  const all = flatten(items);
  const seen = new Map<string, string>();
  for (const { form, path, document } of all) {
    for (const name of uniqueNames(form)) {
      const value = document[wireIn(form, name)];
      if (typeof value !== "string" || value === "") continue;
      const key = `${form.kind} ${name} ${value}`;
      const other = seen.get(key);
      if (other) tell(`${path}.${name} is ${JSON.stringify(value)}, as is ${other}.${name}. It must be unique.`);
      else seen.set(key, path);
    }
    checkId(form, path, document[form.id[1]], tell);
  }
  for (const parent of all) for (const child of parent.children) checkParents(parent, child, tell);
}

const flatten = (items: readonly ParsedItem[]): ParsedItem[] => items.flatMap((one) => [one, ...flatten(one.children)]);

const uniqueNames = ({ id, fields }: Form): string[] => [
  id[0],
  ...Object.keys(fields).filter((name) => fields[name]?.unique),
];

function checkId({ id }: Form, path: string, value: unknown, tell: Tell): void {
  if (value === undefined || typeof value !== "string") return;
  if (value.trim() === "" || !formats.id(value))
    tell(`${path}.${id[0]} is ${JSON.stringify(value)}, which cannot be a part of a path.`);
}

/** A child may repeat the ids of what it lies in. */
function checkParents(parent: ParsedItem, child: ParsedItem, tell: Tell): void {
  for (const [name, wire] of child.form.parents) {
    const given = child.document[wire];
    if (given === undefined) continue;
    const real = parent.document[wire];
    if (given === real) continue;
    tell(
      `${child.path}.${name} is ${JSON.stringify(given)}, but it is in ${parent.path}, whose ${name} is ` +
        `${real === undefined ? "not set" : JSON.stringify(real)}. Leave it out, or move it.`,
    );
  }
}
