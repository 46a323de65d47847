/** A contender at work: its stack, and the API that it asks. */
import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type RunningEmulator, runEmulator } from "../tools/engine/emulator.ts";
import { Stack } from "../tools/engine/stack.ts";
import type { Contender } from "./contenders.ts";
import { outputsModule, programFor } from "./workload.ts";

export interface Entrant {
  contender: Contender;
  stack: Stack;
  /** Requests that have reached the API so far. */
  requests(): number;
  /** Bytes of the state, as it lies in the backend. */
  stateBytes(): number;
  end(): Promise<void>;
}

export interface Course {
  /** The checkout, built. */
  checkout: string;
  /** Number of clients. */
  size: number;
  /** Milliseconds before each of the API's answers. */
  latency: number;
}

/** The text that the command line of every dynamic provider has. */
const dynamicHost = "cmd/dynamic-provider";

/** What the command line of a contender's provider has, and no other. */
export const processOf = ({ plugin }: Contender): string => plugin ?? dynamicHost;

export async function enter(contender: Contender, { checkout, size, latency }: Course): Promise<Entrant> {
  const emulator = contender.asks ? await runEmulator(checkout, ["--latency", String(latency)]) : undefined;
  const stack = new Stack({ root: checkout, environment: emulator?.environment, answerWithin: 60 * 60_000 });
  const end = async () => {
    stack.remove();
    await emulator?.stop();
  };
  try {
    write(stack, contender, checkout, size);
    await stack.init();
  } catch (error) {
    await end();
    throw error;
  }
  const state = join(stack.folder, "backend/.pulumi/stacks/program/test.json");
  return { contender, stack, requests: () => requestsTo(emulator), stateBytes: () => statSync(state).size, end };
}

const requestsTo = (emulator: RunningEmulator | undefined): number => emulator?.requests.length ?? 0;

function write(stack: Stack, { program, plugin }: Contender, checkout: string, size: number): void {
  stack.write({
    "Pulumi.yaml": project(plugin && installPlugin(stack, join(checkout, plugin))),
    "package.json": '{ "main": "index.js" }',
    "index.js": programFor(size),
    "outputs.js": outputsModule(checkout),
    "resources.js": readFileSync(join(checkout, "programs", program), "utf8"),
  });
  const modules = join(stack.program, "node_modules");
  // A link would lead out of node_modules, and what lies there is part of the program to the engine.
  cpSync(join(checkout, "answers"), join(modules, "answers"), { recursive: true });
  symlinkSync(join(checkout, "node_modules/axios"), join(modules, "axios"));
}

const project = (plugin?: string): string => `name: program
runtime:
  name: nodejs
  options: { typescript: false }
${plugin === undefined ? "" : `plugins:\n  providers:\n    - { name: transmit, path: ${plugin} }\n`}`;

/** @returns The folder to name in the project. */
function installPlugin(stack: Stack, script: string): string {
  const command = join(stack.folder, "plugin/pulumi-resource-transmit");
  mkdirSync(dirname(command));
  writeFileSync(command, `#!/bin/sh\nexec node ${script} "$@"\n`);
  chmodSync(command, 0o755);
  return dirname(command);
}
