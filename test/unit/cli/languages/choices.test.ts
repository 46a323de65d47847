/** The names that programs in other languages use are those of the SDKs. */
import { choiceOf } from "../../../../cli/languages/choices.ts";
import { memberOf, pythonMemberOf } from "../../../../cli/languages/names.ts";
import type { Field } from "../../../../provider/fields/field.ts";
import { resources } from "../../../../provider/resources/all.ts";
import schema from "../../../../schema.json";

interface Choice {
  enum?: { name?: string; value: string }[];
}

const choicesIn = (fields: Record<string, Field>): [string, readonly string[]][] =>
  Object.values(fields).flatMap((field): [string, readonly string[]][] => {
    if (field.output) return [];
    if ("items" in field) return choicesIn({ item: field.items });
    if (field.type === "object") return choicesIn(field.fields);
    return field.type === "string" && field.enum ? [[choiceOf(field) ?? "none", field.enum]] : [];
  });

test("each set of choices has the name of the schema, and each value that of its constant", () => {
  const found = resources.flatMap(({ fields }) => choicesIn(fields));
  expect(found.length).toBeGreaterThan(20);
  for (const [name, values] of found) {
    const type = (schema.types as unknown as Record<string, Choice>)[`transmit:index:${name}`];
    expect([name, type?.enum?.map(({ value }) => value)]).toEqual([name, values]);
    for (const { name: member, value } of type?.enum ?? []) expect(memberOf(value)).toBe(member ?? memberOf(value));
  }
  expect(["private_key_jwt", "secondaryEmail", "lax"].map(pythonMemberOf)).toEqual([
    "PRIVATE_KEY_JWT",
    "SECONDARY_EMAIL",
    "LAX",
  ]);
});
