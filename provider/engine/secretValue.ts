/** How a value of the engine's protocol is marked as secret (`sig` in sdk/go/common/resource/sig/sig.go of Pulumi). */
import type { Secrets } from "../fields/secrets.ts";

/** An object with this key is a special value, of the kind that the key's value names. */
export const signature = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The value with marks on its secret parts, and without what is undefined. */
export function markSecrets(value: unknown, secrets: Secrets): unknown {
  if (secrets === true) return { [signature]: secretSignature, value: markSecrets(value, undefined) };
  if (Array.isArray(value)) return value.map((item, index) => markSecrets(item, secrets?.[index]));
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(present.map(([name, inner]) => [name, markSecrets(inner, secrets?.[name])]));
}
