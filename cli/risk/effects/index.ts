/** What a change of each input of each resource does to others. A new input needs an entry. */
import type { Field, Resource } from "../../../provider/fields/field.ts";
import { embeddedIn } from "../../../provider/fields/shape.ts";
import { applicationEffects } from "./application.ts";
import { clientEffects } from "./client.ts";
import type { Effects, EffectTable } from "./effect.ts";
import { signingKeyEffects } from "./signingKey.ts";

export const effectTables: Readonly<Record<string, EffectTable>> = {
  Application: applicationEffects,
  Client: clientEffects,
  SigningKey: signingKeyEffects,
};

/**
 * Of an input, or of all inputs below an object that is known as a whole alone.
 * @param path `firstClient.redirectUris`, `tokenExpiration.accessTokenTtl`
 */
export function effectsOf(resource: Resource, path: string): Effects[] {
  const own = effectTables[resource.name] ?? {};
  const below = entriesAt(own, path);
  const [embedded, field] = embeddedIn(resource) ?? [];
  const table = field?.embeds && effectTables[field.embeds.name];
  if (!table) return below;
  const mirrored = (resource.fields[path.split(".")[0] as string] as Field | undefined)?.mirrorsClientField;
  const inClient =
    mirrored !== undefined
      ? [mirrored, ...path.split(".").slice(1)].join(".")
      : path.startsWith(`${embedded}.`)
        ? path.slice(`${embedded}.`.length)
        : path === embedded
          ? ""
          : undefined;
  return inClient === undefined ? below : [...below, ...entriesAt(table, inClient)];
}

const entriesAt = (table: EffectTable, path: string): Effects[] =>
  Object.entries(table).flatMap(([key, effects]) =>
    key === path || path === "" || key.startsWith(`${path}.`) ? [effects] : [],
  );
