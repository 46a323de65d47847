/** A contender's stack, and the emulator that its provider sends requests to. */
import { chmodSync, cpSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runEmulator } from "../tools/engine/emulator.ts";
import { Stack } from "../tools/engine/stack.ts";
import type { Contender } from "./contenders.ts";
import { bench, root } from "./places.mts";
import { outputs, programFor } from "./workload.ts";

export interface Workload {
  clients: number;
  /** Milliseconds before each response of the emulator. */
  latency: number;
  /** The engine's environment variables. BENCH_ANSWERS: the file that `programs/answers.js` reads. */
  environment?: Record<string, string>;
}

export type Setup = Awaited<ReturnType<typeof setUp>>;

export async function setUp(contender: Contender, { clients, latency, environment }: Workload) {
  const emulator = contender.usesApi ? await runEmulator(root, ["--latency", String(latency)]) : undefined;
  const stack = new Stack({
    root,
    environment: { ...emulator?.environment, ...environment },
    answerWithin: 60 * 60_000,
  });
  const end = async () => {
    stack.remove();
    await emulator?.stop();
  };
  try {
    writeProgram(stack, contender, clients);
    await stack.init();
  } catch (error) {
    await end();
    throw error;
  }
  // All that the emulator has received so far.
  const requests = () => emulator?.requests.length ?? 0;
  return { contender, stack, requests, stateBytes: () => stateBytes(stack), end };
}

function writeProgram(stack: Stack, { program, plugin, undeclared }: Contender, clients: number): void {
  const modules = join(stack.program, "node_modules");
  cpSync(join(bench, "programs", program), join(stack.program, "resources.js"));
  cpSync(join(bench, "programs/classes.js"), join(stack.program, "classes.js"));
  // The SDK takes modules outside of node_modules for parts of the program, and serialises them into the state.
  cpSync(join(bench, "programs/answers.js"), join(modules, "answers/index.js"));
  for (const name of ["axios", "@grpc", "google-protobuf"]) {
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  const declared = JSON.stringify(undeclared ? {} : outputs);
  if (plugin === "empty") writeEmptyPlugin(join(modules, plugin), declared);
  const plugins = plugin ? `plugins:\n  providers:\n    - { name: transmit, path: ${join(modules, plugin)} }\n` : "";
  stack.write({
    "Pulumi.yaml": `name: program\nruntime:\n  name: nodejs\n  options: { typescript: false }\n${plugins}`,
    "package.json": '{ "main": "index.js" }',
    "index.js": programFor(clients),
    "outputs.json": declared,
  });
}

/** Under the name by which the engine starts it. */
function writeEmptyPlugin(folder: string, declared: string): void {
  const executable = join(folder, "pulumi-resource-transmit");
  cpSync(join(bench, "programs/emptyPlugin.js"), executable);
  chmodSync(executable, 0o755);
  writeFileSync(join(folder, "outputs.json"), declared);
}

/** Pulumi adds `.gz` to the name of a compressed state. */
function stateBytes({ folder }: Stack): number {
  const states = join(folder, "backend/.pulumi/stacks/program");
  const name = readdirSync(states).find((one) => /^test\.json(\.gz)?$/.test(one));
  return statSync(join(states, name ?? "test.json")).size;
}
