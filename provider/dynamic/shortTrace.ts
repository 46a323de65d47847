/**
 * The line that the host prints beside each error of read, diff and delete: `${error}: ${error.stack}`. It cannot be left
 * out, so it says which resource failed, and how: `Application "Shop" (app): not deleted (HTTP 403).`
 */
import { ApiError, ConfigurationError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { fromOutside } from "../safeText.ts";

/**
 * @param args Of the operation: the id, unless it is a create, then state and inputs.
 * @param hide Removes secrets from a text.
 */
export function describeArguments(
  resource: Resource,
  args: readonly (string | Values)[],
  hide = (text: string) => text,
): string {
  const id = args.find((arg) => typeof arg === "string");
  const name = args
    .map((arg) => (typeof arg === "object" ? arg[resource.nameField] : undefined))
    .findLast((value) => typeof value === "string");
  const parts = [
    name !== undefined && JSON.stringify(hide(name)),
    id !== undefined && (name === undefined ? id : `(${id})`),
  ];
  return fromOutside([resource.name, ...parts.filter(Boolean)].join(" "));
}

/** @param which What failed, without secrets. @param outcome "not deleted". */
export function shortenTrace(error: Error, which: string, outcome: string): void {
  error.toString = () => which;
  error.stack = `${outcome}${reasonOf(error)}.`;
}

function reasonOf(error: Error): string {
  if (error instanceof ConfigurationError) return " (settings)";
  if (!(error instanceof ApiError)) return "";
  const { status, neverSent } = error.failure;
  if (status !== undefined) return ` (HTTP ${status})`;
  return neverSent ? " (nothing was sent)" : " (no response)";
}
