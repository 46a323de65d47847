/** What a resource gives rules to look at: itself, and the client that an application describes. */
import type { Field, Resource, Values } from "../../provider/fields/field.ts";
import type { Secrets } from "../../provider/fields/secrets.ts";
import { embeddedIn, variantOf } from "../../provider/fields/shape.ts";
import { resources } from "../../provider/resources/all.ts";
import { Part } from "./part.ts";

/** What a rule is about. A resource of its own is a `resource` as well, and a client of either protocol a `client`. */
export type Kind = "resource" | "application" | "client" | "oidcClient" | "samlClient" | "signingKey";

export interface Subject {
  kinds: readonly Kind[];
  part: Part;
}

/** Both faces register the same resources, under types of their own. */
const type = /^(?:transmit:index:|pulumi-nodejs:dynamic\/transmit:)(\w+)$/;

/** The definition of a resource of this type; undefined if the type is none of this package. */
export function definitionOfType(token: string): Resource | undefined {
  const name = type.exec(token)?.[1];
  return resources.find((resource) => resource.name === name);
}

/**
 * @returns Nothing for a resource without the property that every program sets, such as `name`: the program only reads it
 */
export function subjectsOf(definition: Resource, values: Values, secrets: Secrets): Subject[] {
  const { fields, nameField } = definition;
  if (values[nameField] === undefined || values[nameField] === null) return [];
  const whole = new Part({ fields, values, secrets });
  switch (definition.name) {
    case "Client":
      return [{ kinds: ["resource", ...clientKind(definition, values)], part: whole }];
    case "Application":
      return [
        { kinds: ["resource", "application"], part: whole },
        ...defaultClient(definition, values, secrets, whole),
      ];
    default:
      return [{ kinds: ["resource", "signingKey"], part: whole }];
  }
}

/** A client whose protocol is not known gives no rule anything to find. */
function clientKind(definition: Resource, values: Values): Kind[] {
  const variant = variantOf(definition, values);
  return variant ? ["client", `${variant}Client`] : [];
}

/** In `firstClient`, or in the deprecated properties of the application. */
function defaultClient(application: Resource, values: Values, secrets: Secrets, whole: Part): Subject[] {
  const [name, field] = embeddedIn(application) ?? [];
  if (!name || !field?.embeds) return [];
  if (!whole.lacks(name)) {
    const part = whole.part(name);
    return part ? [{ kinds: clientKind(field.embeds, values[name] as Values), part }] : [];
  }
  const names = legacyNames(application);
  const renamed = Object.entries(names).map(([own, given]) => [own, given] as const);
  const client = Object.fromEntries(renamed.map(([own, given]) => [own, values[given]]));
  const marks = secrets === true ? true : Object.fromEntries(renamed.map(([own, given]) => [own, secrets?.[given]]));
  return [
    {
      kinds: ["client", "oidcClient"],
      part: new Part({ fields: field.embeds.fields, values: client, secrets: marks, names }),
    },
  ];
}

/** The application's names of its default client's properties, by the client's own. */
const legacyNames = ({ fields }: Resource): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields as Record<string, Field>).flatMap(([name, { mirrorsClientField, output }]) =>
      mirrorsClientField && !output ? [[mirrorsClientField, name]] : [],
    ),
  );
