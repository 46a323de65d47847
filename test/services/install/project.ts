/** Somebody's project, which installs the packages as they are published, and its stack on the emulator. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { devDependencies } from "../../../package.json";
import type { RunningEmulator } from "../../../tools/engine/emulator.ts";
import { type Run, Stack } from "../../../tools/engine/stack.ts";
import { root } from "../../support/root.ts";
import { type Managers, quiet } from "./managers.ts";

export const sdkVersion: string = devDependencies["@pulumi/pulumi"];

export interface Tarballs {
  transmit: string;
  identity: string;
}

/** What every program of the matrix makes. */
const shop = `const transmit = require("pulumi-transmit");
const first = { name: "Site", redirectUris: ["https://shop.example/callback"] };
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: first });
new transmit.Client("app", { appId: shop.appId, name: "App", redirectUris: ["com.example.shop:/callback"] });
`;

const yaml = "name: program\nruntime:\n  name: nodejs\n  options: { typescript: false }\n";

export class Project {
  /** The folder of the repository: that of the program, or one above it. */
  readonly folder: string;
  readonly stack: Stack;
  private readonly managers: Managers;
  readonly tarballs: Tarballs;

  /** @param at Folder of the program in the repository. @param name Of the repository's folder. */
  constructor(managers: Managers, tarballs: Tarballs, emulator: RunningEmulator, { at = ".", name = "project" } = {}) {
    this.managers = managers;
    this.tarballs = tarballs;
    this.stack = new Stack({ root, isBare: true, at: join(name, at), environment: emulator.environment });
    this.folder = join(this.stack.folder, name);
  }

  /** Writes files of the repository. What is no string becomes JSON. */
  write(files: Record<string, string | object>): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content, null, 2));
    }
  }

  read = (name: string): string => readFileSync(join(this.folder, name), "utf8");

  /** Writes the program that the matrix has in common, in JavaScript. @param more Dependencies beside the usual ones. */
  program(more: Record<string, string> = {}): void {
    this.stack.write({ "Pulumi.yaml": yaml, "index.js": shop });
    const dependencies = { "@pulumi/pulumi": sdkVersion, "pulumi-transmit": `file:${this.tarballs.transmit}`, ...more };
    const manifest = { name: "program", version: "1.0.0", private: true, main: "index.js", dependencies };
    this.write({ [join(relative(this.folder, this.stack.program), "package.json")]: manifest });
  }

  /**
   * Takes the example of a component package. Its program knows that package alone.
   * @param at The folders of both. @param version What the program's manifest says of the package.
   */
  components(at: { identity?: string; program: string }, version: string): void {
    const { program, identity } = this.managers.example;
    // Compiled: Pulumi would take its own compiler, which is older than the program's settings.
    cpSync(program, join(this.folder, at.program), { recursive: true, filter: (path) => !/\.ts$|tsconfig/.test(path) });
    this.edit(join(at.program, "package.json"), (manifest) => {
      manifest.dependencies = { "@acme/identity": version, "@pulumi/pulumi": sdkVersion };
    });
    this.write({ [join(at.program, "Pulumi.yaml")]: yaml });
    if (at.identity !== undefined) cpSync(identity, join(this.folder, at.identity), { recursive: true });
  }

  /** Changes a manifest. */
  private edit(name: string, change: (manifest: Record<string, unknown>) => void): void {
    const manifest = JSON.parse(this.read(name));
    change(manifest);
    this.write({ [name]: manifest });
  }

  /** Runs a package manager. @param at Folder of the repository. */
  run(manager: string, args: readonly string[], at = "."): Promise<string> {
    return this.managers.run(manager, args, join(this.folder, at));
  }

  npm = (args: readonly string[] = [], at = "."): Promise<string> =>
    this.run("npm", ["install", ...quiet, ...args], at);

  init = (run: Run = {}) => this.stack.run(["stack", "init", "test"], run);

  remove = (): void => this.stack.remove();
}
