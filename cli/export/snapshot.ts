/** A tenant as a seed of the emulator, with other values in the place of its secrets. */
import { createHash } from "node:crypto";
import { type ReadTenant, seedFrom } from "../../emulator/seed/documents.ts";
import { minSecretLength } from "../../provider/errors.ts";
import type { Field, Shape, Values } from "../../provider/fields/field.ts";
import { isObject } from "../../provider/fields/shape.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";

/** @returns The text of the file, and what a seed cannot hold: a sentence each. */
export function snapshotOf(tenant: ReadTenant): { text: string; lost: string[] } {
  const { contents, lost } = seedFrom(tenant);
  const secrets = new Set<string>();
  const replaced = {
    ...contents,
    applications: contents.applications.map(({ clients, ...own }) => ({
      ...withoutSecrets(application, own as unknown as Values, own.appId, secrets),
      clients: clients.map((one) => withoutSecrets(client, one as unknown as Values, one.clientId, secrets)),
    })),
    signingKeys: contents.signingKeys.map((one) =>
      withoutSecrets(signingKey, one as unknown as Values, one.keyId, secrets),
    ),
  };
  const isSecret = (text: string) => secrets.has(text);
  const text = JSON.stringify(
    replaced,
    (_, value) => (typeof value === "string" ? withoutRepeated(value, isSecret) : value),
    2,
  );
  return { text: `${text}\n`, lost: lost.map((sentence) => withoutRepeated(sentence, isSecret)) };
}

/** A secret that somebody has repeated elsewhere, such as in a description. */
const withoutRepeated = (text: string, isSecret: (text: string) => boolean): string =>
  isSecret(text) ? "replaced" : text.replace(/[\w.~+/=-]{8,}/g, (word) => (isSecret(word) ? "replaced" : word));

function withoutSecrets({ fields }: Pick<Shape, "fields">, values: Values, salt: string, found: Set<string>): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = fields[name];
      return [name, field ? replace(field, value, `${salt} ${name}`, found) : value];
    }),
  );
}

function replace(field: Field, value: unknown, salt: string, found: Set<string>): unknown {
  if (field.type === "object" && isObject(value)) return withoutSecrets(field, value, salt, found);
  if ("items" in field) {
    return Array.isArray(value)
      ? value.map((item, index) => replace(field.items, item, `${salt} ${index}`, found))
      : replace(field.items, value, salt, found);
  }
  if (field.type === "json") return field.secret ? { replaced: madeUp(salt) } : withoutPrivateKeys(value, salt, found);
  if (field.secret) return note(value, salt, found);
  return typeof value === "string" && isPrivatePem(value) ? note(value, salt, found) : value;
}

function note(value: unknown, salt: string, found: Set<string>): string {
  if (typeof value === "string" && value.length >= minSecretLength) found.add(value);
  return madeUp(salt);
}

/** The private members of a JSON Web Key (RFC 7518, 6; RFC 8037, 2). */
const privateMembers = new Set(["d", "p", "q", "dp", "dq", "qi", "oth", "k"]);

function withoutPrivateKeys(value: unknown, salt: string, found: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item, index) => withoutPrivateKeys(item, `${salt} ${index}`, found));
  if (typeof value === "string") return isPrivatePem(value) ? note(value, salt, found) : value;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !privateMembers.has(name))
      .map(([name, inner]) => [name, withoutPrivateKeys(inner, `${salt} ${name}`, found)]),
  );
}

const isPrivatePem = (text: string): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);

/** Always the same of the same object, and different ones of two. */
const madeUp = (salt: string): string => `replaced-${createHash("sha256").update(salt).digest("hex").slice(0, 24)}`;
