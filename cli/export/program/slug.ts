/** Names for what a tenant calls in any way: letters, digits and hyphens, the same in every run. */
import { createHash } from "node:crypto";

const longest = 30;

/** The words of a name that any file system and any language takes. Empty if it has none. */
export function slugOf(text: string): string {
  const plain = text
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "");
  const words = plain.match(/[A-Za-z0-9]+/g) ?? [];
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}-${word}`;
    if (slug !== "" && longer.length > longest) break;
    slug = longer;
  }
  return slug.slice(0, longest).toLowerCase();
}

/** Names of devices, which no file on Windows may have. */
const ofDevices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** @param otherwise For a text without such words, and before one that begins with a digit, as no variable does. */
export const fileSlugOf = (text: string, otherwise: string): string => {
  const slug = slugOf(text);
  return slug === "" ? otherwise : ofDevices.test(slug) || /^\d/.test(slug) ? `${otherwise}-${slug}` : slug;
};

/**
 * Gives each a name of its own. The first keeps a name that several have; the others get one that only their id decides, so
 * that what is added later renames nothing.
 */
export function openNames(except: readonly string[] = []): (wanted: string, id: string) => string {
  const taken = new Set<string>(except);
  return (wanted, id) => {
    const hash = createHash("sha256").update(id).digest("hex");
    let name = wanted;
    for (let length = 6; taken.has(name); length++) name = `${wanted}-${hash.slice(0, length)}`;
    taken.add(name);
    return name;
  };
}
