/** What a registry shows of the package, beyond its properties. */
import schema from "../../schema.json";
import { publicationOf } from "../../tools/generate/publication.ts";

const pages = Object.entries(schema.resources).map(([token, { description }]): [string, string] => [
  token,
  description,
]);

const ids = { Application: "<appId>", Client: "<appId>/<clientId>", SigningKey: "<keyId>" };

test.each(pages)("the page of %s tells how it is used in each language, and how it is imported", (token, page) => {
  const programs = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  expect(programs.map(([, fence]) => fence)).toEqual(["typescript", "python", "sh"]);
  const [typescript, python, shell] = programs.map(([, , text]) => text as string);
  const kind = token.split(":").at(-1);
  expect(typescript).toMatch(
    new RegExp(`^import .* from "${schema.language.nodejs.packageName}";[^]*new transmit.${kind}\\(`),
  );
  expect(python).toMatch(
    new RegExp(`^import ${schema.language.python.packageName} as transmit\n[^]*transmit.${kind}\\(`),
  );
  // Whatever is used has been made before.
  for (const program of [typescript, python] as string[])
    for (const [, name] of program.matchAll(/\b(\w+)\.app(?:_i|I)d\b/g))
      expect(program).toMatch(new RegExp(`${name} = `));
  expect(shell).toBe(`pulumi import ${token} <name> "${ids[kind as keyof typeof ids]}"\n`);
});

test("where one input excludes another, the page says so", () => {
  expect(pages.find(([token]) => token.endsWith("Application"))?.[1]).toContain(
    "Exactly one of `firstClient` and `clientDisplayName` has to be given",
  );
  expect(schema.types["transmit:index:FirstClient"].description).toContain(
    "`syncIdTokenClaimsToUserinfo: true` excludes `defaultUserInfoClaims`",
  );
});

test.each([
  ["nowhere yet", {}, {}],
  [
    "on GitHub",
    { homepage: "https://a.example", repository: { url: "git+https://github.com/owner/project.git" } },
    {
      homepage: "https://a.example",
      repository: "https://github.com/owner/project",
      pluginDownloadURL: "github://api.github.com/owner/project",
    },
  ],
  ["elsewhere", { repository: "https://git.example/x" }, { repository: "https://git.example/x" }],
])("a package that is published %s says where", (_, manifest, expected) => {
  expect(publicationOf(manifest)).toEqual(expected);
});
