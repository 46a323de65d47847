/** Python with Pulumi's SDK, to run programs in Python with: a virtual environment that is made once, where there is Python. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What the SDK in Python, its build and the tests of a program require. Without `==`, the newest would come, and a day may break what worked. */
const packages = [
  "pulumi==3.272.0",
  "parver==1.0.1.post0",
  "semver==3.1.2",
  "setuptools==80.9.0",
  "wheel==0.48.0",
  "pytest==8.4.2",
];

const languageHost = "pulumi-language-python";

/** The environment's folder, in which `lack` says why there is none. */
const folderIn = (engine: string): string => join(engine, "python");

/** Makes the environment, or says in a line why not: Python is not among what a checkout needs. */
export function preparePython(engine: string, folders: readonly string[]): void {
  const folder = folderIn(engine);
  mkdirSync(folder, { recursive: true });
  const lack = lackOfHost(folders) ?? make(folder);
  const note = join(folder, "lack");
  rmSync(note, { force: true });
  if (lack === undefined) return;
  writeFileSync(note, lack);
  console.log(`Programs in Python: not run, ${lack}.`);
}

/** Why programs in Python cannot be run; undefined if they can. */
export function lackOfPython(engine: string): string | undefined {
  const folder = folderIn(engine);
  const note = join(folder, "lack");
  if (existsSync(note)) return readFileSync(note, "utf8");
  return existsSync(join(folder, "stamp")) ? undefined : "make engine has not been run";
}

function lackOfHost(folders: readonly string[]): string | undefined {
  const path = [...folders, ...(process.env.PATH ?? "").split(delimiter)].filter(Boolean);
  return path.some((folder) => existsSync(join(folder, languageHost))) ? undefined : `there is no ${languageHost}`;
}

/** @returns Why it could not be made. */
function make(folder: string): string | undefined {
  const stamp = join(folder, "stamp");
  const python = spawnSync("python3", ["-c", "import ensurepip, sys, venv; print(sys.version)"], { encoding: "utf8" });
  if (python.status !== 0) return "no python3 with venv";
  const wanted = [python.stdout.trim(), ...packages].join("\n");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  console.log("Making a virtual environment of Python: once, about half a minute.");
  rmSync(folder, { recursive: true, force: true });
  const steps: [string, string[]][] = [
    ["python3", ["-m", "venv", folder]],
    [join(folder, "bin/python3"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]],
  ];
  for (const [command, args] of steps) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
    if (status === 0) continue;
    mkdirSync(folder, { recursive: true });
    return `the virtual environment could not be made: ${error?.message ?? stderr.trim().split("\n").at(-1)}`;
  }
  writeFileSync(stamp, wanted);
  return undefined;
}
