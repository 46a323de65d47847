/**
 * Follows a page as a reader does, block by block, with the real engine and an emulator in place of the API:
 *
 * - A program (`ts`, `python`, `go`, `yaml`) is compiled and previewed. One in TypeScript without an import continues the one
 *   before it.
 * - A block with a title is written to the file of that name.
 * - Commands (`sh`) run in the folder of the last program. The emulator runs until the page ends.
 * - A `text` block is what the commands before it print, where `…` stands for anything. With `error:` in it, they must fail.
 * - JSON and YAML must parse.
 */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";
import { type RunningEmulator, runEmulator } from "../../../tools/engine/emulator.ts";
import { writePluginCommand } from "../pluginCommand.ts";
import { root } from "../root.ts";
import type { Block } from "./blocks.ts";
import { type Printed, Shell } from "./shell.ts";

export type Placeholders = Record<string, string | ((reader: Reader) => string)>;

export interface ReaderOptions {
  /** What a reader puts in place of `<id>` and the like. */
  placeholders?: Placeholders;
  /** Texts of commands that only work elsewhere, and what stands for them here. */
  replacements?: readonly (readonly [string | RegExp, string])[];
  /** The page makes its own project, in the folder where it begins. */
  makesProject?: boolean;
  /** Makes what the page takes for granted. @returns More placeholders. */
  prepare?(reader: Reader): Promise<Placeholders>;
  /** What `npm install` takes for `pulumi-transmit`. */
  tarball?: string;
}

type Language = "typescript" | "python" | "go" | "yaml";

const languageOf: Record<string, Language> = { ts: "typescript", python: "python", go: "go", yaml: "yaml" };

export class Reader {
  readonly folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-page-"));
  readonly emulator: RunningEmulator;
  private readonly shell: Shell;
  private readonly options: ReaderOptions;
  private readonly placeholders: Placeholders = {};
  private program = "";
  private last: Printed | undefined;

  private constructor(emulator: RunningEmulator, options: ReaderOptions) {
    this.emulator = emulator;
    this.options = options;
    for (const name of ["home", "backend"]) mkdirSync(join(this.folder, name));
    writePluginCommand(join(this.folder, "plugin"));
    const engine = readFileSync(join(root, ".engine/path"), "utf8");
    const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI|TRANSMIT|npm)_/.test(name));
    const tools = [join(root, ".engine/python/bin"), join(root, "node_modules/.bin"), join(root, ".engine/languages")];
    this.shell = new Shell(this.folder, {
      ...Object.fromEntries(inherited),
      PATH: [...tools, engine, process.env.PATH].filter(Boolean).join(delimiter),
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PYTHONPATH: join(this.folder, "modules"),
      ...emulator.environment,
    });
  }

  static async begin(options: ReaderOptions = {}): Promise<Reader> {
    const reader = new Reader(await runEmulator(root), options);
    try {
      if (!options.makesProject) await reader.enter("typescript");
      Object.assign(reader.placeholders, options.placeholders, await options.prepare?.(reader));
      return reader;
    } catch (error) {
      await reader.end();
      throw error;
    }
  }

  /** @throws Error that names the place of the block, and what it printed */
  async follow(block: Block): Promise<void> {
    try {
      await this.take(block);
    } catch (error) {
      throw new Error(`${block.place}: ${(error as Error).message}`);
    }
  }

  async end(): Promise<void> {
    this.shell.end();
    rmSync(this.folder, { recursive: true, force: true });
    await this.emulator.stop();
  }

  private take({ language, title, text }: Block): Promise<void> | void {
    if (language === "sh") return this.command(text);
    if (language === "text") return this.expectPrinted(text);
    if (language === "yaml") parse(text);
    if (language === "json") JSON.parse(text);
    if (title !== undefined) return this.write(title, text, languageOf[language]);
    if (language === "json" || (language === "yaml" && !/^(resources|variables):/m.test(text))) return;
    const spoken = languageOf[language];
    if (spoken === undefined) throw new Error(`nothing runs a block of "${language}"`);
    return this.preview(spoken, text);
  }

  /** Begins a project of the language, or goes back to it. */
  private async enter(language: Language): Promise<void> {
    const folder = join(this.folder, language);
    const begins = !existsSync(folder);
    mkdirSync(folder, { recursive: true });
    this.shell.changeFolder(folder);
    if (!begins) return;
    projects[language](folder);
    await this.expect("pulumi stack init dev");
  }

  private async expect(command: string): Promise<void> {
    const { code, output } = await this.shell.run(command);
    if (code !== 0) throw new Error(`${command} failed:\n${output}`);
  }

  private async write(name: string, text: string, language: Language | undefined): Promise<void> {
    if (language !== undefined && language !== "yaml" && !this.options.makesProject) await this.enter(language);
    const file = join(this.shell.cwd, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, this.fill(text));
    if (name === files.typescript) this.program = text;
  }

  private async command(text: string): Promise<void> {
    this.last = undefined;
    const commands = this.fill(text);
    const emulator = /^npx (pulumi-transmit emulator.*?)(?: &)?$/m.exec(commands);
    if (emulator) {
      this.printed = await this.shell.runInBackground(`npx ${emulator[1]}`, /TRANSMIT_CLIENT_SECRET=\S+\n/);
      return;
    }
    if (/^npm install/m.test(commands)) this.forgetLinks();
    this.last = await this.shell.run(commands);
    if (this.last.code === 0) return;
    // Whether it may fail, the next block says: see `expectPrinted`.
    this.failed = `the commands ended with ${this.last.code}:\n${commands}\n${this.last.output}`;
  }

  /** The folder where the reader is. */
  get cwd(): string {
    return this.shell.cwd;
  }

  /** A project of the reader has links to the checkout, which npm would take for packages of its own. */
  private forgetLinks(): void {
    const modules = join(this.shell.cwd, "node_modules");
    if (!existsSync(modules) || !lstatSync(join(modules, "pulumi-transmit")).isSymbolicLink()) return;
    rmSync(modules, { recursive: true });
    const dependencies = { "@pulumi/pulumi": "^3.200.0", "pulumi-transmit": `file:${this.options.tarball}` };
    const devDependencies = { "@types/node": "^24.0.0", typescript: "^6.0.0" };
    writeFileSync(
      join(this.shell.cwd, "package.json"),
      JSON.stringify({ private: true, dependencies, devDependencies }),
    );
  }

  /** What an emulator has printed that the page starts. */
  printed = "";

  /** A failure that no block has announced. */
  private failed: string | undefined;

  private expectPrinted(expected: string): void {
    if (this.last === undefined) throw new Error("there is no command before this output");
    const mustFail = /\berror:/.test(expected);
    if (mustFail && this.failed === undefined)
      throw new Error(`the commands should fail. They printed:\n${this.last.output}`);
    if (mustFail) this.failed = undefined;
    const printed = squeeze(this.last.output);
    let from = 0;
    for (const part of this.fill(expected).split(/…|\n/).map(squeeze).filter(Boolean)) {
      const at = printed.indexOf(part, from);
      if (at < 0) throw new Error(`this was not printed:\n${part}\nThis was:\n${this.last.output}`);
      from = at + part.length;
    }
  }

  /** Called after each block and at the end of the page. @throws Error if commands failed that should not */
  expectSuccess(next?: Block): void {
    if (this.failed === undefined || next?.language === "text") return;
    throw new Error(this.failed);
  }

  private fill(text: string): string {
    let filled = text;
    for (const [from, to] of this.options.replacements ?? []) filled = filled.replaceAll(from as string, () => to);
    for (const [command, confirmed] of confirmations) filled = filled.replaceAll(command, confirmed);
    for (const [name, value] of Object.entries(this.placeholders))
      filled = filled.replaceAll(`<${name}>`, typeof value === "string" ? value : value(this));
    return filled;
  }

  private async preview(language: Language, text: string): Promise<void> {
    const folder = join(this.folder, language);
    await this.enter(language);
    this.writeProgram(language, folder, this.fill(text));
    for (const step of [...checks[language], "pulumi preview"]) await this.expect(step);
  }

  private writeProgram(language: Language, folder: string, text: string): void {
    if (language === "typescript") this.program = /^import /m.test(text) ? text : `${this.program || implied}\n${text}`;
    const project = /^runtime:/m.test(text) ? "" : "name: page-yaml\nruntime: yaml\n";
    const content = { typescript: this.program, python: text, go: text, yaml: `${project}${plugins}${text}` };
    writeFileSync(join(folder, files[language]), content[language]);
  }
}

/** What a reader answers on a terminal. */
const confirmations = [
  [/\bpulumi (up|destroy)\b/g, "pulumi $1 --yes"],
  // This host for TypeScript cannot print code.
  [/\bpulumi import\b/g, "pulumi import --yes --generate-code=false"],
  [/\bpulumi refresh\b(?!.*--preview-only)/g, "pulumi refresh --yes"],
] as const;

const squeeze = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

const implied = `import * as pulumi from "@pulumi/pulumi";\nimport * as transmit from "pulumi-transmit";\n`;

const files: Record<Language, string> = {
  typescript: "index.ts",
  python: "__main__.py",
  go: "main.go",
  yaml: "Pulumi.yaml",
};

/** The plugin of the checkout, for every language's project, each in a folder beside it. */
const plugins = "plugins: { providers: [{ name: transmit, path: ../plugin }] }\n";

/** Beside running it: what the compiler says, where there is one. */
const checks: Record<Language, string[]> = {
  typescript: ["tsc --noEmit"],
  python: [],
  go: ["go mod tidy", "go vet ."],
  yaml: [],
};

/** A new project of each language, as the page on installation makes it. */
const projects: Record<Language, (folder: string) => void> = {
  typescript(folder) {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: page-typescript\nruntime: nodejs\n");
    writeFileSync(join(folder, "package.json"), '{ "name": "page", "private": true }\n');
    cpSync(join(root, "examples/quickstart/tsconfig.json"), join(folder, "tsconfig.json"));
    const modules = join(folder, "node_modules");
    mkdirSync(join(modules, "@pulumi"), { recursive: true });
    mkdirSync(join(modules, "@types"));
    symlinkSync(root, join(modules, "pulumi-transmit"));
    mkdirSync(join(modules, ".bin"));
    const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const [command, file] of Object.entries<string>(bin)) {
      chmodSync(join(root, file), 0o755);
      symlinkSync(join(root, file), join(modules, ".bin", command));
    }
    for (const name of ["@pulumi/pulumi", "@types/node", "typescript"])
      symlinkSync(join(root, "node_modules", name), join(modules, name));
  },
  python(folder) {
    const runtime = "runtime: { name: python, options: { virtualenv: venv } }";
    writeFileSync(join(folder, "Pulumi.yaml"), `name: page-python\n${runtime}\n${plugins}`);
    symlinkSync(join(root, ".engine/python"), join(folder, "venv"));
    // Building leaves files beside the sources.
    cpSync(join(root, "sdk/python"), join(folder, "../sdk-python"), { recursive: true });
    const flags = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"];
    const pip = [
      "-m",
      "pip",
      "install",
      ...flags,
      "--target",
      join(folder, "../modules"),
      join(folder, "../sdk-python"),
    ];
    execFileSync(join(root, ".engine/python/bin/python3"), pip);
  },
  go(folder) {
    writeFileSync(join(folder, "Pulumi.yaml"), `name: page-go\nruntime: go\n${plugins}`);
    cpSync(join(root, "examples/go-quickstart/go.mod"), join(folder, "go.mod"));
    const replaced = `github.com/pulumi-transmit/pulumi-transmit/sdk/go=${join(root, "sdk/go")}`;
    execFileSync("go", ["mod", "edit", "-replace", replaced], { cwd: folder });
  },
  yaml(folder) {
    writeFileSync(join(folder, "Pulumi.yaml"), `name: page-yaml\nruntime: yaml\n${plugins}`);
  },
};
