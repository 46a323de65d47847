/** Decodes and encodes property values of the engine's protocol, with their secrets, unknowns and resource references. */
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import { markSecrets, secretSignature, signature } from "../engine/secretValue.ts";
import type { Values } from "../fields/field.ts";
import { collect, type Secrets } from "../fields/secrets.ts";
import { isObject } from "../fields/shape.ts";
import { isUnknown, unknown } from "../fields/unknowns.ts";
import { type Problem, withoutNulls } from "../lifecycle/index.ts";
import { asStored, type Resolve, whereIdIsMeant } from "./references.ts";
import { valuesIn } from "./structValues.ts";

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

/** The keys that the engine, its SDKs and the classes of `sdk/dynamic` add. Any other is the program's. */
const addedKeys: ReadonlySet<string> = new Set(["__provider", "__secrets", "__internal", "__defaults"]);

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
    markSecrets(values, secrets === true ? undefined : secrets) as Parameters<typeof protobuf.Struct.fromJavaScript>[0],
  );
