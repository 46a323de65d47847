/**
 * Makes the declarations in dist/ readable for every compiler that @pulumi/pulumi supports, from TypeScript 3.8 on, and leaves
 * out those that no program can import. `tsc` writes them in the syntax of its own version.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

/** A part of a text, and what to put there. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

interface Declarations {
  edits: Edit[];
  /** The files that it imports. */
  imports: string[];
  /** Names of the syntax that older compilers cannot read. */
  tooNew: string[];
}

const tooNew = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.TemplateLiteralType, "a template in a type"],
  [ts.SyntaxKind.AccessorKeyword, "accessor"],
  [ts.SyntaxKind.InKeyword, "a variance"],
  [ts.SyntaxKind.OutKeyword, "a variance"],
]);

function read(file: string): Declarations {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: Declarations = { edits: [], imports: [], tooNew: [] };
  const visit = (node: ts.Node): void => {
    if (isSpecifier(node) && node.text.startsWith(".")) {
      found.imports.push(join(dirname(file), node.text.replace(/\.[jt]s$/, ".d.ts")));
      // Compilers before 5.0 find no file by an import of a source.
      found.edits.push({
        start: node.getStart() + 1,
        end: node.getEnd() - 1,
        text: node.text.replace(/\.ts$/, ".js"),
      });
    }
    // In declarations every import is one of types, so the word says nothing.
    const isMarked = (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && node.isTypeOnly;
    if (isMarked)
      found.edits.push({ start: node.getStart(), end: (node.propertyName ?? node.name).getStart(), text: "" });
    const isOfAll = ts.isExportDeclaration(node) && node.isTypeOnly && !node.exportClause;
    if (isOfAll)
      found.edits.push({ start: node.getStart(), end: node.getStart() + "export type".length, text: "export" });
    if (ts.isNamedTupleMember(node)) found.edits.push(...withoutName(node));
    const isConstant = ts.isTypeParameterDeclaration(node) && node.modifiers !== undefined;
    const isNew = tooNew.get(node.kind) ?? (isConstant ? "a modifier of a type parameter" : undefined);
    if (isNew) found.tooNew.push(isNew);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `[method: string, path?: string]` is `[string, string?]`. */
const withoutName = ({ name, type, dotDotDotToken, questionToken }: ts.NamedTupleMember): Edit[] => [
  { start: (dotDotDotToken ?? name).getStart(), end: type.getStart(), text: dotDotDotToken ? "..." : "" },
  { start: type.getEnd(), end: type.getEnd(), text: questionToken ? "?" : "" },
];

/** Whether the text names a module: of an import, of an export, or of `import("./x.ts").X`. */
const isSpecifier = (node: ts.Node): node is ts.StringLiteral =>
  ts.isStringLiteral(node) &&
  (ts.isImportDeclaration(node.parent) ||
    ts.isExportDeclaration(node.parent) ||
    (ts.isLiteralTypeNode(node.parent) && ts.isImportTypeNode(node.parent.parent)));

const apply = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((changed, { start, end, text: put }) => changed.slice(0, start) + put + changed.slice(end), text);

const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const entries = Object.values<{ types?: string }>(exports).flatMap(({ types }) => (types ? [join(root, types)] : []));

const reachable = new Set(entries);
const problems: string[] = [];
// What is under way grows while it is walked.
for (const file of reachable) {
  const { edits, imports, tooNew: found } = read(file);
  problems.push(...found.map((what) => `${file} has ${what}, which TypeScript 3.8 cannot read.`));
  for (const imported of imports) reachable.add(imported);
  writeFileSync(file, apply(readFileSync(file, "utf8"), edits));
}

for (const file of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  if (file.endsWith(".d.ts") && !reachable.has(join(dist, file))) rmSync(join(dist, file));
}

if (problems.length > 0) {
  for (const problem of problems) console.error(problem);
  process.exitCode = 1;
}
