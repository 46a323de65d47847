/** Every place in which a table and the contract can differ, compared. */
import type { Resource, Variant } from "../../provider/fields/field.ts";
import { creationsOf } from "../../provider/fields/shape.ts";
import { answerOf, bodyOf } from "./contract.ts";
import { compare, type Facts } from "./facts.ts";
import { factsOf } from "./table.ts";

export const variants: readonly Variant[] = ["oidc", "saml"];

type Place = [place: string, contract: Facts, table: Facts];

/** @returns Lines such as `Client (oidc) create: name is in the contract only`. */
export function differencesOf(resource: Resource, variant: Variant): string[] {
  const { name, collection, item, envelope, createReturnsNothing, noGetEndpoint } = resource;
  const stated = bodyOf("POST", collection, variant);
  const answer = (place: string, method: string, path: string): Place => [
    `answer to ${place}`,
    withDefaults(answerOf(method, path, variant, envelope), stated),
    factsOf(resource, "answer", variant),
  ];
  const places: Place[] = [
    ...creationsOf(resource).map(({ path, shape }): Place => {
      const facts = factsOf({ ...resource, ...shape }, "create", variant);
      return [path === collection ? "create" : "upload", bodyOf("POST", path, variant), facts];
    }),
    ["update", bodyOf("PUT", item, variant), factsOf(resource, "update", variant)],
    ...(createReturnsNothing ? [] : [answer("create", "POST", collection)]),
    answer("update", "PUT", item),
    ...(noGetEndpoint ? [] : [answer("read", "GET", item)]),
    answer("list", "GET", collection),
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
