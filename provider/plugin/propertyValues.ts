/** Decodes and encodes property values of the engine's protocol, with their secrets, unknowns and resource references. */
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import { markSecrets } from "../engine/secretValue.ts";
import { addedKeys, decodeValue } from "../engine/specialValues.ts";
import type { Values } from "../fields/field.ts";
import type { Secrets } from "../fields/secrets.ts";
import { type Problem, withoutNulls } from "../lifecycle/index.ts";
import { asStored, type Resolve, whereIdIsMeant } from "./references.ts";
import { valuesIn } from "./structValues.ts";

export interface Decoded {
  values: Values;
  secrets: Secrets;
  /** References to resources where none can stand. */
  problems: readonly Problem[];
}

/** @returns Plain values and the places of secrets; undefined if the engine sent no struct */
export function decode(struct: protobuf.Struct | undefined, resolve: Resolve = asStored): Decoded | undefined {
  if (!struct) return undefined;
  const problems: Problem[] = [];
  const { value, secrets } = decodeValue(valuesIn(struct), [], (reference, keys) => {
    const resolved = resolve(reference, keys);
    if (resolved.problem) problems.push(resolved.problem);
    return resolved.value;
  });
  return { values: value as Values, secrets, problems };
}

/**
 * The inputs of the program, without nulls, and without the keys that the engine, or the adapter for dynamic resources, adds
 * to them.
 */
export function decodeInputs(struct: protobuf.Struct | undefined): Decoded | undefined {
  const decoded = decode(struct, whereIdIsMeant);
  if (!decoded) return undefined;
  const own = Object.entries(withoutNulls(decoded.values)).filter(([name]) => !addedKeys.has(name));
  return { ...decoded, values: Object.fromEntries(own) };
}

export const noInputs: Decoded = { values: {}, secrets: undefined, problems: [] };

export const encode = (values: Values, secrets?: Secrets): protobuf.Struct =>
  protobuf.Struct.fromJavaScript(
    markSecrets(values, secrets === true ? undefined : secrets) as Parameters<typeof protobuf.Struct.fromJavaScript>[0],
  );
