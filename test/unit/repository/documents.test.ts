/** What the pages for developers name exists. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../support/root.ts";

const read = (file: string): string => readFileSync(join(root, file), "utf8");

test("every test that AGENTS.md names is there", () => {
  const names = [...read("AGENTS.md").matchAll(/`((?:unit|flows|engine)\/[\w/]+)`/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  const missing = names.filter((name) => !["", ".test.ts"].some((end) => existsSync(join(root, `test/${name}${end}`))));
  expect(missing).toEqual([]);
});

test("every file that the architecture page names is there", () => {
  const missing = read("docs/dev/architecture.md")
    .split("\n")
    .flatMap((line) => {
      let folder = "";
      return [...line.matchAll(/`([\w./]+(?:\.m?ts|\/))`/g)]
        .map(([, path]) => path as string)
        .filter((path) => {
          const found = [folder, "", "provider", "provider/lifecycle"].find((above) =>
            existsSync(join(root, above, path)),
          );
          if (found !== undefined) folder = dirname(join(found, path));
          return found === undefined;
        });
    });
  expect(missing).toEqual([]);
});
