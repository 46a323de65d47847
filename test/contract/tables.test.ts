/** The tables and the official contract say the same, both ways: what one lacks or says otherwise is named. */
import type { Resource } from "../../provider/fields/field.ts";
import { requestsOf } from "../../provider/fields/requests.ts";
import { creationsOf } from "../../provider/fields/shape.ts";
import { resources } from "../../provider/resources/all.ts";
import { application } from "../../provider/resources/index.ts";
import { answerOf, bodyOf, findOperation, operationOf, permissionsOf, successesOf } from "./contract.ts";
import { differencesOf, variants } from "./differences.ts";
import { compare } from "./facts.ts";
import { quirks } from "./quirks.ts";
import { factsOf } from "./table.ts";

const everyTable = resources.flatMap((resource) => variants.map((variant) => ({ resource, variant })));
const known = (difference: string) => quirks.some((quirk) => quirk.of.test(difference));

test.each(everyTable)("$resource.name ($variant) is what the contract says, but for known quirks", (table) => {
  expect(differencesOf(table.resource, table.variant).filter((difference) => !known(difference))).toEqual([]);
});

test("every known quirk is still one", () => {
  const differences = everyTable.flatMap(({ resource, variant }) => differencesOf(resource, variant));
  const gone = quirks.filter((quirk) => !differences.some((difference) => quirk.of.test(difference)));
  expect(gone.map((quirk) => quirk.of.source)).toEqual([]);
});

test("the brief list of applications answers nothing that a full answer lacks", () => {
  const brief = answerOf("GET", `${application.collection}/list`, "oidc", application.envelope);
  const differences = compare(brief, factsOf(application, "answer", "oidc"));
  expect(differences.filter((difference) => !difference.endsWith("in the table only"))).toEqual([]);
  expect(Object.keys(brief)).toContain("app_id");
});

test.each(variants)("what an application derives of its first client is in the contract (%s)", (variant) => {
  const derived = application.extraCreateFields({ firstClient: { name: "Web", authenticationProtocol: variant } });
  const body = bodyOf("POST", application.collection, variant);
  expect(derived).toEqual({ client_display_name: "Web", first_client_authentication_protocol: variant });
  for (const [name, value] of Object.entries(derived)) {
    expect(body[name]?.type).toBe(typeof value);
    expect(body[name]?.enum ?? [value]).toContain(value);
  }
});

describe.each(resources.map((resource): [string, Resource] => [resource.name, resource]))("%s", (_, resource) => {
  test("has its id in the path of its item", () => {
    const parameters = operationOf("PUT", resource.item).parameters?.filter((parameter) => parameter.in === "path");
    // A part of the id that the API calls `id` alone has a name of its own here.
    const called = resource.id.map((part) => resource.fields[part]?.apiName ?? part);
    expect(parameters?.map((parameter) => parameter.name).sort()).toEqual(called.sort());
    for (const part of resource.id) expect(resource.item).toContain(`{${part}}`);
  });

  test("is read by a request of its own, or from a list, as the contract has it", () => {
    expect(findOperation("GET", resource.item) === undefined).toBe(resource.noGetEndpoint === true);
  });

  test.each(requestsOf(resource))("needs the permissions of the contract to $kind", ({ method, path, permissions }) => {
    expect(permissions).toEqual(permissionsOf(method, path));
    expect(permissions).not.toEqual([]);
  });

  test.each(creationsOf(resource))(
    "is created at $path with an answer, or silently, as the contract has it",
    (creation) => {
      expect(successesOf("POST", creation.path).length === 0).toBe(resource.createReturnsNothing === true);
    },
  );

  test("is deleted with an answer that says nothing", () => {
    expect(Object.keys(operationOf("DELETE", resource.item).responses)).toContain("204");
  });
});
