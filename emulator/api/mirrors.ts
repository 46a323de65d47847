/** What an application repeats of its default client, and takes for it under names of its own. */
import type { Field, Shape, Values } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { application } from "../../provider/resources/application.ts";
import { client } from "../../provider/resources/client.ts";
import type { Settings } from "../tenant/switches.ts";

const ids = ["client_id", "client_secret"];

const fields = Object.entries<Field>(application.fields);

/** The application's name of a setting, and the client's name of the same, both as the API calls them. */
const mirrors = fields.flatMap(([name, field]): [string, string][] => {
  if (!field.mirrorsClientField) return [];
  const mirrored = (client.fields as Record<string, Field>)[field.mirrorsClientField] as Field;
  return [[wireName(name, field), wireName(field.mirrorsClientField, mirrored)]];
});

/** The application without what it repeats. */
export const own: Shape = { fields: Object.fromEntries(fields.filter(([, field]) => !field.mirrorsClientField)) };

/** Of a default client's answer, what the application's says too; a SAML client's has less of it. */
export function repeated(answer: Values, how: Settings["mirrors"]): Values {
  const isTold = (name: string) => how === "all" || (how === "ids" && ids.includes(name));
  const answered = mirrors.filter(([name, of]) => isTold(name) && answer[of] !== undefined);
  return Object.fromEntries(answered.map(([name, of]) => [name, answer[of]]));
}

/** Settings that are the application's own, and those of its default client, under the client's names. */
export function divide(settings: Values): [ofApplication: Values, ofClient: Values] {
  const ofApplication = { ...settings };
  const ofClient: Values = {};
  for (const [name, of] of mirrors) {
    if (settings[name] === undefined) continue;
    ofClient[of] = settings[name];
    delete ofApplication[name];
  }
  return [ofApplication, ofClient];
}
