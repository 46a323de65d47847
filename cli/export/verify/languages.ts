/** How a program of each language runs on this machine. */
import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { LanguageName } from "../languages/index.ts";
import { folderOfPackage, linkPackage, missing, ownFolder, whereIs, writePlugin } from "./equipment.ts";

export interface Equipment {
  /** Folders in which packages are looked for, beside that of this package. */
  from: readonly string[];
}

/** Gives a program in a folder what it needs. @returns Variables for it @throws CommandError if something is not there */
export function equip(language: LanguageName, folder: string, { from }: Equipment): NodeJS.ProcessEnv {
  const equipped = equipments[language](folder, from);
  return { ...equipped };
}

type Equip = (folder: string, from: readonly string[]) => NodeJS.ProcessEnv;

const equipments: Record<LanguageName, Equip> = {
  typescript: (folder, from) => {
    expectHost("nodejs", "Node.js");
    linkNode(folder, [ownFolder(), ...from]);
    linkPackage(folder, "pulumi-transmit", ownFolder());
    return {};
  },
  "typescript-plugin": (folder, from) => {
    expectHost("nodejs", "Node.js");
    const sdk = folderOfPackage("pulumi-transmit-plugin", from);
    if (!sdk) throw missing("the package pulumi-transmit-plugin is not installed.", "Install it in this folder.");
    linkNode(folder, [sdk, ...from]);
    linkPackage(folder, "pulumi-transmit-plugin", sdk);
    namePlugin(folder);
    return {};
  },
  python: (folder, from) => {
    expectHost("python", "Python");
    const folders = from.flatMap((one) => ["venv", ".venv"].map((name) => join(one, name, "bin")));
    const interpreter = whereIs("python3", [...folders, process.env.PATH].join(delimiter));
    const sdk = ["-c", "import pulumi, pulumi_transmit"];
    if (!interpreter || spawnSync(interpreter, sdk, { stdio: "ignore" }).status !== 0)
      throw missing(
        "there is no Python with the packages pulumi and pulumi_transmit.",
        "Activate a virtual environment that has them, or make one in this folder as venv.",
      );
    setRuntime(folder, "python");
    namePlugin(folder);
    return { PULUMI_PYTHON_CMD: interpreter };
  },
  go: (folder) => {
    expectHost("go", "Go");
    if (!whereIs("go")) throw missing("the command go was not found.", "Install Go.");
    // From what this machine has: nothing is downloaded.
    const environment = { GOFLAGS: "-mod=mod", GOPROXY: "off", GONOSUMDB: "*", GONOSUMCHECK: "1" };
    const built = spawnSync("go", ["build", "-o", join(folder, "program"), "."], {
      cwd: folder,
      env: { ...process.env, ...environment },
      encoding: "utf8",
    });
    if (built.status !== 0)
      throw missing(
        `the program does not compile with the modules of this machine: ${built.stderr.trim().split("\n")[0]}`,
        "Run go mod download with the go.mod of the project.",
      );
    namePlugin(folder);
    return environment;
  },
  yaml: (folder) => {
    expectHost("yaml", "YAML");
    namePlugin(folder);
    return {};
  },
};

/** Without options, such as that of a virtual environment in the project's own folder. */
function setRuntime(folder: string, runtime: string): void {
  const file = join(folder, "Pulumi.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/^runtime:.*\n(?: .*\n)*/m, `runtime: ${runtime}\n`));
}

function linkNode(folder: string, from: readonly string[]): void {
  for (const name of ["@pulumi/pulumi", "typescript"]) {
    const found = folderOfPackage(name, from);
    if (!found) throw missing(`the package ${name} is not installed.`, `Install it: npm install ${name}.`);
    linkPackage(folder, name, found);
  }
  const types = folderOfPackage("@types/node", from);
  if (types) linkPackage(folder, "@types/node", types);
}

/** The engine finds the host of a language beside its own command, or on PATH. */
function expectHost(name: string, language: string): void {
  const command = `pulumi-language-${name}`;
  const engine = whereIs("pulumi");
  if (!engine) throw missing("the command pulumi was not found.", "Install the Pulumi CLI.");
  if (whereIs(command, [dirname(engine), process.env.PATH].join(delimiter))) return;
  throw missing(`the host for programs in ${language}, ${command}, was not found.`, "Install the whole Pulumi CLI.");
}

/** The project names the folder of the plugin that comes with this package. */
export function namePlugin(folder: string): void {
  const path = writePlugin(join(folder, ".plugin"));
  appendFileSync(
    join(folder, "Pulumi.yaml"),
    `plugins: { providers: [{ name: transmit, path: ${JSON.stringify(path)} }] }\n`,
  );
}
