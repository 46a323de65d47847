/**
 * The property that a check failure names. The engine prints the value of a property whose name is exactly this text
 * (`issueCheckFailures` in pkg/resource/deploy/step_generator.go: "property %v value %v has a problem: %v"), in clear even
 * if it is secret, and however long it is.
 */
import type { Field, Shape, Values } from "../../fields/field.ts";
import { holdsSecrets } from "../../fields/shape.ts";

/** Longer values are not printed. */
const maxLength = 120;

/**
 * The path of a problem, in the syntax of Pulumi's property paths. If the engine must not print the value, the path is in
 * the syntax with brackets, `["clientSecret"]`, which means the same property, and is not its name.
 * @param path As in a Problem. @param isSecret Whether the program marks a value as secret. @param keys For example
 * `["redirectUris", "1"]`.
 */
export function failureProperty(
  path: string,
  { fields }: Shape,
  values: Values,
  isSecret: (keys: readonly string[]) => boolean,
): string {
  if (!Object.hasOwn(values, path)) return path;
  const field = Object.hasOwn(fields, path) ? fields[path] : undefined;
  return field && isShowable(field) && !isSecret([path]) && isPrintable(values[path])
    ? path
    : `[${JSON.stringify(path)}]`;
}

/** The value of an unknown property may be the one of a misspelt secret, and free-form JSON may contain private keys. */
const isShowable = (field: Field): boolean => field.type !== "json" && !holdsSecrets(field);

function isPrintable(value: unknown): boolean {
  // An address may contain a password.
  if (typeof value === "string") return value.length <= maxLength && !/[\p{Cc}\p{Cf}\u2028\u2029@]/u.test(value);
  return typeof value === "number" || typeof value === "boolean";
}
