/**
 * Values that a request cannot carry as they are: JSON lacks them, or has something else in their place, and the SDK or the
 * engine would drop or change them without a message. Programs load this module, so it imports nothing.
 */

export interface Misfit {
  /** From the resource: `redirectUris[1]`. */
  path: string;
  /** The rest of the sentence that begins with the path, and what to write instead. No part of the value. */
  reason: string;
}

/** Where a value is: names of properties, and indices of lists. */
export type Keys = readonly (string | number)[];

/** As messages show it: `redirectUris[1]`, `claims.a`, `claims["a b"]`. */
export const pathOf = (keys: Keys): string =>
  keys
    .map((key) =>
      typeof key === "number" ? `[${key}]` : /^[\w$-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join("")
    .replace(/^\./, "");

/**
 * @param keys Where the value is; empty for the inputs of a resource.
 * @param skip Whether the walk leaves a value out, such as an output, which is then the caller's own business.
 */
export function misfitsIn(
  value: unknown,
  keys: Keys = [],
  skip: (value: object, keys: Keys) => boolean = () => false,
): Misfit[] {
  const misfits: Misfit[] = [];
  const add = (at: Keys, reason: string) => misfits.push({ path: pathOf(at), reason });
  walk(value, keys, []);
  return misfits;

  function walk(inner: unknown, at: Keys, above: readonly object[]): void {
    if (typeof inner === "object" && inner !== null && skip(inner, at)) return;
    const reason = above.includes(inner as object) ? "contains itself. Write a value that ends." : reasonFor(inner);
    if (reason !== undefined) add(at, reason);
    else if (Array.isArray(inner)) walkList(inner, at, [...above, inner]);
    else if (typeof inner === "object" && inner !== null) {
      for (const [key, member] of Object.entries(inner)) {
        if (key === "__proto__") add([...at, key], lostKey);
        else walk(member, [...at, key], [...above, inner]);
      }
    }
  }

  // A loop, since the methods of lists pass over holes.
  function walkList(list: readonly unknown[], at: Keys, above: readonly object[]): void {
    for (let index = 0; index < list.length; index++) {
      if (list[index] !== undefined) walk(list[index], [...at, index], above);
      else add([...at, index], index in list ? undefinedItem : hole);
    }
  }
}

/** google-protobuf keeps maps as objects, on which an assignment to this key sets the prototype. */
const lostKey = "has a name that Pulumi's libraries for Node.js lose. Remove it, or use another name.";
const hole = "is a hole in the list, which JSON lacks. Remove the comma that is one too many, or write the item.";
const undefinedItem =
  "is undefined, which JSON lacks: the item would become null. Leave it out, for example with filter(Boolean).";

/** @returns Undefined for what JSON carries, and for lists and plain objects of it */
function reasonFor(value: unknown): string | undefined {
  switch (typeof value) {
    case "number":
      return reasonForNumber(value);
    case "bigint":
      return "is a BigInt, which JSON lacks. Write a number, for example Number(value), or a string.";
    case "function":
      return "is a function, which Pulumi drops without a message. Call it, and give what it returns.";
    case "symbol":
      return "is a symbol, which JSON lacks. Write a string.";
    case "object":
      return value === null ? undefined : reasonForObject(value);
    default:
      return undefined;
  }
}

function reasonForNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) {
    return `is ${value}, which JSON lacks: it would become null. Write a finite number, or leave the property out.`;
  }
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
  return (
    `is a number beyond ${Number.MAX_SAFE_INTEGER}, from where on its last digits get lost. Write one from ` +
    `-${Number.MAX_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}, or a string if the property takes one.`
  );
}

/** By `Object.prototype.toString`, which knows the objects of other realms as well. */
const replacements: Record<string, string> = {
  Date: "value.toISOString()",
  RegExp: "value.source",
  Map: "Object.fromEntries(value)",
  Set: "[...value]",
  WeakMap: "a plain object",
  WeakSet: "a list",
  String: "String(value)",
  Number: "Number(value)",
  Boolean: "value.valueOf()",
  URL: "value.href",
  URLSearchParams: "value.toString()",
  Error: "value.message",
  ArrayBuffer: 'Buffer.from(value).toString("base64")',
  DataView: 'Buffer.from(value.buffer).toString("base64")',
  Uint8Array: 'Buffer.from(value).toString("base64") or [...value]',
};

function reasonForObject(value: object): string | undefined {
  if (Object.hasOwn(value, signature)) {
    const kind = kindOf((value as Record<string, unknown>)[signature]);
    return `is ${kind}, but must be plain data. Write the value itself.`;
  }
  if (Array.isArray(value)) return undefined;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  const advice = /^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/.test(tag)
    ? (replacements[tag] ?? "[...value]")
    : replacements[tag];
  if (advice !== undefined) return `is a ${tag}, which JSON lacks. Write ${advice}.`;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of plain objects has none itself, in each realm.
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return undefined;
  const { constructor: maker } = value;
  const name = typeof maker === "function" && maker.name ? `the class ${maker.name}` : "a class";
  return `is an instance of ${name}, of which JSON keeps no more than the own properties. Write a plain object, for example { ...value }.`;
}

/** The key of special values in the engine's protocol (`sig` in sdk/go/common/resource/sig/sig.go of Pulumi). */
const signature = "4dabf18193072939515e22adb298388d";

const kindOf = (kind: unknown): string =>
  (typeof kind === "string" && Object.hasOwn(kinds, kind) && kinds[kind]) || "a special value of Pulumi";

const kinds: Record<string, string> = {
  c44067f5952c0a294b673a41bacd8c17: "an asset",
  "0def7320c3a5731c473e5ecbe6d01bc7": "an archive",
  "5cf8f73096256a8f31e491e813e4eb8e": "a reference to a resource",
};
