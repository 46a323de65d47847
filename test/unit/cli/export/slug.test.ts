import { fileSlugOf, openNames, slugOf } from "../../../../cli/export/program/slug.ts";

test.each([
  ["Shop", "shop"],
  ["Éclair & Straße", "eclair-strasse"],
  ["  --Shop--  ", "shop"],
  ["👩‍👩‍👧", ""],
  ["חנות", ""],
  ["Shop\nsecond line", "shop-second-line"],
  ["../../etc/passwd", "etc-passwd"],
  ["one two three four five six seven eight", "one-two-three-four-five-six"],
  ["x".repeat(200), "x".repeat(30)],
])("%j has the slug %j", (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});

test.each([
  ["2026", "application-2026"],
  ["con", "application-con"],
  ["COM1", "application-com1"],
  ["🛍️", "application"],
])("%j, which no file or variable can be called, becomes %s", (text, slug) => {
  expect(fileSlugOf(text, "application")).toBe(slug);
});

test("the first keeps a name that several have, and what comes later renames nothing", () => {
  const named = (all: [string, string][]) => {
    const nameOf = openNames();
    return all.map(([wanted, id]) => nameOf(wanted, id));
  };
  const two = named([
    ["shop", "a"],
    ["shop", "b"],
  ]);
  expect(two).toEqual(["shop", expect.stringMatching(/^shop-[0-9a-f]{6}$/)]);
  expect(
    named([
      ["shop", "a"],
      ["shop", "b"],
      ["shop", "c"],
    ]).slice(0, 2),
  ).toEqual(two);
  expect(
    named([
      ["shop", "a"],
      ["portal", "c"],
      ["shop", "b"],
    ])[2],
  ).toBe(two[1]);
  expect(
    new Set(
      named([
        ["shop", "a"],
        [two[1] as string, "c"],
        ["shop", "b"],
      ]),
    ).size,
  ).toBe(3);
});
