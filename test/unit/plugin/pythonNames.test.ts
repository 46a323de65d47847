/** Messages name properties as programs in Python write them, too. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pythonName, withPythonNames } from "../../../provider/plugin/pythonNames.ts";
import schema from "../../../schema.json";
import { root } from "../../support/root.ts";

const message = "firstClient.redirectUri is not a property of firstClient. Did you mean redirectUris?";

test.each([
  "name: shop\nruntime: python\n",
  'name: shop\nruntime: "python"\n',
  "name: shop\nruntime:\n  name: python\n  options:\n    virtualenv: venv\n",
  "name: shop\nruntime: { name: python, options: { virtualenv: venv } }\n",
  "name: shop\r\nruntime:\r\n  name: python\r\n",
])("a program in Python is told: %j", (project) => {
  expect(withPythonNames(message, project)).toBe(`${message} (In Python: first_client, redirect_uris.)`);
});

test.each(["name: python\nruntime: nodejs\n", "runtime: go\n", "runtime: yaml\n", ""])(
  "others are not: %j",
  (project) => {
    expect(withPythonNames(message, project)).toBe(message);
  },
);

test("a message without such names stays as it is", () => {
  expect(withPythonNames('name is "", and camelCase is no property.', "runtime: python")).not.toContain("Python");
});

const names = Object.values(schema.resources).flatMap(({ inputProperties }) => Object.keys(inputProperties));
const types = Object.values(schema.types).flatMap((type) => ("properties" in type ? Object.keys(type.properties) : []));
const sources = ["application", "client", "signing_key", "_inputs", "outputs"].map((name) =>
  readFileSync(join(root, `sdk/python/pulumi_transmit/${name}.py`), "utf8"),
);

test("the names are those of the SDK", () => {
  const missing = [...new Set([...names, ...types].filter((name) => /[A-Z]/.test(name)))].filter(
    (name) => !sources.some((source) => new RegExp(`\\bdef ${pythonName(name)}\\(`).test(source)),
  );
  expect(missing).toEqual([]);
});
