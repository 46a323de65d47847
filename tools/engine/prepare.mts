/** The Pulumi engine: the one on PATH if it will do, else one that is built once from its pinned Go modules. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { lackOfGo } from "./go.ts";
import { buildGoTools } from "./goTools.ts";
import { preparePython } from "./python.ts";

const here = import.meta.dirname;
const engine = join(here, "../../.engine");
const bin = join(engine, "bin");

const languageHost = "pulumi-language-nodejs";
const dynamicProvider = "pulumi-resource-pulumi-nodejs";
/** What the host for Python runs programs with: a script in its module, which building leaves there. */
const pythonScript = "pulumi-language-python-exec";
const cliVersion = "v3.258.0";
const leastVersion = [3, 216];

const modules = [
  { folder: "cli", flags: ["-ldflags", `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${cliVersion}`] },
  { folder: "hosts", flags: [] },
];

/** Leaves in a file the folders to put first on PATH, so that `pulumi` and what it starts are found. */
export async function prepareEngine(): Promise<void> {
  const folders = await findOrBuild();
  mkdirSync(engine, { recursive: true });
  writeFileSync(join(engine, "path"), folders.join(delimiter));
  preparePython(engine, folders);
}

async function findOrBuild(): Promise<string[]> {
  const found = versionOnPath();
  const lack = lackOf(found);
  if (lack === undefined) {
    console.log(`Using the Pulumi engine on PATH, ${found}.`);
    return isOnPath(dynamicProvider) ? [] : [here];
  }
  const stamp = join(bin, "stamp");
  const wanted = fingerprint();
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    requireGo(lack);
    console.log(`Building the Pulumi engine ${cliVersion}: once, about 6 minutes on a fresh machine.`);
    mkdirSync(bin, { recursive: true });
    // Until all is there, what is there is of no known make.
    rmSync(stamp, { force: true });
    for (const { folder, flags } of modules)
      await buildGoTools(join(here, folder), { aside: join(engine, folder), bin, flags });
    // Beside the CLI, where a release has it: from elsewhere on PATH, the engine warns of it at every step.
    copyFileSync(join(here, dynamicProvider), join(bin, dynamicProvider));
    copyPythonScript();
    writeFileSync(stamp, wanted);
  }
  return [bin];
}

const isOnPath = (command: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, command)));

function versionOnPath(): string | undefined {
  const { status, stdout } = spawnSync("pulumi", ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return status === 0 ? stdout.trim() : undefined;
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = (version.match(/\d+/g) ?? []).map(Number);
  const [leastMajor = 0, leastMinor = 0] = leastVersion;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** Why the engine on PATH will not do; undefined if it will. */
function lackOf(found: string | undefined): string | undefined {
  if (found === undefined) return "there is no pulumi on PATH";
  if (!isRecent(found)) return `pulumi on PATH is ${found}`;
  if (!isOnPath(languageHost)) return `beside pulumi ${found}, there is no ${languageHost} on PATH`;
  return undefined;
}

/** What the binaries were built from. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const { folder, flags } of modules) {
    for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(here, folder, file)));
    hash.update(flags.join(" "));
  }
  hash.update(readFileSync(join(here, dynamicProvider)));
  hash.update(pythonScript);
  return hash.digest("hex");
}

function requireGo(lack: string): void {
  const go = lackOfGo();
  if (go === undefined) return;
  throw new Error(
    `No Pulumi engine: ${lack}, and to build one, ${go}. ` +
      `Install Pulumi ${leastVersion.join(".")} or newer, or Go 1.26 or newer, and try again.`,
  );
}

function copyPythonScript(): void {
  const args = ["list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"];
  const { status, stdout, stderr } = spawnSync("go", args, { cwd: join(here, "hosts"), encoding: "utf8" });
  if (status !== 0) throw new Error(`The module of the language hosts could not be found:\n${stderr}`);
  const copy = join(bin, pythonScript);
  copyFileSync(join(stdout.trim(), "python/cmd", pythonScript), copy);
  // What a module holds is read-only, and need not be executable.
  chmodSync(copy, 0o755);
}

if (import.meta.main) {
  await prepareEngine().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
