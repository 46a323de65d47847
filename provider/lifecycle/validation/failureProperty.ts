/**
 * The property that a check failure names. The engine prints the input whose name is exactly this text, in clear even if it
 * is secret, and however long it is: "property name value {x} has a problem: …". For every other text, such as a path into
 * an object, it prints `{<nil>}`, as if there were no value. Without a property it prints "resource 'shop' has a problem: …".
 */
import type { Field, Shape, Values } from "../../fields/field.ts";
import { holdsSecrets } from "../../fields/shape.ts";
import type { Problem } from "./problem.ts";

/** Longer values are not printed. */
const maxLength = 120;

/**
 * The path of a problem where the engine then prints what is true: the value of an input that may be shown, or that there is
 * none. Otherwise empty: the message begins with the path in any case.
 * @param isSecret Whether the program marks a value as secret. @param keys For example `["redirectUris", "1"]`.
 */
export function failureProperty(
  { path, code }: Pick<Problem, "path"> & { code?: string },
  { fields }: Shape,
  values: Values,
  isSecret: (keys: readonly string[]) => boolean,
): string {
  if (!Object.hasOwn(values, path)) return code === "missing" ? path : "";
  const field = Object.hasOwn(fields, path) ? fields[path] : undefined;
  return field && isShowable(field) && !isSecret([path]) && isPrintable(values[path]) ? path : "";
}

/** The value of an unknown property may be the one of a misspelt secret, and free-form JSON may contain private keys. */
const isShowable = (field: Field): boolean => field.type !== "json" && !holdsSecrets(field);

function isPrintable(value: unknown): boolean {
  // An address may contain a password.
  if (typeof value === "string") return value.length <= maxLength && !/[\p{Cc}\p{Cf}\u2028\u2029@]/u.test(value);
  return typeof value === "number" || typeof value === "boolean";
}
