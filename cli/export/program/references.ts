/** Which inputs hold an id of another object, and may name that object in its place. */
import { nounOf } from "../../../provider/fields/naming.ts";
import { inputsOf } from "../../../provider/fields/shape.ts";
import type { Declared, Reference } from "./declared.ts";

export interface Target extends Reference {
  /** The module that declares it. */
  module: number;
}

/**
 * @param targets By the name of the resource and the object's own id.
 * @returns Replaces the ids in one object. An id stays if the reference would make modules need each other.
 */
export function openReferences(targets: ReadonlyMap<string, Target>): (one: Declared, module: number) => void {
  /** What each module needs. */
  const needs = new Map<number, Set<number>>();
  const reaches = (from: number, to: number): boolean =>
    from === to || [...(needs.get(from) ?? [])].some((next) => reaches(next, to));
  return (one, module) => {
    const references = new Map<string, Reference>();
    for (const [name, field] of inputsOf(one.definition)) {
      const target = field.idOf === undefined ? undefined : targets.get(`${field.idOf} ${one.inputs[name]}`);
      if (!target) continue;
      const isOwn = target.module === module;
      const isParent = isOwn && one.definition.id.includes(name);
      if (isOwn ? !isParent : reaches(target.module, module)) {
        one.comments.above.push(
          `${name} is the id of ${called(target, field.idOf as string)}, which itself needs this ` +
            `${nounOf(one.definition.name)}: neither can refer to the other.`,
        );
        continue;
      }
      if (!isOwn) needs.set(module, (needs.get(module) ?? new Set()).add(target.module));
      references.set(name, { to: target.to, property: target.property });
      delete one.inputs[name];
    }
    Object.assign(one, { references });
  };
}

/** An application stands for its default client as well. */
const called = ({ to }: Target, idOf: string): string =>
  `${to.definition.name === idOf ? nounOf(idOf) : `the default ${nounOf(idOf)} of ${nounOf(to.definition.name)}`} ${JSON.stringify(to.title)}`;
