/** Changes that a program asks to ignore, by the paths that it names them with. */
import type { Values } from "../../../../provider/fields/field.ts";
import { applyIgnoreChanges, detailedDiff, diff } from "../../../../provider/lifecycle/index.ts";
import { client } from "../../../../provider/resources/index.ts";

const before = {
  appId: "app",
  name: "Web",
  redirectUris: ["https://a.example", "https://b.example"],
  tokenExpiration: { accessTokenTtl: 1, refreshTokenTtl: 2 },
  sessionExpiration: 5,
};
const now = {
  appId: "other",
  name: "Site",
  redirectUris: ["https://c.example", "https://b.example"],
  tokenExpiration: { accessTokenTtl: 2, maxRefreshRotate: 3 },
  description: "new",
};

const state = { ...before, __inputs: Object.keys(before).join(",") };

/** The paths that are left of the difference. */
function left(paths: string[], inputs: Values = now): string[] {
  const values = applyIgnoreChanges(client, state, inputs, paths);
  return detailedDiff(client, state, values, diff(client, state, values).changed)
    .map(({ path }) => path)
    .sort();
}

const all = [
  "appId",
  "description",
  "name",
  "redirectUris[0]",
  "sessionExpiration",
  "tokenExpiration.accessTokenTtl",
  "tokenExpiration.maxRefreshRotate",
  "tokenExpiration.refreshTokenTtl",
];

test.each<[paths: string[], ignored: string[]]>([
  [[], []],
  [["name"], ["name"]],
  [["appId"], ["appId"]],
  [["description"], ["description"]],
  [["sessionExpiration"], ["sessionExpiration"]],
  [
    ["name", "appId"],
    ["name", "appId"],
  ],
  [['["name"]'], ["name"]],
  [["redirectUris"], ["redirectUris[0]"]],
  [["redirectUris[0]"], ["redirectUris[0]"]],
  [["redirectUris[*]"], ["redirectUris[0]"]],
  [["redirectUris[7]"], []],
  [["", ".", "[", "[]"], []],
  [["04da6b54-80e4-46f7-96ec-b56ff0331ba9"], []],
  [["__proto__", "__proto__.x", "constructor", "toString.x"], []],
  [["tokenExpiration"], all.filter((path) => path.startsWith("token"))],
  [["tokenExpiration.accessTokenTtl"], ["tokenExpiration.accessTokenTtl"]],
  [["tokenExpiration.maxRefreshRotate"], ["tokenExpiration.maxRefreshRotate"]],
  [["tokenExpiration.refreshTokenTtl"], ["tokenExpiration.refreshTokenTtl"]],
  [["tokenExpiration.*"], all.filter((path) => path.startsWith("token"))],
  [["*"], all],
  [["nothing", "name.nothing", "idTokenEncryption.enabled"], []],
])("%j ignores %j", (paths, ignored) => {
  expect(left(paths)).toEqual(all.filter((path) => !ignored.includes(path)));
});

test("what the API answers without being asked does not become an input by being ignored", () => {
  const values = applyIgnoreChanges(client, { ...state, clientType: "native" }, now, ["clientType", "*"]);
  expect(values).not.toHaveProperty("clientType");
});

test("nothing that was given is changed in place", () => {
  const inputs = structuredClone(now);
  applyIgnoreChanges(client, state, inputs, ["*", "tokenExpiration.accessTokenTtl", "redirectUris[0]"]);
  expect(inputs).toEqual(now);
});
