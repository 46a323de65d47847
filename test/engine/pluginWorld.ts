/** A world whose programs use the plugin: the engine finds it in a folder that the project names. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type World } from "./world.ts";

const root = join(__dirname, "../..");

export interface PluginWorld extends World {
  /** Replaces the program. `resource(type, name, props, options)` makes a resource of the plugin's. */
  make(body: string): void;
}

/** @param flags More options of the emulator. */
export async function createPluginWorld(flags: string[] = []): Promise<PluginWorld> {
  const world = await createWorld(undefined, flags);
  const { stack } = world;
  const folder = join(stack.folder, "plugin");
  mkdirSync(folder);
  const command = join(folder, "pulumi-resource-transmit");
  writeFileSync(command, `#!/bin/sh\nexec node ${join(root, "dist/provider/plugin/main.js")} "$@"\n`);
  chmodSync(command, 0o755);
  const make = (body: string) =>
    stack.write({
      "Pulumi.yaml": `name: program
runtime:
  name: nodejs
  options: { typescript: false }
plugins:
  providers:
    - { name: transmit, path: ${folder} }
`,
      "index.js": `const pulumi = require("@pulumi/pulumi");
const outputs = {
  Application: ["appId", "clientId", "clientSecret", "loginPreferences", "appName", "updatedAt"],
  Client: ["appId", "clientId", "clientSecret", "metadataUrl", "name"],
  SigningKey: ["keyId", "appId", "kid", "name", "status", "source"],
};
function resource(type, name, props, options) {
  const named = Object.fromEntries(outputs[type].map((output) => [output, undefined]));
  return new pulumi.CustomResource("transmit:index:" + type, name, { ...named, ...props }, options);
}
${body}
`,
    });
  make("");
  return { ...world, make };
}
