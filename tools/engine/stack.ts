/** A program and its stack in a folder of their own, driven through the real `pulumi` command. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { descendantsOf, end, processesOf } from "./processes.ts";

export interface Result {
  code: number;
  stdout: string;
  stderr: string;
  /** Both, for messages and searches. */
  output: string;
}

export interface StackOptions {
  /** The checkout, which has the engine and the SDK. */
  root: string;
  /** Folder of the package that programs import. Default: the checkout. */
  transmit?: string;
  /** Folder of the program below that of the stack. Default: `program`. */
  at?: string;
  /** Nothing is linked: the program installs what it needs. */
  isBare?: boolean;
  /** Variables for programs and providers, beside what the engine needs. */
  environment?: Record<string, string>;
  /** Milliseconds after which a command is ended. Default: 5 minutes. */
  answerWithin?: number;
  /** Told of each command line before it runs, and of its output as it comes. */
  tell?: { command(line: string): void; output(text: string): void };
}

export interface Run {
  /** Takes a failure as a result. Without it, a failure throws with all that was printed. */
  mayFail?: boolean;
  /** Nobody is told of it: its output is for this program, and may hold secrets. */
  quiet?: boolean;
  environment?: Record<string, string>;
  /** Starts the command with npx, for which what the program has installed is on PATH. */
  npx?: boolean;
}

const patience = 5 * 60_000;

export class Stack {
  readonly folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-"));
  readonly program: string;
  private readonly options: StackOptions;
  private readonly running = new Set<ChildProcess>();

  constructor(options: StackOptions) {
    this.options = options;
    const { root, transmit = root, at = "program", isBare = false } = options;
    this.program = join(this.folder, at);
    for (const name of [at, "home", "backend"]) mkdirSync(join(this.folder, name), { recursive: true });
    if (isBare) return;
    this.link("pulumi-transmit", transmit);
    this.linkCommands("pulumi-transmit");
    for (const name of ["@pulumi/pulumi", "typescript", "@types/node"])
      this.link(name, join(root, "node_modules", name));
  }

  /** Gives the program a package. */
  private link(name: string, target: string): void {
    const path = join(this.program, "node_modules", name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  }

  /** Puts the commands of a package where npm does. */
  private linkCommands(name: string): void {
    const modules = join(this.program, "node_modules");
    const { bin } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
    mkdirSync(join(modules, ".bin"));
    for (const [command, file] of Object.entries<string>(bin)) {
      chmodSync(join(modules, name, file), 0o755);
      symlinkSync(join("..", name, file), join(modules, ".bin", command));
    }
  }

  /** Writes files of the program, by name. */
  write(files: Record<string, string>): void {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.program, name), content);
  }

  /** Takes a folder's files as the program. */
  copy(folder: string): void {
    cpSync(folder, this.program, { recursive: true, filter: (path) => !path.includes("node_modules") });
  }

  init(): Promise<Result> {
    return this.run(["stack", "init", "test"]);
  }

  /** Replaces the program by one that makes what the body says. `transmit` and `pulumi` are imported; `exports` exports. */
  async make(body: string): Promise<void> {
    const yaml = "name: program\nruntime:\n  name: nodejs\n  options: { typescript: false }\n";
    this.write({
      "Pulumi.yaml": yaml,
      "package.json": '{ "main": "index.js" }',
      "index.js": `const pulumi = require("@pulumi/pulumi");\nconst transmit = require("pulumi-transmit");\n${body}\n`,
    });
  }

  up = (flags: string[] = [], run: Run = {}) => this.run(["up", "--yes", "--skip-preview", ...flags], run);
  preview = (flags: string[] = [], run: Run = {}) => this.run(["preview", ...flags], run);
  refresh = (flags: string[] = [], run: Run = {}) => this.run(["refresh", "--yes", "--skip-preview", ...flags], run);
  /** What a refresh would find, and change nothing. */
  drift = (flags: string[] = [], run: Run = {}) => this.run(["refresh", "--preview-only", ...flags], run);
  destroy = (flags: string[] = [], run: Run = {}) => this.run(["destroy", "--yes", "--skip-preview", ...flags], run);

  /** The deployment as it lies in the backend. */
  async state(): Promise<{ resources: Record<string, unknown>[]; text: string }> {
    const { stdout } = await this.run(["stack", "export"], { quiet: true });
    return { resources: JSON.parse(stdout).deployment.resources ?? [], text: stdout };
  }

  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse((await this.run(["stack", "output", "--json", "--show-secrets"], { quiet: true })).stdout);
  }

  run(args: string[], run: Run = {}): Promise<Result> {
    const words = [...args, "--non-interactive", "--color", "never"];
    const [command, given] = run.npx ? ["npx", ["--call", `pulumi ${words.join(" ")}`]] : ["pulumi", words];
    return this.start(`pulumi ${args.join(" ")}`, command as string, given as string[], run);
  }

  /** Runs this package's own command, `pulumi-transmit`, in the program's folder. It must be built. */
  transmit(args: string[], run: Run = {}): Promise<Result> {
    const file = join(this.options.root, "dist/cli/main.js");
    return this.start(`pulumi-transmit ${args.join(" ")}`, process.execPath, [file, ...args], run);
  }

  /** @param line The command line, for messages. */
  private start(
    line: string,
    command: string,
    given: string[],
    { mayFail = false, quiet = false, environment = {} }: Run,
  ): Promise<Result> {
    const tell = quiet ? undefined : this.options.tell;
    tell?.command(line);
    return new Promise((resolve, reject) => {
      const child = spawn(command, given, {
        cwd: this.program,
        env: { ...this.environment(), ...environment },
        stdio: ["ignore", "pipe", "pipe"],
      });
      this.running.add(child);
      const { answerWithin = patience } = this.options;
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        this.end();
      }, answerWithin);
      let [stdout, stderr, output] = ["", "", ""];
      const take = (text: string) => {
        output += text;
        tell?.output(text);
        return text;
      };
      child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += take(text)));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += take(text)));
      const fail = (what: string) => reject(new Error(`${line} ${what}:\n${output}`));
      const settle = () => {
        clearTimeout(timer);
        this.running.delete(child);
      };
      child.on("error", (error) => {
        settle();
        fail(`could not be started (run make engine): ${error.message}`);
      });
      child.on("close", (code, signal) => {
        settle();
        // No result, whatever may fail: nobody waits for a command to hang.
        if (isLate) fail(`did not end within ${answerWithin / 1000} s and was killed. It printed`);
        else if (code === 0 || mayFail) resolve({ code: code ?? 1, stdout, stderr, output });
        else fail(`ended with ${code ?? signal}`);
      });
    });
  }

  /** The ids of the processes that commands have started and that still run, also if the command itself has ended. */
  processes(): number[] {
    const started = [...this.running].flatMap(({ pid }) => (pid === undefined ? [] : [pid, ...descendantsOf(pid)]));
    return [...new Set([...started, ...processesOf(this.folder)])];
  }

  private environment(): NodeJS.ProcessEnv {
    const { root, environment } = this.options;
    const prepared = join(root, ".engine/path");
    if (!existsSync(prepared))
      throw new Error(`No Pulumi engine is prepared, ${prepared} is missing: run make engine.`);
    const engine = readFileSync(prepared, "utf8");
    const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI|TRANSMIT)_/.test(name));
    return {
      ...Object.fromEntries(inherited),
      PATH: [join(root, "node_modules/.bin"), engine, process.env.PATH].filter(Boolean).join(delimiter),
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // What a program needs is here; a look for it elsewhere takes seconds at each command.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_STACK: "test",
      ...environment,
    };
  }

  private end(): void {
    end(this.processes());
    // Those that were started while the first were being ended.
    end(this.processes());
  }

  /** Ends what still runs and leaves nothing behind. */
  remove(): void {
    this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
