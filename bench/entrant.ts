/** A contender at work: its stack, and the API that it asks. */
import { chmodSync, cpSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type RunningEmulator, runEmulator } from "../tools/engine/emulator.ts";
import { Stack } from "../tools/engine/stack.ts";
import type { Contender } from "./contenders.ts";
import { bench, root } from "./places.mts";
import { outputs, programFor } from "./workload.ts";

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
  /** Number of clients. */
  size: number;
  /** Milliseconds before each of the API's answers. */
  latency: number;
  /** File with what those without an API answer. */
  answers?: string;
}

/** What the command line of a contender's provider has, and no other. */
export const processOf = ({ plugin }: Contender): string => plugin ?? "cmd/dynamic-provider";

export async function enter(contender: Contender, { size, latency, answers = "" }: Course): Promise<Entrant> {
  const emulator = contender.asks ? await runEmulator(root, ["--latency", String(latency)]) : undefined;
  const environment = emulator?.environment ?? { BENCH_ANSWERS: answers };
  const stack = new Stack({ root, environment, answerWithin: 60 * 60_000 });
  const end = async () => {
    stack.remove();
    await emulator?.stop();
  };
  try {
    writeProgram(stack, contender, size);
    if (!contender.asks) putAnswers(stack, contender);
    await stack.init();
  } catch (error) {
    await end();
    throw error;
  }
  const state = join(stack.folder, "backend/.pulumi/stacks/program/test.json");
  return { contender, stack, requests: () => requestsTo(emulator), stateBytes: () => statSync(state).size, end };
}

const requestsTo = (emulator: RunningEmulator | undefined): number => emulator?.requests.length ?? 0;

function writeProgram(stack: Stack, { program, plugin }: Contender, size: number): void {
  const programs = join(bench, "programs");
  cpSync(join(programs, program), join(stack.program, "resources.js"));
  cpSync(join(programs, "outputs.js"), join(stack.program, "outputs.js"));
  stack.write({
    "Pulumi.yaml": project(plugin && installPlugin(stack, join(root, plugin))),
    "package.json": '{ "main": "index.js" }',
    "index.js": programFor(size),
    "outputs.json": JSON.stringify(outputs),
  });
  symlinkSync(join(root, "node_modules/axios"), join(stack.program, "node_modules/axios"));
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

/** Into the program's node_modules: what lies elsewhere is part of the program to the engine, and so in its state. */
function putAnswers(stack: Stack, { program }: Contender): void {
  const modules = join(stack.program, "node_modules");
  cpSync(join(bench, "answers"), join(modules, "answers"), { recursive: true });
  if (program !== "dynamic.js") return;
  // The package's classes, and another provider behind them.
  const ours = join(modules, "pulumi-transmit");
  rmSync(ours);
  cpSync(join(root, "dist/sdk/dynamic"), ours, { recursive: true });
  writeFileSync(join(ours, "package.json"), '{ "name": "pulumi-transmit" }');
  writeFileSync(join(ours, "provider.js"), 'module.exports = require("answers/provider");');
}
