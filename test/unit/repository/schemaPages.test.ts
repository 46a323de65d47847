/** What a registry shows of the package besides its properties. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resources } from "../../../provider/resources/all.ts";
import schema from "../../../schema.json";
import { root } from "../../support/root.ts";

const pages = Object.entries(schema.resources as Record<string, { description: string }>).map(
  ([token, { description }]): [string, string] => [token, description],
);

const programsIn = (page: string) => [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];

test.each(pages)("the page of %s says how it is imported", (token, page) => {
  const { id } = resources.find(({ name }) => token.endsWith(`:${name}`)) as { id: readonly string[] };
  const [, fence, shell] = programsIn(page).at(-1) ?? [];
  expect(fence).toBe("sh");
  expect(shell).toBe(`pulumi import ${token} <name> "${id.map((part) => `<${part}>`).join("/")}"\n`);
});

test("a client's page writes its id with the application's before its own", () => {
  expect(pages.find(([token]) => token.endsWith(":Client"))?.[1]).toContain('"<appId>/<clientId>"');
});

/** The resources that the example uses, each once. */
const example = readFileSync(join(root, "examples/typescript-plugin/index.ts"), "utf8");
const used = [...new Set([...example.matchAll(/new transmit\.(\w+)\(/g)].map(([, name]) => name as string))];

test("the example uses applications, clients and signing keys", () => {
  expect(used).toEqual(expect.arrayContaining(["Application", "Client", "SigningKey"]));
});

test.each(used)("the page of %s shows how each language uses it", (kind) => {
  const programs = programsIn(pages.find(([token]) => token.endsWith(`:${kind}`))?.[1] as string);
  expect(programs.map(([, fence]) => fence)).toEqual(["typescript", "python", "go", "yaml", "sh"]);
  const [typescript, python, go, yaml] = programs.map(([, , text]) => text as string);
  expect(typescript).toMatch(
    new RegExp(`^import .* from "${schema.language.nodejs.packageName}";[^]*new transmit.${kind}\\(`),
  );
  expect(python).toMatch(
    new RegExp(`^import ${schema.language.python.packageName} as transmit\n[^]*transmit.${kind}\\(`),
  );
  expect(go).toMatch(new RegExp(`^package main\n[^]*transmit.New${kind}\\(`));
  expect(yaml).toMatch(new RegExp(`^resources:\n[^]*type: transmit:${kind}\n`));
  // Each resource that a program uses is constructed in that program.
  for (const program of [typescript, python] as string[])
    for (const [, name] of program.matchAll(/\b(\w+)\.app(?:_i|I)d\b/g))
      expect(program).toMatch(new RegExp(`${name} = `));
});

test("a page says which inputs cannot be used together", () => {
  expect(pages.find(([token]) => token.endsWith("Application"))?.[1]).toContain(
    "Exactly one of `firstClient` and `clientDisplayName` must be given",
  );
  expect(schema.types["transmit:index:FirstClient"].description).toContain(
    "`syncIdTokenClaimsToUserinfo: true` cannot be used together with `defaultUserInfoClaims`",
  );
});
