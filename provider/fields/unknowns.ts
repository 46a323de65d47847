/**
 * What the engine puts in the place of a value that a preview cannot know yet. There is a sentinel for each type: string,
 * boolean, number, list, object, asset, archive (`Unknown…Value` in sdk/go/common/resource/plugin/rpc.go of Pulumi).
 */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const sentinels: ReadonlySet<unknown> = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
]);

export const isUnknown = (value: unknown): boolean => sentinels.has(value);

/** Whether a value is unknown, or any value in it. */
export const hasUnknown = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.values(value).some(hasUnknown) : isUnknown(value);

/** The paths of all unknown values in a value, such as `redirectUris[1]`; the empty path is the value itself. */
export function* pathsOfUnknowns(value: unknown, path = ""): Generator<string> {
  if (isUnknown(value)) yield path;
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* pathsOfUnknowns(item, `${path}[${index}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* pathsOfUnknowns(inner, path ? `${path}.${name}` : name);
  }
}

/** The value with one sentinel, `unknown`, in the place of all. */
export function withOneUnknown<T>(value: T): T {
  if (isUnknown(value)) return unknown as T;
  if (Array.isArray(value)) return value.map(withOneUnknown) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withOneUnknown(inner)])) as T;
}
