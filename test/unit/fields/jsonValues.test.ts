/** Values that JSON lacks are found wherever they are, and nothing else is. */
import { misfitsIn } from "../../../provider/fields/jsonValues.ts";

class Claim {
  value = "canary";
}
const circle: Record<string, unknown> = {};
circle.self = circle;
const oneAsset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "canary" };

test.each<[string, unknown, RegExp]>([
  ["NaN", Number.NaN, /^is NaN, which JSON lacks: it would become null\. Write a finite number/],
  ["Infinity", Number.POSITIVE_INFINITY, /^is Infinity, /],
  ["-Infinity", Number.NEGATIVE_INFINITY, /^is -Infinity, /],
  ["2 ** 53", 2 ** 53, /beyond 9007199254740991/],
  ["-1e21", -1e21, /beyond 9007199254740991/],
  ["a BigInt", 1n, /^is a BigInt, .*Number\(value\)/],
  ["a function", () => "canary", /^is a function, which Pulumi drops/],
  ["a class", Claim, /^is a function/],
  ["a symbol", Symbol("canary"), /^is a symbol/],
  ["a date", new Date(0), /^is a Date, .*value\.toISOString\(\)/],
  ["a map", new Map([["a", 1]]), /^is a Map, .*Object\.fromEntries\(value\)/],
  ["a set", new Set(["canary"]), /^is a Set, .*\[\.\.\.value\]/],
  ["a regular expression", /canary/, /^is a RegExp, .*value\.source/],
  ["a URL", new URL("https://canary.example"), /^is a URL, .*value\.href/],
  ["an error", new Error("canary"), /^is a Error, .*value\.message/],
  ["a boxed string", Object("canary"), /^is a String, /],
  ["a buffer", Buffer.from("canary"), /^is a Uint8Array, .*base64/],
  ["a typed array", new Float64Array(1), /^is a Float64Array, .*\[\.\.\.value\]/],
  ["an instance", new Claim(), /^is an instance of the class Claim/],
  ["a circle", circle, /./],
  ["an asset", oneAsset, /^is an asset, /],
])("%s has a path, and what to write instead", (_, value, reason) => {
  const inside = (at: string) => (value === circle ? `${at}.self` : at);
  const expected = value === circle ? /^contains itself/ : reason;
  for (const [holder, path] of [
    [{ top: value }, "top"],
    [{ deep: { er: [{}, { "a b": value }] } }, 'deep.er[1]["a b"]'],
    [{ list: ["x", value] }, "list[1]"],
  ] as const) {
    const misfits = misfitsIn(holder);
    expect(misfits).toEqual([{ path: inside(path), reason: expect.stringMatching(expected) }]);
    expect(JSON.stringify(misfits)).not.toContain("canary");
  }
});

test("holes and undefined items are found, each", () => {
  // biome-ignore lint/suspicious/noSparseArray: what is tested
  expect(misfitsIn({ uris: ["a", , undefined] })).toEqual([
    { path: "uris[1]", reason: expect.stringMatching(/^is a hole in the list/) },
    { path: "uris[2]", reason: expect.stringMatching(/^is undefined/) },
  ]);
});

test("a key that the protocol's library loses is found", () => {
  expect(misfitsIn(JSON.parse('{"claims":{"__proto__":{"a":1}}}'))).toEqual([
    {
      path: "claims.__proto__",
      reason: expect.stringMatching(/^has a name that Pulumi's libraries for Node\.js lose/),
    },
  ]);
});

test.each<[string, unknown]>([
  ["plain data", { a: [1, -0, 1.5, "x", true, null, { b: undefined }], constructor: "c", toString: "t" }],
  ["an object without a prototype", Object.assign(Object.create(null), { a: 1 })],
  ["the same object twice", ((one) => ({ a: one, b: [one] }))({ c: 1 })],
  ["the largest safe integers", [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 1e-300, Number.EPSILON]],
])("%s passes", (_, value) => {
  expect(misfitsIn({ value })).toEqual([]);
});
