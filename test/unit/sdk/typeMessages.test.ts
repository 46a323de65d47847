/** What the compiler says of mistakes in a program, and that one program compiles against both packages. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import * as sdk from "../../../sdk/dynamic/index.ts";
import * as pluginEnums from "../../../sdk/nodejs/types/enums/index.ts";
import { root } from "../../support/root.ts";

// The compiler reads the SDK and the libraries once, which takes some seconds on a busy machine.
jest.setTimeout(120_000);

const client = 'appId: "app", name: "Web"';
const saml = 'authenticationProtocol: "saml"';

/** A line of a program, and what the compiler says of it, in which `…` stands for anything. */
const mistakes: [what: string, line: string, says: string[]][] = [
  [
    "a client without redirectUris is an OIDC client that lacks them",
    `new transmit.Client("web", { ${client} });`,
    ["Property 'redirectUris' is missing in type '…' but required in type 'OidcClientArgsByDefault'."],
  ],
  [
    "the same with other properties of OIDC clients",
    `new transmit.Client("web", { ${client}, clientType: "web" });`,
    ["Property 'redirectUris' is missing in type '…' but required in type 'OidcClientArgsByDefault'."],
  ],
  [
    "the same of a first client",
    `new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web" } });`,
    ["Property 'redirectUris' is missing in type '…' but required in type 'OidcFirstClientArgsByDefault'."],
  ],
  [
    "a SAML client lacks its own",
    `new transmit.Client("web", { ${client}, ${saml} });`,
    ["Property 'spEntityId' is missing in type '…' but required in type '…Saml…'."],
  ],
  [
    "a first client of SAML lacks its own",
    `new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web", ${saml} } });`,
    ["Property 'spEntityId' is missing in type '…' but required in type 'FirstClientArgsForSaml'."],
  ],
  [
    "a SAML client has no redirectUris",
    `new transmit.Client("web", { ${client}, ${saml}, spEntityId: "urn:x", redirectUris: [] });`,
    ["Types of property 'redirectUris' are incompatible.", "…[]' is not assignable to type 'Only.OidcClientsHaveIt'."],
  ],
  [
    "a first client of SAML has no redirectUris",
    `new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web", ${saml}, spEntityId: "urn:x", redirectUris: ["https://x"] } });`,
    ["Types of property 'redirectUris' are incompatible.", "…[]' is not assignable to type 'Only.OidcClientsHaveIt'."],
  ],
  [
    "an OIDC client has no spEntityId",
    `new transmit.Client("web", { ${client}, redirectUris: [], spEntityId: "urn:x" });`,
    ["Types of property 'spEntityId' are incompatible.", "… is not assignable to type 'Only.SamlClientsHaveIt'."],
  ],
  [
    "a misspelt property, with what is meant",
    `new transmit.Client("web", { ${client}, redirectUrls: [] });`,
    ["…'redirectUrls' does not exist in type 'ClientArgs'. Did you mean to write 'redirectUris'?"],
  ],
  [
    "a misspelt property of an application, with what is meant",
    `new transmit.Application("shop", { appNam: "Shop", firstClient: { name: "Web", redirectUris: [] } });`,
    ["…'appNam' does not exist in type …. Did you mean to write 'appName'?"],
  ],
  [
    "an application without its name",
    `new transmit.Application("shop", { firstClient: { name: "Web", redirectUris: [] } });`,
    ["Property 'appName' is missing in type '…' but required in type 'ApplicationArgs'."],
  ],
  [
    "a wrong value, with the type that is meant",
    `new transmit.Client("web", { ${client}, redirectUris: [], clientType: "desktop" });`,
    [`Type '"desktop"' is not assignable to type '…Input<ClientType | undefined>…`],
  ],
  [
    "the option `import`, which dynamic resources do not have",
    `new transmit.Client("web", { ${client}, redirectUris: [] }, { import: "app/client" });`,
    ["…'import' does not exist in type 'DynamicResourceOptions'."],
  ],
  [
    "an application's option `import`",
    `new transmit.Application("shop", { appName: "Shop" }, { import: "app" });`,
    ["…'import' does not exist in type 'DynamicResourceOptions'."],
  ],
  [
    "a function with two arguments that say the same",
    `transmit.getApplication({ appId: "app", appName: "Shop" });`,
    [`… is not assignable to type '"Give either appId or appName, not both."'.`],
  ],
];

const folder = join(root, "test/types");
const fileOf = (name: string) => join(folder, `virtual-${name}.ts`);
const header = (types: string) =>
  `import * as pulumi from "@pulumi/pulumi";\nimport * as transmit from "${types}";\nvoid pulumi;\n`;
const bothPackages = readFileSync(join(folder, "bothPackages.ts"), "utf8");

const sources: Record<string, string> = {
  // The compiler reads it first: the order in which a program names types must not change messages.
  [fileOf("first")]: `${header("../../sdk/dynamic/index.ts")}export type First = [transmit.OidcClientArgs];`,
  ...Object.fromEntries(
    mistakes.map(([, line], index) => [fileOf(`${index}`), `${header("../../sdk/dynamic/index.ts")}${line}`]),
  ),
  [fileOf("dynamic")]: bothPackages,
  [fileOf("plugin")]: bothPackages.replace("../../sdk/dynamic/index.ts", "../../sdk/nodejs/index.ts"),
};

let program: ts.Program;
beforeAll(() => {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (file) => file in sources || fileExists(file);
  host.readFile = (file) => sources[file] ?? readFile(file);
  host.getSourceFile = (file, version, ...more) =>
    file in sources
      ? ts.createSourceFile(file, sources[file] as string, version)
      : getSourceFile(file, version, ...more);
  program = ts.createProgram(Object.keys(sources), options, host);
});

function messagesIn(name: string): string[] {
  const file = program.getSourceFile(fileOf(name)) as ts.SourceFile;
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, "\n"),
  );
}

const pattern = (text: string): RegExp =>
  new RegExp(
    text
      .split("…")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^]*"),
  );

test("a program that only names types compiles", () => expect(messagesIn("first")).toEqual([]));

test.each(mistakes.map(([what, , says], index) => [what, index, says] as const))("%s", (_, index, says) => {
  const messages = messagesIn(`${index}`);
  expect(messages).toHaveLength(1);
  for (const text of says) expect(messages[0]).toMatch(pattern(text));
  // The last line is the reason, and speaks of what is meant.
  expect(messages[0]?.split("\n").at(-1)).toMatch(pattern(says.at(-1) as string));
});

test.each(["dynamic", "plugin"])("a program compiles with its import changed to the package of the %s", (name) => {
  expect(messagesIn(name)).toEqual([]);
});

test("the values of enums are those of the plugin's SDK, under the same names", () => {
  expect(sdk).toMatchObject(pluginEnums);
  expect(sdk.types.enums).toEqual(pluginEnums);
});
