/** What programs can ask of the API without managing anything. Both faces, the schema and the reference read this table. */
import type { Resource, Shape, Values } from "../fields/field.ts";
import { name } from "../fields/kinds.ts";
import { check } from "../lifecycle/index.ts";
import { application, client } from "../resources/index.ts";
import { find, findAll } from "./find.ts";
import type { ProviderFunction, Question } from "./function.ts";
import { one, several, within } from "./result.ts";

export type { ProviderFunction, Question };

/** A field of the resource's own table, to find it by. */
const argument = (resource: Resource, field: string, more = "") =>
  name(`${resource.fields[field]?.description}${more}`, { apiName: resource.fields[field]?.apiName });

const ofApplication = { appId: { ...argument(application, "appId"), required: true } as const };

/** By its id or by its title, of which exactly one is given. */
function byIdOrTitle(resource: Resource, id: string): Shape {
  const { title } = resource;
  return {
    fields: { [id]: argument(resource, id), [title]: argument(resource, title, " Compared letter by letter.") },
    rules: [{ exactlyOneOf: [id, title], because: `either says which ${resource.name.toLowerCase()} is meant` }],
  };
}

const clientById = byIdOrTitle(client, "clientId");

export const functions: readonly ProviderFunction[] = [
  {
    name: "getApplication",
    description: "An application that exists, by its id or by its exact name.",
    args: byIdOrTitle(application, "appId"),
    result: one(application),
    run: find(application),
  },
  {
    name: "getApplications",
    description: "All applications of the tenant, as the API lists them: without their logos.",
    args: { fields: {} },
    result: several(application, "applications"),
    lists: "applications",
    run: findAll(application, "applications"),
  },
  {
    name: "getClient",
    description: "A client of an application, by its id or by its exact name.",
    args: { ...clientById, fields: { ...ofApplication, ...clientById.fields } },
    result: one(client),
    run: find(client),
  },
  {
    name: "getClients",
    description: "All clients of an application, its default client among them.",
    args: { fields: ofApplication },
    result: several(client, "clients"),
    lists: "clients",
    run: findAll(client, "clients"),
  },
];

export const functionNamed = (wanted: string): ProviderFunction | undefined =>
  functions.find(({ name }) => name === wanted);

/** @returns What is wrong with the arguments, one complaint an entry; empty if nothing is. */
export const complainAbout = ({ name, args }: ProviderFunction, given: Values): string[] =>
  check(args, given, { shape: args, noun: `call of ${name}`, path: "" });

/** @throws Error where what is asked for is not there, or there is more than one; ApiError */
export const ask = async ({ run, result }: ProviderFunction, question: Question): Promise<Values> =>
  within(result, await run(question));
