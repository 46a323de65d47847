/** A world whose programs use the plugin and its SDK for Node.js: the engine finds it in a folder that the project names. */

import { cpSync } from "node:fs";
import { join } from "node:path";
import { stageNodeSdk } from "../../tools/release/packages.ts";
import { openSource } from "../../tools/release/source.ts";
import { writePluginCommand } from "../support/pluginCommand.ts";
import { root } from "../support/root.ts";
import { createWorld, type World } from "./world.ts";

/** The package that a program imports as `transmit`: that of the dynamic resources, or the plugin's. */
export type Sdk = "pulumi-transmit" | "pulumi-transmit-plugin";

export interface PluginWorld extends World {
  /** Replaces the program. One with dynamic resources knows of no plugin. */
  make(body: string, sdk?: Sdk): void;
}

/** @param flags More options of the emulator. @param environment More variables of every run. */
export async function createPluginWorld(
  flags: string[] = [],
  environment: Record<string, string> = {},
): Promise<PluginWorld> {
  const world = await createWorld(undefined, flags, environment);
  const { stack } = world;
  const folder = writePluginCommand(join(stack.folder, "plugin"));
  installSdk(join(stack.program, "node_modules/pulumi-transmit-plugin"));
  const plugins = `plugins: { providers: [{ name: transmit, path: "${folder}" }] }\n`;
  const make: PluginWorld["make"] = (body, sdk = "pulumi-transmit-plugin") =>
    stack.write({
      "Pulumi.yaml": `name: program\nruntime: { name: nodejs, options: { typescript: false } }\n${sdk === "pulumi-transmit" ? "" : plugins}`,
      "package.json": '{ "main": "index.js" }',
      "index.js": `const pulumi = require("@pulumi/pulumi");\nconst transmit = require("${sdk}");\n${body}\n`,
    });
  make("");
  return { ...world, make };
}

let compiled: string | undefined;

/** As `npm install` would: in the program's own folder, so that both take the same `@pulumi/pulumi`. */
function installSdk(folder: string): void {
  compiled ??= compileSdk();
  cpSync(compiled, folder, { recursive: true });
}

/** The package as it is published. */
const compileSdk = (): string => stageNodeSdk(openSource(root));
