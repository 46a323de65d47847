/** A field as a line of a TypeScript interface. */
import type { Field } from "../../provider/fields/field.ts";
import { deprecationOf, sentencesOf } from "./describe.mts";
import { choiceOf, type NamedTypes } from "./types.mts";

export const mark = "// Generated from the provider's tables by `make generate`: change the tables instead.\n";

export type Side = "input" | "output";

export function property(
  types: NamedTypes,
  key: string,
  field: Field,
  path: string | undefined,
  side: Side,
  optional: boolean,
): string {
  const type = typeOf(types, field, side);
  return `${comment(field, path)}\n  ${key}${optional ? "?" : ""}: ${side === "input" ? `pulumi.Input<${type}>` : type};`;
}

export function typeOf(types: NamedTypes, field: Field, side: Side): string {
  switch (field.type) {
    case "string":
      return choiceOf(types, field)?.name ?? "string";
    case "array": {
      const item = typeOf(types, field.items, side);
      return side === "input" ? `pulumi.Input<${item}>[]` : `${item}[]`;
    }
    case "oneOrMany":
      return `${typeOf(types, field.items, side)}[]`;
    case "object":
      return side === "input" ? `${field.name}Args` : field.name;
    case "json":
      return "Record<string, unknown>";
    default:
      return field.type;
  }
}

export function comment(field: Field, path: string | undefined): string {
  const deprecation = deprecationOf(field);
  const lines = [sentencesOf(field, path).join(" "), ...(deprecation ? [`@deprecated ${deprecation}`] : [])];
  if (lines.length === 1) return `  /** ${lines[0]} */`;
  return `  /**\n${lines.map((line) => `   * ${line}`).join("\n")}\n   */`;
}
