/** The variables of a program: one for each object, and names for those of other modules. */
import { nounOf } from "../../../provider/fields/naming.ts";
import type { Declared, Module, Project } from "./declared.ts";

export interface Convention {
  /** A variable of these words. */
  words(words: readonly string[]): string;
  reserved: ReadonlySet<string>;
  /** Names that the program itself needs. */
  extra: readonly string[];
}

export interface Imported {
  from: Module;
  names: { declared: Declared; name: string; as: string }[];
}

export interface Variables {
  /** @param within The module that names it. */
  of(one: Declared, within: Module): string;
  /** What a module needs of others, by their slugs. */
  imports(module: Module): Imported[];
}

export const camelWords = (words: readonly string[]): string =>
  words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");

export const snakeWords = (words: readonly string[]): string => words.join("_");

export function openVariables({ modules }: Project, convention: Convention): Variables {
  const own = new Map<Declared, string>();
  const moduleOf = new Map<Declared, Module>();
  const imported = new Map<Module, Map<Declared, string>>();
  for (const module of modules) {
    const taken = new Set(convention.extra);
    for (const one of module.declared) {
      moduleOf.set(one, module);
      own.set(one, take(variableOf(one, convention), taken));
    }
  }
  for (const module of modules) {
    const taken = new Set([...convention.extra, ...module.declared.map((one) => own.get(one) as string)]);
    const names = new Map<Declared, string>();
    for (const { references } of module.declared) {
      for (const { to } of references.values()) {
        const from = moduleOf.get(to) as Module;
        if (from === module || names.has(to)) continue;
        const plain = own.get(to) as string;
        const longer = convention.words([
          ...wordsIn(from.slug),
          ...wordsIn(plain.replace(/[A-Z]/g, "-$&").toLowerCase()),
        ]);
        names.set(to, take(taken.has(plain) ? longer : plain, taken));
      }
    }
    imported.set(module, names);
  }
  return {
    of: (one, within) => imported.get(within)?.get(one) ?? (own.get(one) as string),
    imports: (module) => {
      const found = new Map<Module, Imported>();
      for (const [one, as] of imported.get(module) ?? []) {
        const from = moduleOf.get(one) as Module;
        const known = found.get(from) ?? { from, names: [] };
        known.names.push({ declared: one, name: own.get(one) as string, as });
        found.set(from, known);
      }
      return [...found.values()].toSorted((a, b) => (a.from.slug < b.from.slug ? -1 : 1));
    },
  };
}

function variableOf({ slug, definition }: Declared, { words, reserved }: Convention): string {
  const noun = nounOf(definition.name).split(" ");
  const own = wordsIn(slug);
  const name = words(own);
  return reserved.has(name) ? words([...own, ...noun]) : name;
}

const wordsIn = (slug: string): string[] => slug.split(/[-_]/).filter(Boolean);

/** Two names may become one variable: `shop-2-a` and `shop-2a` in a language that joins words. */
function take(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}${count}`;
  taken.add(free);
  return free;
}
