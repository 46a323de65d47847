/**
 * Property values in the engine's form, as plain values and the places of secrets. The engine wraps what is special in an
 * object with a signature (`sig` in sdk/go/common/resource/sig/sig.go of Pulumi).
 */
import { collect, type Secrets } from "../fields/secrets.ts";
import { isObject } from "../fields/shape.ts";
import { isUnknown, unknown } from "../fields/unknowns.ts";
import { secretSignature, signature } from "./secretValue.ts";

/** The kinds of special values beside secrets. */
const output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const resourceReference = "5cf8f73096256a8f31e491e813e4eb8e";

export interface PlainValue {
  value: unknown;
  secrets: Secrets;
}

/** Gives the value in the place of a reference to a resource. @param keys Where it is. */
export type ResolveReference = (
  reference: { [name: string]: unknown; urn?: unknown; id?: unknown },
  keys: readonly string[],
) => unknown;

/** @param keys Where the value is. */
export function decodeValue(value: unknown, keys: readonly string[], resolve: ResolveReference): PlainValue {
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
function decodeObject(object: object, keys: readonly string[], resolve: ResolveReference): PlainValue {
  const entries = Object.entries(object)
    .filter(([name]) => name !== "__defaults")
    .map(([name, value]) => [name, decodeValue(value, [...keys, name], resolve)] as const);
  return {
    value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    secrets: collect(entries.map(([name, { secrets }]) => [name, secrets])),
  };
}

/** The keys that the engine, its SDKs and the classes of `sdk/dynamic` add to inputs. Any other is the program's. */
export const addedKeys: ReadonlySet<string> = new Set(["__provider", "__secrets", "__internal", "__defaults"]);
