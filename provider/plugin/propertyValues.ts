/** Decodes and encodes property values of the engine's protocol, with their secrets, unknowns and resource references. */
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import { asSecret, secretSignature, signature } from "../engine/secretValue.ts";
import type { Values } from "../fields/field.ts";
import { isObject } from "../fields/shape.ts";
import { isUnknown, unknown } from "../fields/unknowns.ts";
import { type Problem, withoutNulls } from "../lifecycle/index.ts";
import { asStored, type Resolve, whereIdIsMeant } from "./references.ts";
import { collect, type Secrets } from "./secrets.ts";

/** The kinds of special values beside secrets. */
const output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const resourceReference = "5cf8f73096256a8f31e491e813e4eb8e";

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
  const { value, secrets } = decodeValue(struct.toJavaScript(), [], (reference, keys) => {
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
  const own = Object.entries(withoutNulls(decoded.values)).filter(([name]) => !name.startsWith("__"));
  return { ...decoded, values: Object.fromEntries(own) };
}

export const noInputs: Decoded = { values: {}, secrets: undefined, problems: [] };

interface DecodedValue {
  value: unknown;
  secrets: Secrets;
}

/** @param keys Where the value is. @param resolve Gives the value in the place of a reference. */
function decodeValue(
  value: unknown,
  keys: readonly string[],
  resolve: (reference: Values, keys: readonly string[]) => unknown,
): DecodedValue {
  if (Array.isArray(value)) {
    const items = value.map((item, index) => decodeValue(item, [...keys, String(index)], resolve));
    // The API may return the items in another order, so a secret item makes the whole list secret.
    return { value: items.map((item) => item.value), secrets: items.some((item) => item.secrets) || undefined };
  }
  if (!isObject(value)) return { value: isUnknown(value) ? unknown : value, secrets: undefined };
  switch (value[signature]) {
    case secretSignature:
      return { value: decodeValue(value.value, keys, resolve).value, secrets: true };
    case output: {
      const inner = decodeValue(value.value === undefined ? unknown : value.value, keys, resolve);
      return value.secret === true ? { ...inner, secrets: true } : inner;
    }
    case resourceReference:
      return { value: resolve(value, keys), secrets: undefined };
    default:
      return decodeObject(value, keys, resolve);
  }
}

/** Some SDKs list in `__defaults` which values they have filled in. */
function decodeObject(
  object: Values,
  keys: readonly string[],
  resolve: (reference: Values, keys: readonly string[]) => unknown,
): DecodedValue {
  const entries = Object.entries(object)
    .filter(([name]) => name !== "__defaults")
    .map(([name, value]) => [name, decodeValue(value, [...keys, name], resolve)] as const);
  return {
    value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    secrets: collect(entries.map(([name, { secrets }]) => [name, secrets])),
  };
}

export const encode = (values: Values, secrets?: Secrets): protobuf.Struct =>
  protobuf.Struct.fromJavaScript(
    encodeValue(values, secrets === true ? undefined : secrets) as Parameters<typeof protobuf.Struct.fromJavaScript>[0],
  );

function encodeValue(value: unknown, secrets: Secrets): unknown {
  if (secrets === true) return asSecret(encodeValue(value, undefined));
  if (Array.isArray(value)) return value.map((item, index) => encodeValue(item, secrets?.[index]));
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(present.map(([name, inner]) => [name, encodeValue(inner, secrets?.[name])]));
}
