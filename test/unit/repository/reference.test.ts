/** What the pages of the reference say of each property. */
import type { Field, Resource, Shape } from "../../../provider/fields/field.ts";
import { nounOf } from "../../../provider/fields/naming.ts";
import { resources } from "../../../provider/resources/all.ts";
import { application, client } from "../../../provider/resources/index.ts";
import { readPage } from "../../support/documentation/pages.ts";

const pageOf = ({ name }: Resource): string => readPage(`docs/reference/${nounOf(name).replaceAll(" ", "-")}.md`);

const rowsOf = (page: string, property: string): string[] =>
  page.split("\n").filter((line) => line.startsWith(`| \`${property}\``));

test("what only one protocol requires is required for that one", () => {
  for (const page of [pageOf(application), pageOf(client)]) {
    const rows = [...rowsOf(page, "redirectUris"), ...rowsOf(page, "spEntityId")];
    expect(rows.filter((row) => row.includes("(required)"))).toEqual([]);
    expect(rows).toContainEqual(expect.stringContaining("`redirectUris` (required for OIDC)"));
    expect(rows).toContainEqual(expect.stringContaining("`spEntityId` (required for SAML)"));
  }
});

test("each of two properties of which one is required says so", () => {
  for (const name of ["firstClient", "clientDisplayName"]) {
    expect(rowsOf(pageOf(application), name)[0]).toContain("exactly one of `firstClient`, `clientDisplayName`");
  }
});

test.each(resources.map((resource) => [resource.name, resource] as const))(
  "%s: no required property has a default, and no long list of choices stands in a table",
  (_, resource) => {
    const rows = pageOf(resource)
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows.filter((row) => /^\| `\w+` \(required/.test(row) && row.includes("Default:"))).toEqual([]);
    expect(rows.filter((row) => (row.split(" | ")[1]?.match(/`/g)?.length ?? 0) >= 40)).toEqual([]);
  },
);

test("the claims stand on the page of a client once, with links to them", () => {
  const page = pageOf(client);
  expect(page.match(/`phone_number_verified`/g)).toHaveLength(1);
  expect(page).toContain("### Claim\n");
  expect(rowsOf(page, "defaultCustomClaims")[0]).toContain("list of [Claim](#claim)");
});

test("the description of a type is true of all properties that have it", () => {
  const found = new Map<string, Set<string>>();
  const visit = ({ fields }: Shape): void => {
    for (const field of Object.values(fields) as Field[]) {
      const inner = "items" in field ? field.items : field;
      if (inner.type !== "object") continue;
      found.set(inner.name, (found.get(inner.name) ?? new Set()).add(inner.about ?? inner.description));
      visit(inner);
    }
  };
  resources.forEach(visit);
  expect([...found].filter(([, descriptions]) => descriptions.size > 1)).toEqual([]);
});
