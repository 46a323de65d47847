/** A shell that keeps its folder and its variables from one block of commands to the next, as a reader's does. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { descendantsOf, end, processesOf } from "../../../tools/engine/processes.ts";

export interface Printed {
  code: number;
  /** Standard output and standard error, as they came. */
  output: string;
}

const patience = 5 * 60_000;

export class Shell {
  private readonly running = new Set<ChildProcess>();
  private readonly folder: string;
  private readonly variables: NodeJS.ProcessEnv;

  /** @param folder Where it begins, and keeps what it must remember. @param variables Its environment, and nothing else. */
  constructor(folder: string, variables: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.variables = variables;
  }

  /** Where the last commands have left it. */
  get cwd(): string {
    const file = join(this.folder, ".cwd");
    return existsSync(file) ? readFileSync(file, "utf8").trim() : this.folder;
  }

  changeFolder(folder: string): void {
    writeFileSync(join(this.folder, ".cwd"), folder);
  }

  /** Runs commands until the first one that fails. */
  run(commands: string): Promise<Printed> {
    const remembered = join(this.folder, ".variables");
    const script = [
      `[ ! -f ${remembered} ] || . ${remembered}`,
      "set -euo pipefail",
      commands,
      `export -p > ${remembered}`,
      `pwd > ${join(this.folder, ".cwd")}`,
    ].join("\n");
    const child = this.start(script);
    return new Promise((resolve, reject) => {
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream?.setEncoding("utf8").on("data", (text: string) => {
          output += text;
        });
      const timer = setTimeout(() => {
        this.end();
        reject(new Error(`did not end within ${patience / 1000} s:\n${commands}\nIt printed:\n${output}`));
      }, patience);
      child.on("error", reject);
      child.on("close", (code) => {
        clearTimeout(timer);
        this.running.delete(child);
        resolve({ code: code ?? 1, output });
      });
    });
  }

  /** Starts a command that runs until the shell ends. @returns What it prints until a line matches. */
  runInBackground(command: string, ready: RegExp): Promise<string> {
    const child = this.start(`exec ${command}`);
    return new Promise((resolve, reject) => {
      let output = "";
      const fail = (what: string) => reject(new Error(`${command} ${what}. It printed:\n${output}`));
      const timer = setTimeout(() => fail(`printed nothing that matches ${ready} within 60 s`), 60_000);
      for (const stream of [child.stdout, child.stderr])
        stream?.setEncoding("utf8").on("data", (text: string) => {
          output += text;
          if (!ready.test(output)) return;
          clearTimeout(timer);
          resolve(output);
        });
      child.on("close", (code) => fail(`ended with ${code}`));
    });
  }

  private start(script: string): ChildProcess {
    const child = spawn("bash", ["-c", script], {
      cwd: this.cwd,
      env: this.variables,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.running.add(child);
    return child;
  }

  /** Ends every process that it has started. */
  end(): void {
    const started = [...this.running].flatMap(({ pid }) => (pid === undefined ? [] : [pid, ...descendantsOf(pid)]));
    end([...new Set([...started, ...processesOf(this.folder)])]);
  }
}
