/** The JSON Schema of a command's report, from the interfaces in its `report.ts`: what they say is what tools may rely on. */
import ts from "typescript";

type Schema = Record<string, unknown>;

/** @param command Its name. @param source Interfaces, the first of which is the report. */
export function generateReportSchema(command: string, source: string): string {
  const file = ts.createSourceFile("report.ts", source, ts.ScriptTarget.Latest, true);
  const interfaces = file.statements.filter(ts.isInterfaceDeclaration);
  const [report, ...others] = interfaces;
  if (!report) throw new Error("There is no interface.");
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Report of pulumi-transmit ${command} --format json`,
    ...objectOf(report),
    definitions: Object.fromEntries(others.map((one) => [one.name.text, objectOf(one)])),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function objectOf(declaration: ts.InterfaceDeclaration): Schema {
  const members = declaration.members.filter(ts.isPropertySignature);
  if (members.length !== declaration.members.length)
    throw new Error(`${declaration.name.text} has members that are no properties.`);
  const named = members.map((member) => [member.name.getText(), member] as const);
  return {
    ...describe(declaration),
    type: "object",
    properties: Object.fromEntries(
      named.map(([name, member]) => [name, { ...describe(member), ...propertyOf(member) }]),
    ),
    required: named.filter(([, member]) => !member.questionToken).map(([name]) => name),
    additionalProperties: false,
  };
}

function propertyOf({ type, name }: ts.PropertySignature): Schema {
  if (!type) throw new Error(`${name.getText()} has no type.`);
  return typeOf(type);
}

function typeOf(type: ts.TypeNode): Schema {
  if (ts.isArrayTypeNode(type)) return { type: "array", items: typeOf(type.elementType) };
  if (ts.isTypeReferenceNode(type)) return { $ref: `#/definitions/${type.typeName.getText()}` };
  if (ts.isUnionTypeNode(type)) return { enum: type.types.map(literalOf) };
  const text = type.getText();
  // Any JSON.
  if (text === "unknown") return {};
  if (["string", "number", "boolean"].includes(text)) return { type: text };
  throw new Error(`The type ${text} has no JSON Schema here.`);
}

function literalOf(type: ts.TypeNode): string {
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return type.literal.text;
  throw new Error(`${type.getText()} is not a string.`);
}

/** The comment above it, as one line of plain text. */
function describe(node: ts.InterfaceDeclaration | ts.PropertySignature): Schema {
  const comments = ts.getJSDocCommentsAndTags(node).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "");
  const description = comments.join(" ").replace(/\s+/g, " ").trim();
  return description === "" ? {} : { description };
}
