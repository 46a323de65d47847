/**
 * Refuses values that only a preview may have. The engine never asks for more than a preview with a value that is not
 * known yet, but other callers may, and the sentinel would reach the API as if it were the value.
 */
import { UnknownValueError } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import { listed } from "../../fields/naming.ts";
import { hasUnknown, pathsOfUnknowns } from "../../fields/unknowns.ts";

/** More paths than these are only counted. */
const maxPaths = 8;

/**
 * Called before any request that is not for a preview.
 * @param what What is refused, for the message: "The client is not created".
 * @throws UnknownValueError that names each unknown value by its path
 */
export function expectKnown(what: string, values: Values): void {
  if (!hasUnknown(values)) return;
  const paths = [...pathsOfUnknowns(values)];
  const [are, theyHave] = paths.length === 1 ? ["is", "it has"] : ["are", "they have"];
  const more = paths.length > maxPaths ? [`${paths.length - maxPaths} more`] : [];
  throw new UnknownValueError(
    `${what}: ${listed([...paths.slice(0, maxPaths), ...more], "and")} ${are} not known, and this is not a preview. ` +
      `Nothing was sent. Only a preview can work with a value that is not known yet: try again once ${theyHave} a value. ` +
      "(The engine writes such a value as a fixed string, for example 04da6b54-80e4-46f7-96ec-b56ff0331ba9, so that no " +
      "property can have this string as its value.)",
  );
}
