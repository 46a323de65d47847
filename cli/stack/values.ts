/**
 * Values as a state stores them. A secret is an object with a signature and its value as JSON, here in plain
 * (`SecretV1` in sdk/go/common/apitype/core.go of Pulumi).
 */

import { secretSignature, signature } from "../../provider/engine/secretValue.ts";
import { decodeValue, type PlainValue } from "../../provider/engine/specialValues.ts";
import type { Values } from "../../provider/fields/field.ts";
import type { Secrets } from "../../provider/fields/secrets.ts";
import { isObject } from "../../provider/fields/shape.ts";

export interface DecodedValues {
  values: Values;
  secrets: Secrets;
}

/** A reference to a resource is its id. */
export function decodeStored(stored: Record<string, unknown> = {}): DecodedValues {
  const { value, secrets }: PlainValue = decodeValue(inEngineForm(stored), [], ({ urn, id }) => id ?? urn);
  return { values: value as Values, secrets };
}

function inEngineForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inEngineForm);
  if (!isObject(value)) return value;
  if (value[signature] === secretSignature && typeof value.plaintext === "string") {
    return { [signature]: secretSignature, value: inEngineForm(JSON.parse(value.plaintext)) };
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inEngineForm(inner)]));
}

/** The stored form, with marks on the secret parts, and without what is undefined. */
export function encodeStored(values: Values, secrets: Secrets): Record<string, unknown> {
  return encodeValue(values, secrets === true ? undefined : secrets) as Record<string, unknown>;
}

function encodeValue(value: unknown, secrets: Secrets): unknown {
  if (secrets === true) {
    return { [signature]: secretSignature, plaintext: JSON.stringify(encodeValue(value, undefined)) };
  }
  if (Array.isArray(value)) return value.map((item, index) => encodeValue(item, secrets?.[index]));
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(present.map(([name, inner]) => [name, encodeValue(inner, secrets?.[name])]));
}
