/** The infrastructure repository as somebody has it who copied the example: its branches, its lock file and its stacks. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { copyPack } from "../../support/policyPack.ts";
import { root } from "../../support/root.ts";
import { publish } from "../documentation/pageSettings.ts";

export const stacks = { main: "sandbox", eu: "eu", us: "us" } as const;
export type Branch = keyof typeof stacks;

/** Of every stack. */
export const passphrase = "passphrase-of-the-stacks";

export interface Repository {
  folder: string;
  /** Of Git. */
  work: string;
  /** Address of the state. */
  backend: string;
  /** Commits a change of files on a branch, made from another one if it is new. @returns The commit */
  commit(branch: string, files: Record<string, string>, from?: string): string;
  merge(from: string, into: string): void;
  read(branch: string, file: string): string;
  git(...args: string[]): string;
  /** Runs Pulumi as somebody on their own machine. */
  pulumi(...args: string[]): string;
  remove(): void;
}

/** @param addresses Of the emulators that stand for the tenants, by stack. */
export async function makeRepository(addresses: Record<string, string>): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-gitops-"));
  const [work, home, state] = ["work", "home", "state"].map((name) => join(folder, name)) as [string, string, string];
  mkdirSync(home);
  mkdirSync(state);
  cpSync(join(root, "examples/gitops"), work, { recursive: true, filter: (path) => !path.includes("node_modules") });
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI|TRANSMIT|GITHUB|CI|GIT|npm)/i.test(name));
  const engine = readFileSync(join(root, ".engine/path"), "utf8");
  const backend = `file://${state}`;
  const env = {
    ...Object.fromEntries(inherited),
    PATH: [join(root, "node_modules/.bin"), engine, process.env.PATH].join(delimiter),
    PULUMI_BACKEND_URL: backend,
    PULUMI_HOME: join(home, ".pulumi"),
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  const run = (command: string, args: string[], cwd = work) =>
    execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: "pipe" });
  const identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@shop.example"];
  const git = (...args: string[]) => run("git", [...identity, ...args]).trim();

  await vendor(work);
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--package-lock-only"]);
  for (const stack of Object.values(stacks)) {
    const file = join(work, `Pulumi.${stack}.yaml`);
    const address = `transmit:baseUrl: ${addresses[stack] ?? "http://127.0.0.1:9"}`;
    writeFileSync(file, readFileSync(file, "utf8").replace(/transmit:region: \w+/, address));
    run("pulumi", ["stack", "init", stack]);
  }
  git("init", "--quiet", "--initial-branch", "main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "The shop");
  for (const branch of ["eu", "us"]) git("branch", branch);
  return {
    folder,
    work,
    backend,
    commit: (branch, files, from) => {
      git("checkout", "--quiet", ...(from ? ["-b", branch, from] : [branch]));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text);
      git("add", "--all");
      git("commit", "--quiet", "--message", `Change ${Object.keys(files).join(", ")}`);
      return git("rev-parse", "HEAD");
    },
    merge: (from, into) => {
      git("checkout", "--quiet", into);
      git("merge", "--quiet", "--no-ff", "--message", `Merge ${from} into ${into}`, from);
    },
    read: (branch, file) => `${git("show", `${branch}:${file}`)}\n`,
    git,
    pulumi: (...args) => run("pulumi", args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Puts the package into the repository, for jobs that lie elsewhere, with its policy pack as the tests' engine can run it. */
async function vendor(work: string): Promise<void> {
  const { tarball } = await publish();
  const unpacked = mkdtempSync(join(tmpdir(), "pulumi-transmit-vendored-"));
  const tar = (...args: string[]) => execFileSync("tar", ["--directory", unpacked, ...args], { stdio: "pipe" });
  tar("-xzf", tarball);
  const pack = join(unpacked, "package/policy");
  copyPack(pack, join(unpacked, "pack"));
  cpSync(join(unpacked, "pack"), pack, { recursive: true });
  mkdirSync(join(work, "vendor"));
  const place = `vendor/${basename(tarball)}`;
  tar("-czf", join(work, place), "package");
  rmSync(unpacked, { recursive: true });
  const file = join(work, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  manifest.dependencies["pulumi-transmit"] = `file:${place}`;
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}
