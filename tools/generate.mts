/** Writes every generated file. With `--check` it writes nothing, names the files that are stale, and fails if there are any. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { functions } from "../provider/functions/index.ts";
import { resources } from "../provider/resources/all.ts";
import { generateClasses } from "./generate/classes.mts";
import { generateEnums } from "./generate/enums.mts";
import { generateFunctions } from "./generate/functions.mts";
import { generatePageFiles } from "./generate/pageFiles.mts";
import { generateProviders } from "./generate/providers.mts";
import { fileOf, generateFunctionsReference, generateReference } from "./generate/reference.mts";
import { generateReportSchema } from "./generate/reportSchema.mts";
import { generateSchema } from "./generate/schema.mts";
import { generateOutputs, generateTypes } from "./generate/sdk.mts";
import { generateSeedSchema } from "./generate/seedSchema.mts";
import { generateSeedTypes } from "./generate/seedTypes.mts";
import { generateSettingsReference } from "./generate/settingsReference.mts";
import { choicesOf, collectTypes } from "./generate/types.mts";

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Every file of this folder is generated. */
const reference = "docs/reference";

/** @param command Its name. */
const reportSchema = (command: string) =>
  generateReportSchema(command, readFileSync(join(root, `cli/${command}/report.ts`), "utf8"));

const generated: Record<string, string> = {
  "schema.json": generateSchema(resources, functions, manifest),
  "seed.schema.json": generateSeedSchema(resources),
  "drift.schema.json": reportSchema("drift"),
  "risk.schema.json": reportSchema("risk"),
  "emulator/page/files.ts": format("files.ts", generatePageFiles(root, "emulator/page/assets")),
  "cli/report/html/files.ts": format("files.ts", generatePageFiles(root, "cli/report/html/assets")),
  "emulator/seed/types.ts": format("types.ts", generateSeedTypes(resources)),
  "sdk/dynamic/enums.ts": format("enums.ts", generateEnums(choicesOf(collectTypes(resources, functions)))),
  "sdk/dynamic/types.ts": format("types.ts", generateTypes(resources, functions)),
  "sdk/dynamic/outputs.ts": format("outputs.ts", generateOutputs(resources, functions)),
  "sdk/dynamic/resources.ts": format("resources.ts", generateClasses(resources)),
  "sdk/dynamic/functions.ts": format("functions.ts", generateFunctions(functions)),
  "provider/dynamic/index.ts": format("index.ts", generateProviders(resources)),
  "provider/version.ts": `// Generated from package.json by \`make generate\`.\n\nexport const version = ${JSON.stringify(manifest.version)};\n`,
  ...Object.fromEntries(resources.map((resource) => [`${reference}/${fileOf(resource)}`, generateReference(resource)])),
  [`${reference}/functions.md`]: generateFunctionsReference(functions),
  [`${reference}/settings.md`]: generateSettingsReference(),
};

/** Formats the source and sorts its imports as `make format` would. */
function format(name: string, source: string): string {
  const biome = join(root, "node_modules/.bin/biome");
  const { status, stdout, stderr } = spawnSync(biome, ["check", "--write", `--stdin-file-path=${name}`], {
    cwd: root,
    input: source,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${name} could not be formatted: ${stderr}`);
  return stdout;
}

const contentOf = (file: string): string | undefined =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : undefined;

const stale = Object.entries(generated).filter(([file, content]) => contentOf(file) !== content);

/** Pages of resources that no longer exist. */
const leftOver = readdirSync(join(root, reference))
  .map((file) => `${reference}/${file}`)
  .filter((file) => !Object.hasOwn(generated, file));

if (process.argv.includes("--check")) {
  for (const [file] of stale) console.error(`${file} differs from what the definitions generate. Run make generate.`);
  for (const file of leftOver) console.error(`${file} belongs to no definition. Run make generate, which removes it.`);
  process.exitCode = stale.length + leftOver.length > 0 ? 1 : 0;
} else {
  for (const [file, content] of stale) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
    console.log(`wrote ${file}`);
  }
  for (const file of leftOver) {
    rmSync(join(root, file));
    console.log(`removed ${file}`);
  }
}
