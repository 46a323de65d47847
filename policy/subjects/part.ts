/**
 * The inputs of a resource, or an object in them, as rules read them. A value that a preview does not know equals nothing, so a
 * rule finds fault only with what is certain. A secret value can be compared, and is never shown.
 */
import type { Field, Values } from "../../provider/fields/field.ts";
import { isMarked, type Secrets } from "../../provider/fields/secrets.ts";
import { isObject } from "../../provider/fields/shape.ts";
import { unknown } from "../../provider/fields/unknowns.ts";
import { describeValue, isQuotable } from "../../provider/lifecycle/validation/quoting.ts";

/** What stands for a secret that `pulumi policy analyze --file` could not decrypt, whatever its type. */
const redacted = "[secret]";

/** A member of a list. */
export interface Item {
  value: unknown;
  /** `firstClient.redirectUris[1]`. */
  path: string;
  /** The value as messages show it. */
  shown: string;
}

export interface PartOf {
  fields: Record<string, Field>;
  values: Values;
  secrets?: Secrets;
  /** What stands before the names of its properties: `firstClient.`. */
  path?: string;
  /** The program's names of properties, if they are others. A property that it does not name cannot be set. */
  names?: Record<string, string>;
}

export class Part {
  private readonly of: PartOf;

  constructor(of: PartOf) {
    this.of = of;
  }

  /** Whether a program can set the property here. */
  has(name: string): boolean {
    return Object.hasOwn(this.of.fields, name) && (!this.of.names || Object.hasOwn(this.of.names, name));
  }

  /** Its path in the program: `firstClient.pkce`. */
  path(name: string): string {
    return `${this.of.path ?? ""}${this.of.names?.[name] ?? name}`;
  }

  /** Whether the program leaves it out. */
  lacks(name: string): boolean {
    return this.raw(name) === undefined;
  }

  isKnown(name: string): boolean {
    return isKnown(this.raw(name));
  }

  /** Its value, or the API's default if the program leaves it out; undefined if it is not known. */
  value(name: string): unknown {
    const raw = this.raw(name);
    if (raw === undefined) return this.of.fields[name]?.default;
    return isKnown(raw) ? raw : undefined;
  }

  /** Whether its value is known and none of these. */
  isNot(name: string, ...others: unknown[]): boolean {
    return this.isKnown(name) && !others.includes(this.value(name));
  }

  /** The value as messages show it. */
  shown(name: string): string {
    return this.show(this.of.fields[name], this.raw(name), [name]);
  }

  /** `firstClient.pkce is "…"`, `clientType is not set, which means "web"`. */
  says(name: string): string {
    const byDefault = this.lacks(name) ? this.of.fields[name]?.default : undefined;
    const meaning = byDefault === undefined ? "" : `, which means ${this.show(this.of.fields[name], byDefault, [])}`;
    return `${this.path(name)} is ${this.shown(name)}${meaning}`;
  }

  /** The known members of a list. */
  items(name: string): Item[] {
    const list = this.value(name);
    if (!Array.isArray(list)) return [];
    const field = this.of.fields[name];
    const items = field && "items" in field ? field.items : undefined;
    return list.flatMap((value, index) =>
      isKnown(value) && value !== undefined && value !== null
        ? [{ value, path: `${this.path(name)}[${index}]`, shown: this.show(items, value, [name, String(index)]) }]
        : [],
    );
  }

  /** The object in a property; undefined if there is none, or none that is known. */
  part(name: string): Part | undefined {
    const field = this.of.fields[name];
    const values = this.raw(name);
    if (field?.type !== "object" || !isObject(values)) return undefined;
    const { secrets } = this.of;
    const below = secrets === true ? true : secrets?.[name];
    return new Part({ fields: field.fields, values, secrets: below, path: `${this.path(name)}.` });
  }

  private raw(name: string): unknown {
    return Object.hasOwn(this.of.values, name) ? (this.of.values[name] ?? undefined) : undefined;
  }

  private show(field: Field | undefined, value: unknown, keys: readonly string[]): string {
    if (value === undefined) return "not set";
    if (!isKnown(value)) return "not known yet";
    if (isMarked(this.of.secrets, keys)) return "a secret value";
    if (Array.isArray(value) && field && "items" in field)
      return `[${value.map((item, index) => this.show(field.items, item, [...keys, String(index)])).join(", ")}]`;
    return isQuotable(field, value) ? JSON.stringify(value) : describeValue(value, false);
  }
}

const isKnown = (value: unknown): boolean => value !== unknown && value !== redacted;
