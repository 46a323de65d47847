/** Every place in which a table and the contract can differ, compared. */
import type { Resource, Variant } from "../../provider/fields/field.ts";
import { answerOf, bodyOf } from "./contract.ts";
import { compare, type Facts } from "./facts.ts";
import { factsOf } from "./table.ts";

export const variants: readonly Variant[] = ["oidc", "saml"];

/** @returns Lines such as `Client (oidc) create: name is in the contract only`. */
export function differencesOf(resource: Resource, variant: Variant): string[] {
  const { name, collection, item, envelope } = resource;
  const stated = bodyOf("POST", collection, variant);
  const answer = (method: string, path: string): Facts =>
    withDefaults(answerOf(method, path, variant, envelope), stated);
  const places: [string, Facts, Facts][] = [
    ["create", stated, factsOf(resource, "create", variant)],
    ["update", bodyOf("PUT", item, variant), factsOf(resource, "update", variant)],
    ["answer to create", answer("POST", collection), factsOf(resource, "answer", variant)],
    ["answer to update", answer("PUT", item), factsOf(resource, "answer", variant)],
    ["answer to read", answer("GET", item), factsOf(resource, "answer", variant)],
    ["answer to list", answer("GET", collection), factsOf(resource, "answer", variant)],
  ];
  return places.flatMap(([place, contract, table]) =>
    compare(contract, table).map((difference) => `${name} (${variant}) ${place}: ${difference}`),
  );
}

/** An answer need not repeat the default that the request states. */
export function withDefaults(answer: Facts, stated: Facts): Facts {
  return Object.fromEntries(
    Object.entries(answer).map(([path, fact]) => [path, { ...fact, default: fact.default ?? stated[path]?.default }]),
  );
}
