/** Questions about URIs that several rules ask. A value that is no absolute URI is refused by the provider, not by rules. */
import { parseUri } from "../../provider/fields/formats.ts";
import type { Item, Part } from "./part.ts";

export interface UriItem extends Item {
  text: string;
  uri: URL;
}

/** The URIs in a list. */
export const urisIn = (part: Part, name: string): UriItem[] => part.items(name).flatMap(toUri);

/** The URI in a property. */
export const uriIn = (part: Part, name: string): UriItem[] =>
  part.lacks(name) ? [] : toUri({ value: part.value(name), path: part.path(name), shown: part.shown(name) });

function toUri(item: Item): UriItem[] {
  const uri = typeof item.value === "string" ? parseUri(item.value) : undefined;
  return uri ? [{ ...item, text: item.value as string, uri }] : [];
}
