/** The choices of the definitions' fields as values, with the names that they have in the plugin's SDK. */
import { mark, memberOf } from "./property.mts";
import type { NamedChoice } from "./types.mts";

export const generateEnums = (choices: readonly NamedChoice[]): string => [mark, ...choices.map(declare)].join("\n");

function declare({ name, values, description }: NamedChoice): string {
  const members = values.map((value) => `  ${memberOf(value)}: ${JSON.stringify(value)},`);
  return `export const ${name} = {
${members.join("\n")}
} as const;

/** ${description} */
export type ${name} = (typeof ${name})[keyof typeof ${name}];
`;
}
