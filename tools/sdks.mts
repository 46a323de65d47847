/** Writes the SDKs that Pulumi's own generators make of the schema; with `--check`, only says what is not so. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { lackOfGo } from "./engine/go.ts";

const root = join(import.meta.dirname, "..");
const sdk = join(root, "sdk");
const languages = ["nodejs", "python", "go"];

/** What Go itself keeps: the generator's has no checksums, and names no module that others need. */
const isKept = (file: string): boolean => /^go\/go\.(mod|sum)$/.test(file);

/** What building and running leave, which no SDK is made of. */
const isLeftover = (file: string): boolean => /(^|\/)(__pycache__|node_modules|bin|build|[^/]+\.egg-info)\//.test(file);

/** The files of the SDKs in a folder, by their paths in it. */
function filesIn(folder: string): string[] {
  return languages
    .filter((language) => existsSync(join(folder, language)))
    .flatMap((language) => readdirSync(join(folder, language), { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !isKept(file) && !isLeftover(file));
}

const patience = 10_000;

/** @returns False if the schema has problems, which have been named. */
function generate(folder: string): Promise<boolean> {
  const args = ["run", ".", "generate", join(root, "schema.json"), folder];
  return new Promise((resolve, reject) => {
    const child = spawn("go", args, { cwd: join(root, "tools/schema"), stdio: "inherit" });
    const tell = () => console.log("Compiling Pulumi's generators: once, about 2 minutes on a fresh machine.");
    const timer = setTimeout(tell, patience);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

const same = (one: string, other: string): boolean =>
  existsSync(one) && existsSync(other) && readFileSync(one).equals(readFileSync(other));

function write(folder: string, stale: readonly string[]): void {
  for (const file of stale) {
    const [from, to] = [join(folder, file), join(sdk, file)];
    rmSync(to, { force: true });
    if (existsSync(from)) {
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, readFileSync(from));
    }
    console.log(`${existsSync(from) ? "wrote" : "removed"} sdk/${file}`);
  }
}

/** @returns Whether all is well. */
async function run(isCheck: boolean): Promise<boolean> {
  const lack = lackOfGo();
  if (lack !== undefined) {
    console.log(`The SDKs of the other languages: not ${isCheck ? "checked" : "written"}, ${lack}.`);
    return isCheck;
  }
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-sdks-"));
  try {
    if (!(await generate(folder))) return false;
    const files = [...new Set([...filesIn(folder), ...filesIn(sdk)])].sort();
    const stale = files.filter((file) => !same(join(folder, file), join(sdk, file)));
    if (!isCheck) write(folder, stale);
    else for (const file of stale) console.error(`sdk/${file} is not what the schema gives. Run make sdks.`);
    return !isCheck || stale.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!(await run(process.argv.includes("--check")))) process.exitCode = 1;
