/** Decodes and encodes property values of the engine's protocol, with their secrets, unknowns and resource references. */
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import type { Values } from "../fields/field.ts";
import { isObject } from "../fields/shape.ts";
import { unknown } from "../fields/unknowns.ts";
import { withoutNulls } from "../lifecycle/index.ts";
import { collect, type Secrets } from "./secrets.ts";

/**
 * An object with this key is a special value, of the kind that the key's value names (`sig` in
 * sdk/go/common/resource/sig/sig.go of Pulumi).
 */
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const resourceReference = "5cf8f73096256a8f31e491e813e4eb8e";

/** The engine's sentinels for unknowns of other types than string: boolean, number, list, object, asset, archive. */
const unknowns = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
]);

export interface Decoded {
  values: Values;
  secrets: Secrets;
}

/** @returns Plain values and the places of secrets; undefined if the engine sent no struct */
export function decode(struct: protobuf.Struct | undefined): Decoded | undefined {
  if (!struct) return undefined;
  const { value, secrets } = decodeValue(struct.toJavaScript());
  return { values: value as Values, secrets };
}

/**
 * The inputs of the program, without nulls, and without the keys that the engine, or the adapter for dynamic resources, adds
 * to them.
 */
export function decodeInputs(struct: protobuf.Struct | undefined): Decoded | undefined {
  const decoded = decode(struct);
  if (!decoded) return undefined;
  const own = Object.entries(withoutNulls(decoded.values)).filter(([name]) => !name.startsWith("__"));
  return { values: Object.fromEntries(own), secrets: decoded.secrets };
}

export const noInputs: Decoded = { values: {}, secrets: undefined };

interface DecodedValue {
  value: unknown;
  secrets: Secrets;
}

function decodeValue(value: unknown): DecodedValue {
  if (Array.isArray(value)) {
    const items = value.map(decodeValue);
    // The API may return the items in another order, so a secret item makes the whole list secret.
    return { value: items.map((item) => item.value), secrets: items.some((item) => item.secrets) || undefined };
  }
  if (!isObject(value)) return { value: unknowns.has(value as string) ? unknown : value, secrets: undefined };
  switch (value[signature]) {
    case secret:
      return { value: decodeValue(value.value).value, secrets: true };
    case output: {
      const inner = decodeValue(value.value === undefined ? unknown : value.value);
      return value.secret === true ? { ...inner, secrets: true } : inner;
    }
    case resourceReference:
      return { value: (value.id === "" ? unknown : value.id) ?? value.urn, secrets: undefined };
    default:
      return decodeObject(value);
  }
}

/** Some SDKs list in `__defaults` which values they have filled in. */
function decodeObject(object: Values): DecodedValue {
  const entries = Object.entries(object)
    .filter(([name]) => name !== "__defaults")
    .map(([name, value]) => [name, decodeValue(value)] as const);
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
  if (secrets === true) return { [signature]: secret, value: encodeValue(value, undefined) };
  if (Array.isArray(value)) return value.map((item, index) => encodeValue(item, secrets?.[index]));
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(present.map(([name, inner]) => [name, encodeValue(inner, secrets?.[name])]));
}
