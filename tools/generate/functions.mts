/** The functions of the package for TypeScript programs, and their types. */
import { wireName } from "../../provider/fields/naming.ts";
import { fieldsOf, inputsOf } from "../../provider/fields/shape.ts";
import type { ProviderFunction } from "../../provider/functions/index.ts";
import { choicesIn, describeFunction } from "./describe.mts";
import { comment, mark, property, typeOf } from "./property.mts";
import { type NamedTypes, pascal } from "./types.mts";

export function generateFunctions(functions: readonly ProviderFunction[]): string {
  const lists = functions.flatMap(({ name }) => [`${name}Outputs`, `${name}Secrets`]);
  const types = functions.flatMap((one) => [...(takesArguments(one) ? [argsOf(one)] : []), resultOf(one)]);
  return [
    mark,
    `import { ask, type Found } from "./ask.ts";`,
    `import { ${lists.join(", ")} } from "./outputs.ts";`,
    `import type { ${types.join(", ")} } from "./types.ts";\n`,
    ...functions.map(declare),
  ].join("\n");
}

const takesArguments = ({ args }: ProviderFunction): boolean => Object.keys(args.fields).length > 0;
const argsOf = ({ name }: ProviderFunction): string => `${pascal(name)}Args`;
const resultOf = ({ name }: ProviderFunction): string => `${pascal(name)}Result`;

function declare(one: ProviderFunction): string {
  const { name } = one;
  const [taken, given] = takesArguments(one) ? [`args: ${argsOf(one)}`, ", args"] : ["", ""];
  const lines = [...sentencesOf(one), "@throws RunError where it cannot be told: the program ends with its message."];
  return `/**
${lines.map((line) => ` * ${line}`).join("\n")}
 */
export const ${name} = (${taken}): Found<${resultOf(one)}> =>
  ask("${name}", ${name}Outputs, ${name}Secrets${given});
`;
}

const sentencesOf = (one: ProviderFunction): string[] => [
  describeFunction(one),
  "The API is asked in previews as well.",
  ...(takesArguments(one) ? ["With an argument that is not known yet, nothing is known yet of the result."] : []),
];

export function typesOfFunction(types: NamedTypes, one: ProviderFunction): string[] {
  const { result, lists } = one;
  // A property that may be missing is always there as an output.
  const lines = fieldsOf(result).map(([key, field]) => {
    const type = `${typeOf(types, field, "output")}${field.required ? "" : " | undefined"}`;
    return `${comment(field, lists ? undefined : wireName(key, field))}\n  ${key}: ${type};`;
  });
  const found = `/** What ${one.name} finds. */\nexport interface ${resultOf(one)} {\n${lines.join("\n")}\n}\n`;
  return takesArguments(one) ? [typeOfArguments(types, one), found] : [found];
}

/** Of arguments that exclude each other, one is there and the others never are. */
function typeOfArguments(types: NamedTypes, one: ProviderFunction): string {
  const { args } = one;
  const choice = choicesIn(args);
  const object = (chosen?: string) => {
    const lines = inputsOf(args).map(([key, field]) =>
      choice.includes(key) && key !== chosen
        ? `  ${key}?: never;`
        : property(types, key, field, wireName(key, field), "input", !field.required && key !== chosen),
    );
    return `{\n${lines.join("\n")}\n}`;
  };
  const objects = choice.length > 0 ? choice.map(object) : [object()];
  return `/** What ${one.name} is asked with. */\nexport type ${argsOf(one)} = ${objects.join(" | ")};\n`;
}
