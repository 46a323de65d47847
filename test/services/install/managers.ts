/** Package managers from npm, and the tarballs that they install: in one temporary folder, with the caches of all but npm. */
import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { root } from "../../support/root.ts";
import { npmInstall } from "../support/npm.ts";
import { outputOf } from "../support/output.ts";

/** What is run, and the versions that it was tried with. */
const tools = { pnpm: "12.21.0", yarn: "1.22.22", "@yarnpkg/cli-dist": "4.18.1", bun: "1.4.5" };

/** Milliseconds. On a new machine, some of these packages bring binaries of many megabytes. */
const patience = 8 * 60_000;

export class Managers {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-transmit-install-")));
  private readonly tools = join(this.folder, "tools");

  /** Fetches package managers, by their names in `tools`. Default: all. */
  async prepare(names: readonly (keyof typeof tools)[] = Object.keys(tools) as (keyof typeof tools)[]): Promise<void> {
    await npmInstall(
      this.tools,
      names.map((name) => `${name}@${tools[name]}`),
    );
  }

  /** @returns The tarball of a package, scripts aside. */
  async pack(folder: string): Promise<string> {
    const into = mkdtempSync(join(this.folder, "packed-"));
    await this.run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", into], folder);
    return join(into, readdirSync(into)[0] as string);
  }

  /** The example of a component package, compiled: without development dependencies, so that no layout installs a compiler. */
  readonly example = { identity: join(this.folder, "example/identity"), program: join(this.folder, "example/program") };

  /** @param transmit The tarball that the component package depends on. */
  async compileExample(transmit: string): Promise<void> {
    const { identity, program } = this.example;
    cpSync(join(root, "examples/component-package"), join(this.folder, "example"), { recursive: true });
    const modules = join(this.folder, "example/node_modules");
    const linked = { "pulumi-transmit": root, "@acme/identity": identity };
    for (const name of ["@pulumi/pulumi", "@types/node", ...Object.keys(linked)]) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync((linked as Record<string, string>)[name] ?? join(root, "node_modules", name), join(modules, name));
    }
    for (const folder of [identity, program]) {
      await this.run("tsc", ["-p", folder], folder);
      const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const dependencies = { ...manifest.dependencies, "pulumi-transmit": `file:${transmit}` };
      const changed = folder === identity ? { dependencies } : { main: "index.js" };
      writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, ...changed }));
    }
    rmSync(modules, { recursive: true });
  }

  /** The command line of a package manager. Both yarns are called `yarn`. */
  private command(name: string): string[] {
    const modules = join(this.tools, "node_modules");
    if (name === "yarn classic") return ["node", join(modules, "yarn/bin/yarn.js")];
    if (name === "yarn berry") return ["node", join(modules, "@yarnpkg/cli-dist/bin/yarn.js")];
    return name in tools ? [join(modules, ".bin", name)] : [name];
  }

  /** @throws Error with all that was printed, if the command fails or takes more than 8 minutes */
  run(name: string, args: readonly string[], cwd: string, environment: Record<string, string> = {}): Promise<string> {
    const [command = name, ...first] = this.command(name);
    return new Promise((resolve, reject) => {
      const child = spawn(command, [...first, ...args], {
        cwd,
        env: { ...this.environment(), ...environment },
        stdio: ["ignore", "pipe", "pipe"],
        timeout: patience,
      });
      const output = outputOf(child);
      child.on("error", reject);
      child.on("close", (code, signal) => {
        if (code === 0) resolve(output());
        else reject(new Error(`${name} ${args.join(" ")} ended with ${code ?? signal} in ${cwd}:\n${output()}`));
      });
    });
  }

  private environment(): NodeJS.ProcessEnv {
    const cache = join(this.folder, "caches");
    return {
      ...process.env,
      PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
      // A continuous integration server's yarn would refuse to write its lock file.
      CI: "",
      YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
      YARN_ENABLE_TELEMETRY: "0",
      npm_config_store_dir: join(cache, "pnpm"),
      XDG_CACHE_HOME: join(cache, "xdg"),
      XDG_DATA_HOME: join(cache, "xdg-data"),
      XDG_STATE_HOME: join(cache, "xdg-state"),
      YARN_CACHE_FOLDER: join(cache, "yarn"),
      YARN_GLOBAL_FOLDER: join(cache, "yarn-berry"),
      BUN_INSTALL_CACHE_DIR: join(cache, "bun"),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"];
