/** The project that an export writes, whatever its language: which files declare what, under which names. */
import type { Resource, Values } from "../../../provider/fields/field.ts";
import { nounOf } from "../../../provider/fields/naming.ts";
import type { Comments, LeftOut } from "../exported.ts";

/** A value that is another object's property. */
export interface Reference {
  to: Declared;
  /** A property of its outputs. */
  property: string;
}

export interface Declared {
  definition: Resource;
  id: string;
  title: string;
  /** In the program, unique among all objects: letters, digits and hyphens. */
  name: string;
  /** What its variable is made of, unique in its module. */
  slug: string;
  /** Without those that are references. */
  inputs: Values;
  /** By the name of the input, in the order of the definition. */
  references: ReadonlyMap<string, Reference>;
  comments: Comments;
}

/** A file of the program: an application with all that is theirs. */
export interface Module {
  slug: string;
  /** Whether it is one application; else the signing keys of the credentials. */
  isApplication: boolean;
  declared: Declared[];
}

export interface Project {
  /** As `Pulumi.yaml` has it. */
  name: string;
  /** By slug. */
  modules: Module[];
  leftOut: readonly LeftOut[];
}

export const describeLeftOut = ({ type, id, title, reason }: LeftOut): string =>
  id === undefined
    ? reason
    : `Not in this program: ${nounOf(type)}${title === undefined ? "" : ` ${JSON.stringify(title)}`} (${id}). ${reason}`;

/** The names of its inputs, references among them, in the order of the definition. */
export const orderOf = ({ inputs, references, definition }: Declared): string[] => {
  const names = Object.keys(definition.fields);
  const place = (name: string) => names.indexOf(name);
  return [...references.keys(), ...Object.keys(inputs)].toSorted((a, b) => place(a) - place(b));
};
