/** Private keys in free-form JSON, which somebody put where public ones belong. */

/** The members of a JSON Web Key that are private (RFC 7518, 6.2.2, 6.3.2 and 6.4.1; RFC 8037, 2). */
const privateMembers = new Set(["d", "p", "q", "dp", "dq", "qi", "oth", "k"]);

/** Whether a value contains a private or symmetric key, at any depth: as a JSON Web Key, or as PEM. */
export function holdsPrivateKey(value: unknown): boolean {
  if (typeof value === "string") return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) => (privateMembers.has(name) && hasContent(inner)) || holdsPrivateKey(inner),
  );
}

const hasContent = (value: unknown): boolean => value !== undefined && value !== null && value !== "";
