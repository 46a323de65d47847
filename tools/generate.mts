/** Writes all that is generated from the tables; with `--check`, only says what is not as it would be written. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { functions } from "../provider/functions/index.ts";
import { resources } from "../provider/resources/index.ts";
import { generateFunctions } from "./generate/functions.mts";
import { fileOf, generateFunctionsReference, generateReference } from "./generate/reference.mts";
import { generateSchema } from "./generate/schema.mts";
import { generateOutputs, generateTypes } from "./generate/sdk.mts";

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const generated: Record<string, string> = {
  "schema.json": generateSchema(resources, functions, manifest),
  "sdk/dynamic/types.ts": format("types.ts", generateTypes(resources, functions)),
  "sdk/dynamic/outputs.ts": format("outputs.ts", generateOutputs(resources, functions)),
  "sdk/dynamic/functions.ts": format("functions.ts", generateFunctions(functions)),
  "provider/version.ts": `// Generated from package.json by \`make generate\`.\n\nexport const version = ${JSON.stringify(manifest.version)};\n`,
  ...Object.fromEntries(
    resources.map((resource) => [`docs/reference/${fileOf(resource)}`, generateReference(resource)]),
  ),
  "docs/reference/functions.md": generateFunctionsReference(functions),
};

/** As the formatter would leave it, so that nobody's editor changes what is generated. */
function format(name: string, source: string): string {
  const biome = join(root, "node_modules/.bin/biome");
  const { status, stdout, stderr } = spawnSync(biome, ["format", `--stdin-file-path=${name}`], {
    cwd: root,
    input: source,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${name} could not be formatted: ${stderr}`);
  return stdout;
}

const stale = Object.entries(generated).filter(([file, content]) => {
  const path = join(root, file);
  return !existsSync(path) || readFileSync(path, "utf8") !== content;
});

if (process.argv.includes("--check")) {
  for (const [file] of stale) console.error(`${file} is not what the tables say. Run make generate.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [file, content] of stale) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    console.log(`wrote ${relative(root, path)}`);
  }
}
