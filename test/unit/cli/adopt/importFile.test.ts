/** The list of what exists: every mistake in it is named. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readImportFile } from "../../../../cli/adopt/importFile.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "transmit-adopt-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (content: unknown) => {
  writeFileSync(join(folder, "import.json"), typeof content === "string" ? content : JSON.stringify(content));
  return readImportFile(folder);
};

const shop = { type: "transmit:index:Application", name: "shop", id: "a" };

test("entries have the type's own name", () => {
  expect(read({ resources: [shop] })).toEqual([{ type: "Application", name: "shop", id: "a" }]);
});

test("two types can have the same name", () => {
  expect(read({ resources: [shop, { ...shop, type: "transmit:index:Client", id: "a/b" }] })).toHaveLength(2);
});

test.each([
  ["{", /import\.json could not be read: /],
  [[], /must be an object with a list of resources/],
  [{ resources: [1] }, /resources\[0\] must be an object\./],
  [{ resources: [{ ...shop, type: "aws:s3/bucket:Bucket" }] }, /resources\[0\]\.type is none of transmit:index:/],
  [{ resources: [shop, { type: shop.type }] }, /resources\[1\]\.name must be .* resources\[1\]\.id must be an id\./],
  [{ resources: [shop, shop] }, /names Application shop twice/],
])("%j is refused", (content, message) => {
  expect(() => read(content)).toThrow(message);
});

test("without a file, the error says what writes it", () => {
  expect(() => readImportFile(folder)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^There is no file .*import\.json/),
      hint: expect.stringContaining("pulumi-transmit export"),
    }),
  );
});
