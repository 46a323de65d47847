/** Questions about a shape: its fields, its variants, and what requests and responses carry. */

import type { Field, ObjectField, Resource, Shape, Traits, Values, Variant } from "./field.ts";
import { memoize } from "./memoize.ts";

/** The fields of a variant; those of all variants if none is given. */
export const fieldsOf = ({ fields }: Shape, variant?: Variant): readonly [string, Field][] =>
  fieldsByVariant(fields)(variant ?? "all");

/** Each response needs them. */
const fieldsByVariant = memoize((fields: Shape["fields"]) =>
  memoize((variant: Variant | "all") =>
    Object.entries(fields).filter(([, { only }]) => variant === "all" || !only || only === variant),
  ),
);

export const inputsOf = ({ fields }: Shape, variant?: Variant): readonly [string, Field][] =>
  inputsByVariant(fields)(variant ?? "all");

const inputsByVariant = memoize((fields: Shape["fields"]) =>
  memoize((variant: Variant | "all") => fieldsByVariant(fields)(variant).filter(([, field]) => !field.output)),
);

/** The variant of the values; undefined if the shape has no variants, or the values name none of them. */
export function variantOf(shape: Shape, values: Values): Variant | undefined {
  if (!shape.variant) return undefined;
  const named = values[shape.variant.by] ?? shape.variant.default;
  return variantsOf(shape).find((variant) => variant === named);
}

export function variantsOf(shape: Shape): readonly Variant[] {
  const by = shape.variant && shape.fields[shape.variant.by];
  return by?.type === "string" ? (by.enum as readonly Variant[]) : [];
}

/** Whether the API accepts the field and never returns it. */
export const isWriteOnly = (field: Traits, variant?: Variant): boolean =>
  field.writeOnly === true || (field.writeOnly !== undefined && field.writeOnly === variant);

/** Whether a value of the field is secret, or may have a secret in it. */
export function holdsSecrets(field: Field): boolean {
  if (field.secret) return true;
  if (field.type === "object") return Object.values(field.fields).some(holdsSecrets);
  return "items" in field && holdsSecrets(field.items);
}

/** Whether every response has the field, whatever the variant. */
export const isAlwaysThere = ({ only, output, optionalInResponse, required }: Traits): boolean =>
  !only && (output ? !optionalInResponse : required === true);

/** Whether the body of such a request carries the field. */
export const isSent = ({ sent }: Traits, body: "create" | "update"): boolean => sent === undefined || sent === body;

/** Each path that creates a resource, with the shape of the inputs that it accepts. */
export function creationsOf(resource: Resource): { path: string; shape: Shape }[] {
  const { collection, upload } = resource;
  if (!upload) return [{ path: collection, shape: resource }];
  const { [upload.whenSet]: given, ...others } = resource.fields as Record<string, Field>;
  const fields = { ...others, [upload.whenSet]: { ...given, required: true } as Field };
  return [
    { path: collection, shape: { ...resource, fields: others } },
    { path: upload.path, shape: { ...resource, fields } },
  ];
}

/** The field that embeds another resource, if the shape has one. */
export function embeddedIn(shape: Shape): [string, ObjectField] | undefined {
  for (const [name, field] of Object.entries(shape.fields)) {
    if (field.type === "object" && field.embeds) return [name, field];
  }
  return undefined;
}

/** `undefined`, `null`, `""`, `[]` and `{}`: values that the API may omit from a response. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Whether a value is none of a field's choices: the API may have more of them than the definition. */
export const isUnknownEnumValue = (field: Field, value: unknown): boolean =>
  field.type === "string" && field.enum !== undefined && !isEmpty(value) && !field.enum.includes(value as string);

export const withoutUndefined = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

export const isObject = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The names of the inputs that have a value. */
export const definedNames = (inputs: Values): string[] =>
  Object.keys(inputs).filter((name) => !name.startsWith("__") && inputs[name] !== undefined && inputs[name] !== null);

/** Whether responses carry the field. */
export const isInResponse = (field: Field, variant?: Variant): boolean =>
  !isWriteOnly(field, variant) && field.sent !== "never";

/** Whether a path is the one for uploads of this resource. */
export const isUploadedTo = ({ upload }: Resource, path: string): boolean =>
  upload !== undefined && path.endsWith(upload.path);
