/** What exists after a run, without what differs from one run to another: ids, times and generated values. */
import { readFileSync } from "node:fs";
import type { Field, Resource } from "../../provider/fields/field.ts";
import { camel, wireName } from "../../provider/fields/naming.ts";
import { resources } from "../../provider/resources/all.ts";
import type { Json } from "../../tools/engine/api.ts";
import type { Stack } from "../../tools/engine/stack.ts";
import { documentsIn } from "../support/documents.ts";

/** The API's documents, and the outputs in the stack's state. */
export interface Holdings {
  /** By the resource's name: `SigningKey`. */
  documents: Record<string, Json[]>;
  /** By the name that the program gives a resource. */
  outputs: Record<string, Json>;
}

/** @param file Where the emulator keeps its data, which also holds what no response returns. */
export async function takeStock(stack: Stack, file: string): Promise<{ holdings: Holdings; anonymous: Anonymise }> {
  const list = documentsIn(JSON.parse(readFileSync(file, "utf8")));
  const held = resources.map((resource) => ({ resource, documents: list(camel(resource.name)) }));
  const exported = await stack.run(["stack", "export", "--show-secrets"], { quiet: true });
  const anonymous = anonymise(
    held.flatMap(({ resource, documents }) => documents.map((one) => identityOf(resource, one))),
  );
  const documents = held.map(({ resource, documents }) => [
    resource.name,
    sorted(documents, (one) =>
      namesOf(resource, one)
        .map((value) => anonymous(value))
        .join(" "),
    ),
  ]);
  const holdings = anonymous({
    documents: Object.fromEntries(documents) as Holdings["documents"],
    outputs: outputsOf(JSON.parse(exported.stdout).deployment.resources ?? []),
  });
  return { holdings, anonymous };
}

const valueIn = (resource: Resource, document: Json, name: string): unknown =>
  document[wireName(name, resource.fields[name] as Field)];

const identityOf = (resource: Resource, document: Json): Identity => ({
  id: valueIn(resource, document, resource.id.at(-1) as string),
  name: valueIn(resource, document, resource.nameField),
});

/** The ids of its parents, and its name. */
const namesOf = (resource: Resource, document: Json): unknown[] =>
  [...resource.id.slice(0, -1), resource.nameField].map((name) => valueIn(resource, document, name));

const sorted = (list: Json[], keyOf: (one: Json) => string): Json[] =>
  list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** Of the resources of this package. */
const outputsOf = (inState: Json[]): Record<string, Json> =>
  Object.fromEntries(
    inState
      .filter(({ type }) => /transmit:(index:)?\w+$/.test(String(type)) && !String(type).startsWith("pulumi:"))
      .map(({ urn, outputs }) => [String(urn).split("::").at(-1), plain(outputs as Json)])
      .sort(),
  );

/** Without the code that only dynamic resources have, and with names in one order. */
function plain({ __provider: _, __inputs: names, ...outputs }: Json): Json {
  return unwrap({ ...outputs, __inputs: String(names).split(",").sort() }) as Json;
}

/** Replaces each secret by its value. */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  if ("plaintext" in value) return unwrap(JSON.parse(value.plaintext as string));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
}

const times = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const generated = /(emulated-[a-z]+-)[0-9a-f]+|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g;

type Anonymise = <T>(value: T) => T;

interface Identity {
  id: unknown;
  name: unknown;
}

/** Replaces ids by names. */
function anonymise(identities: Identity[]): Anonymise {
  return (value) => {
    const named = identities.reduce(
      (text, { id, name }) => text.replaceAll(String(id), `<${name}>`),
      JSON.stringify(value),
    );
    return JSON.parse(named.replace(times, "<time>").replace(generated, "$1<generated>"));
  };
}
