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
    `import type * as pulumi from "@pulumi/pulumi";`,
    `import { callFunction, type Found } from "./callFunction.ts";`,
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
  const [taken, given] = takesArguments(one) ? [`args: ${argsOf(one)}, `, "args"] : ["", "{}"];
  const options =
    "@param options `dependsOn` names resources that must exist first. A `provider` of the plugin is an error.";
  const lines = [...sentencesOf(one), options, "@throws RunError if it fails: the program ends with its message."];
  return `/**
${lines.map((line) => ` * ${line}`).join("\n")}
 */
export const ${name} = (${taken}options?: pulumi.InvokeOutputOptions): Found<${resultOf(one)}> =>
  callFunction("${name}", ${name}Outputs, ${name}Secrets, ${given}, options);

/** The same as \`${name}\`: its name in the plugin's SDK. */
export const ${name}Output = ${name};
`;
}

const sentencesOf = (one: ProviderFunction): string[] => [
  describeFunction(one),
  "It also sends its requests in a preview.",
  ...(takesArguments(one) ? ["While an argument is unknown, the result is unknown."] : []),
];

export function typesOfFunction(types: NamedTypes, one: ProviderFunction): string[] {
  const { result, lists } = one;
  // An output always has the property, with the value undefined if the response lacks it.
  const lines = fieldsOf(result).map(([key, field]) => {
    const type = `${typeOf(types, field, "output")}${field.required ? "" : " | undefined"}`;
    return `${comment(field, lists ? undefined : wireName(key, field))}\n  ${key}: ${type};`;
  });
  const found = `/** The result of ${one.name}. */\nexport interface ${resultOf(one)} {\n${lines.join("\n")}\n}\n`;
  const alias = `/** The same as \`${argsOf(one)}\`: its name in the plugin's SDK for \`${one.name}Output\`. */`;
  const output = `${alias}\nexport type ${pascal(one.name)}OutputArgs = ${argsOf(one)};\n`;
  return takesArguments(one) ? [typeOfArguments(types, one), output, found] : [found];
}

/** Of arguments that cannot be used together, the type requires one and forbids the others. */
function typeOfArguments(types: NamedTypes, one: ProviderFunction): string {
  const { args } = one;
  const choice = choicesIn(args);
  const object = (chosen?: string) => {
    const lines = inputsOf(args).map(([key, field]) =>
      choice.includes(key) && key !== chosen
        ? `  ${key}?: "Give either ${choice.join(" or ")}, not both.";`
        : property(types, key, field, wireName(key, field), "input", !field.required && key !== chosen),
    );
    return `{\n${lines.join("\n")}\n}`;
  };
  const objects = choice.length > 0 ? choice.map(object) : [object()];
  return `/** The arguments of ${one.name}. */\nexport type ${argsOf(one)} = ${objects.join(" | ")};\n`;
}
