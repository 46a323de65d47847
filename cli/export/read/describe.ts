/** Describes an object of the tenant by the fewest inputs that a program can have, and says what it cannot. */
import type { Field, Resource, Shape, Values } from "../../../provider/fields/field.ts";
import { listed, nounOf } from "../../../provider/fields/naming.ts";
import { holdsPrivateKey } from "../../../provider/fields/privateKeys.ts";
import { embeddedIn, inputsOf, isObject, isWriteOnly, variantOf } from "../../../provider/fields/shape.ts";
import { check, unknownFieldsIn, unknownInputsIn } from "../../../provider/lifecycle/index.ts";
import type { Comments, ExportedObject, LeftOut } from "../exported.ts";

export interface Found {
  definition: Resource;
  id: string;
  title: string;
  /** As an import finds them. */
  inputs: Values;
  content: Values;
  /** The default client, of an application that describes it. */
  embedded?: Values;
}

export async function describeObject(found: Found): Promise<ExportedObject | LeftOut> {
  const { definition, id, title, content } = found;
  const stranger = strangeVariant(found);
  if (stranger !== undefined) return { type: definition.name, id, title, reason: stranger };
  const dropped: string[] = [];
  const inputs = withoutPrivateKeys(definition, found.inputs, dropped);
  const problem = await dropInvalid(definition, inputs, dropped);
  if (problem !== undefined) return { type: definition.name, id, title, reason: problem };
  const { above, within } = commentsOn(found, inputs);
  return { definition, id, title, inputs, content, comments: { above: [...above, ...dropped], within } };
}

/** Of an object of a kind that this version does not know, it knows no fields either. */
function strangeVariant({ definition, content, embedded }: Found): string | undefined {
  const [name, field] = embeddedIn(definition) ?? [];
  const parts: [string, Shape, Values | undefined][] = [["", definition, content]];
  if (name !== undefined && field !== undefined) parts.push([`${name}.`, field, embedded]);
  for (const [path, shape, its] of parts) {
    const found = its && unknownInputsIn(shape, its).find((one) => one.name === shape.variant?.by);
    if (found) return `This version does not know the value of ${path}${found.name}${shownValue(found.value)}.`;
  }
  return undefined;
}

/** Inputs at the top of a resource and of what it embeds: each can be left out by itself. */
type Input = readonly [path: string, field: Field, remove: () => void, value: unknown];

function inputsIn(shape: Shape, values: Values, path = ""): Input[] {
  return inputsOf(shape, variantOf(shape, values)).flatMap(([name, field]): Input[] => {
    const value = values[name];
    if (value === undefined) return [];
    if (field.type === "object" && field.embeds && isObject(value)) return inputsIn(field, value, `${path}${name}.`);
    return [[path + name, field, () => delete values[name], value]];
  });
}

function withoutPrivateKeys(definition: Resource, found: Values, dropped: string[]): Values {
  const inputs = structuredClone(found);
  for (const [path, , remove, value] of inputsIn(definition, inputs)) {
    if (!holdsPrivateKey(value)) continue;
    remove();
    dropped.push(`The tenant has a private key in ${path}, which is not repeated here.`);
  }
  return inputs;
}

/** Takes out what this version refuses. @returns Why nothing is left that could be declared */
async function dropInvalid(definition: Resource, inputs: Values, dropped: string[]): Promise<string | undefined> {
  const place = { noun: nounOf(definition.name), path: "" };
  const problems = await check(definition, inputs, place);
  if (problems.length === 0) return undefined;
  for (const [path, field, remove] of inputsIn(definition, inputs)) {
    const own = problems.find(
      (problem) =>
        problem.path === path || (/^[.[]/.test(problem.path.slice(path.length)) && problem.path.startsWith(path)),
    );
    if (!own || field.required) continue;
    remove();
    dropped.push(`${path} is left to the tenant: ${own.message}`);
  }
  const [left] = await check(definition, inputs, place);
  return left?.message;
}

function commentsOn({ definition, content, embedded }: Found, inputs: Values): Comments {
  const [name = "", field] = embeddedIn(definition) ?? [];
  const settings = inputs[name];
  const within = new Map([["", hiddenComment(definition, inputs)]]);
  const isDescribed = field?.embeds !== undefined && isObject(settings);
  const own = isDescribed ? { ...definition, fields: withoutMirrors(definition) } : definition;
  const above = [...odd(own, definition, content), ...uploadComment(definition, content)];
  if (isDescribed && field.embeds && embedded) {
    within.set(name, hiddenComment(field, settings));
    above.push(...odd(field, field.embeds, embedded, `${name}.`));
  }
  return { above, within: new Map([...within].filter(([, sentences]) => sentences.length > 0)) };
}

/** What an application repeats of its default client is said of that one. */
const withoutMirrors = ({ fields }: Resource): Shape["fields"] =>
  Object.fromEntries(Object.entries(fields).filter(([, { mirrorsClientField }]) => mirrorsClientField === undefined));

/** What this version does not understand. */
function odd(shape: Shape, definition: Resource, content: Values, path = ""): string[] {
  const values = unknownInputsIn(shape, content).map(
    ({ name, value }) =>
      `${path}${name} is left to the tenant: this version does not know its value${shownValue(value)}.`,
  );
  const others = unknownFieldsIn(definition, content).map((name) => path + name);
  return others.length === 0
    ? values
    : [...values, `The API also returns ${listed(others, "and")}, which this version does not know.`];
}

const hiddenComment = (shape: Shape, values: Values): string[] => {
  const names = hiddenInputs(shape, values);
  if (names.length === 0) return [];
  return [`Set ${listed(names, "and")} here: the API does not tell ${names.length > 1 ? "them" : "it"}.`];
};

/** Inputs that the API accepts and never returns. One with a default means that, unless it is set. */
const hiddenInputs = (shape: Shape, values: Values): string[] => {
  const variant = variantOf(shape, values);
  return inputsOf(shape, variant)
    .filter(([, field]) => isWriteOnly(field, variant) && field.sent !== "never" && field.default === undefined)
    .filter(([, field]) => !field.transient && !field.secret && !(field.type === "object" && field.embeds))
    .map(([name]) => name);
};

const shownValue = (value: unknown): string =>
  typeof value === "string" && value.length <= 60 ? `, ${JSON.stringify(value)}` : "";

const uploadComment = ({ upload }: Resource, content: Values): string[] =>
  upload && content[upload.markedBy] === upload.value
    ? [`It was uploaded. ${upload.whenSet} is not set here: the API does not return it.`]
    : [];
