import { selected } from "../../../../cli/export/read/select.ts";

const all = [
  { id: "a", title: "Shop" },
  { id: "b", title: "Portal" },
  { id: "c", title: "Shop" },
  { id: "-d", title: "Partner shop" },
];

test("all without a selection; names and ids select, a name all that have it, in the order of the tenant", () => {
  expect(selected(all, [])).toEqual(all);
  expect(selected(all, ["Shop", "-d"]).map(({ id }) => id)).toEqual(["a", "c", "-d"]);
  expect(selected(all, ["b", "Portal"]).map(({ id }) => id)).toEqual(["b"]);
});

test("an unknown one is an error that lists near names", () => {
  const refused = (...only: string[]) => {
    try {
      selected(all, only);
    } catch (error) {
      return error as Error & { exitCode: number };
    }
    throw new Error("it was accepted");
  };
  expect(refused("Shp")).toMatchObject({ exitCode: 2 });
  expect(refused("Shp").message).toBe(
    '--only is "Shp", but the tenant has no application of that name or id. Did you mean "Shop"?',
  );
  expect(refused("shop").message).toContain('Did you mean "Shop" or "Partner shop"?');
  expect(refused("zzzzzz", "Portl").message).toMatch(/"zzzzzz".*"Portl".*"Portal"/);
});
