/** What a seed holds of each resource, from its definition: which fields, under which key, and what lies within it. */
import type { Field, Resource } from "../../provider/fields/field.ts";
import { camel, snake, wireName } from "../../provider/fields/naming.ts";
import { embeddedIn } from "../../provider/fields/shape.ts";

export interface Form {
  resource: Resource;
  /** The key of the list that holds it: `applications`. */
  key: string;
  /** The emulator's name for its documents. */
  kind: string;
  /** The field with its own id, and the API's name of it. */
  id: readonly [name: string, wire: string];
  /** The same of each id above its own, from the top. */
  parents: readonly (readonly [name: string, wire: string])[];
  /** All fields that a seed may set, by their names in programs. */
  fields: Readonly<Record<string, Field>>;
  children: readonly Form[];
  /** One of its list is created with the parent and is the parent's default. */
  hasDefault: boolean;
}

export const version = 1;

/** When something was created of which a seed does not say it. */
export const defaultTime = "2025-01-01T00:00:00.000Z";

/** The resources that lie in no other one; the others are their children. */
export function openForms(resources: readonly Resource[]): readonly Form[] {
  const within = (parent: Resource | undefined): Form[] =>
    resources
      .filter(({ id }) => (parent ? isParent(parent, id) : !resources.some((other) => isParent(other, id))))
      .map((resource) => formOf(resource, within(resource), parent));
  return within(undefined);
}

const isParent = (parent: Resource, id: readonly string[]): boolean =>
  id.length > 1 && parent.id.join() === id.slice(0, -1).join();

function formOf(resource: Resource, children: Form[], parent: Resource | undefined): Form {
  const called = (name: string) => [name, wireName(name, resource.fields[name] as Field)] as const;
  const kind = camel(resource.name);
  return {
    resource,
    key: `${kind}s`,
    kind,
    id: called(resource.id.at(-1) as string),
    parents: resource.id.slice(0, -1).map(called),
    fields: storedFields(resource),
    children,
    hasDefault: parent !== undefined && embeddedIn(parent)?.[1].embeds === resource,
  };
}

function storedFields({ id, fields, deletedAtField }: Resource): Record<string, Field> {
  const inputs = new Set(
    Object.entries(fields).flatMap(([name, field]) => (field.output ? [] : [wireName(name, field)])),
  );
  const stored = Object.entries<Field>(fields).filter(
    ([name, field]) =>
      field.sent !== "never" &&
      !field.mirrorsClientField &&
      !(field.type === "object" && field.embeds) &&
      // What responses say of an input, under its name.
      !(field.output && inputs.has(wireName(name, field))) &&
      // The ids of the parents, and the tenant, are those of what it lies in.
      !id.slice(0, -1).includes(name) &&
      name !== "tenantId",
  );
  return { ...Object.fromEntries(stored), ...(deletedAtField && { [deletedAtField]: deletedAt }) };
}

const deletedAt: Field = {
  type: "string",
  format: "date-time",
  description: "When it was deleted, RFC 3339. Lists may still contain it.",
};

/** The API's name of a field that a seed may set. */
export const wireIn = (form: Form, name: string): string =>
  name === form.resource.deletedAtField ? snake(name) : wireName(name, form.fields[name] as Field);
