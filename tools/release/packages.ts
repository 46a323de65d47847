/** The packages as registries take them: for npm, for pip, and for the Go command. */
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { lackOfGo } from "../engine/go.ts";
import { lackOfPython } from "../engine/python.ts";
import { archive } from "./archive.ts";
import { go, type Source } from "./source.ts";

/** Why a package was not made; undefined if it was. */
type Lack = string | undefined;

export interface Package {
  name: string;
  /** Writes the package into a folder. */
  make(source: Source, into: string): Lack;
}

export const packages: Package[] = [
  { name: "the npm package of dynamic resources", make: (source, into) => npmPack(stageDynamic(source), into) },
  { name: "the npm package of the plugin's SDK", make: (source, into) => npmPack(stageNodeSdk(source), into) },
  { name: "the wheel and the source distribution for Python", make: buildPython },
  { name: "the module for Go", make: packGo },
];

const tool = (root: string, name: string): string => join(root, "node_modules/.bin", name);

function npmPack(folder: string, into: string): Lack {
  const flags = ["--ignore-scripts", "--silent", "--pack-destination", into];
  execFileSync("npm", ["pack", ...flags], { cwd: folder });
  return undefined;
}

function writeManifest(folder: string, manifest: object): void {
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** What was built last, with what the release knows. */
function stageDynamic({ root, manifest, schema, work }: Source): string {
  const folder = join(work, "dynamic");
  const { files } = manifest as { files: string[] };
  for (const name of [...files.filter((file) => !file.startsWith("!")), "README.md", "LICENSE"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  const { scripts: _, devDependencies: _dev, ...published } = manifest;
  writeManifest(folder, published);
  writeFileSync(join(folder, "schema.json"), schema);
  return folder;
}

/**
 * The plugin's SDK for Node.js, compiled: the generator writes TypeScript, which Node does not run in an installed package.
 * It reads its version from the manifest beside it.
 */
export function stageNodeSdk({ root, sdks, work }: Source): string {
  const [from, folder] = [join(sdks(), "nodejs"), join(work, "nodejs")];
  // The compiler looks for what the SDK imports above its sources.
  if (!from.startsWith(root)) symlinkSync(join(root, "node_modules"), join(sdks(), "node_modules"));
  const flags = ["--declarationMap", "false", "--sourceMap", "false"];
  execFileSync(tool(root, "tsc"), ["-p", from, "--outDir", folder, ...flags], { stdio: "pipe" });
  const {
    scripts: _,
    devDependencies: _dev,
    ...manifest
  } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  writeManifest(folder, { ...manifest, main: "index.js", types: "index.d.ts" });
  copyFileSync(join(from, "README.md"), join(folder, "README.md"));
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  return folder;
}

export function buildPython({ root, sdks, work }: Source, into: string): Lack {
  const engine = join(root, ".engine");
  const lack = lackOfPython(engine);
  if (lack !== undefined) return lack;
  const folder = stage(root, join(sdks(), "python"), join(work, "python"));
  // The hooks that pip itself calls, in the environment that has what the build requires.
  execFileSync(join(engine, "python/bin/python3"), [join(root, "tools/release/buildPython.py"), into], {
    cwd: folder,
    stdio: "pipe",
    env: { ...process.env, SOURCE_DATE_EPOCH: epoch, PYTHONDONTWRITEBYTECODE: "1" },
  });
  return undefined;
}

/** The time of every file in the packages for Python, in seconds: the first that ZIP archives can have. */
const epoch = "315532800";

/** In a folder that can be a GOPROXY, `<into>/go`, and as an archive of it. */
function packGo({ root, sdks, work, version }: Source, into: string): Lack {
  const lack = lackOfGo();
  if (lack !== undefined) return lack;
  go(root, "module", stage(root, join(sdks(), "go"), join(work, "go")), `v${version}`, join(into, "go"));
  const files = readdirSync(join(into, "go"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const entries = files.map((file) => ({
    name: relative(into, file).replaceAll("\\", "/"),
    content: readFileSync(file),
  }));
  writeFileSync(join(into, `pulumi-transmit-go-v${version}.tar.gz`), archive(entries));
  return undefined;
}

/** Building leaves files beside the sources, so it has a copy, with the licence. */
function stage(root: string, from: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const isSource = (path: string) => !/__pycache__|\.egg-info|[\\/]build$/.test(path);
  cpSync(from, folder, { recursive: true, filter: isSource });
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  return folder;
}
