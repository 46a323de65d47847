/** The main job, to watch: the real engine manages an application on the emulator, drift and all. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "./engine/api.ts";
import { type RunningEmulator, runEmulator } from "./engine/emulator.ts";
import { descendantsOf } from "./engine/processes.ts";
import { Stack } from "./engine/stack.ts";

const root = join(import.meta.dirname, "..");
let steps = 0;

const say = (text: string) => console.log(`\n=== ${++steps}. ${text}`);

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(`This should not have happened: ${what}.`);
}

async function demonstrate(emulator: RunningEmulator, stack: Stack): Promise<void> {
  stack.copy(join(root, "examples/quickstart"));
  await stack.init();

  say("Create what examples/quickstart describes: an application with a web, a mobile and a SAML client.");
  await stack.up();

  say("The stack's outputs. The secret is masked, and encrypted in the stack's state.");
  await stack.run(["stack", "output"]);
  const { appId, clientSecret } = await stack.outputs();
  expect(!(await stack.state()).text.includes(String(clientSecret)), "the state holds the client's secret in clear");

  say("Somebody changes the application behind Pulumi's back, with a request of their own.");
  const api = await connect(emulator);
  const change = { app_description: "Changed by another hand" };
  console.log(`$ PUT /v1/applications/${appId} ${JSON.stringify(change)}`);
  await api("PUT", `/v1/applications/${appId}`, change);

  say("A preview that refreshes first shows the drift, and what would be done about it.");
  const drift = await stack.preview(["--refresh", "--diff"]);
  expect(drift.output.includes("Changed by another hand"), "the drift is not shown");

  say("`pulumi up` heals it.");
  await stack.up(["--refresh"]);
  const healed = (await api("GET", `/v1/applications/${appId}`)) as { result: { app_description: string } };
  expect(healed.result.app_description === "Where customers buy things", "the application is not as the program says");

  say("A further preview is empty.");
  await stack.preview(["--refresh", "--expect-no-changes"]);

  say("Destroy everything.");
  await stack.destroy();
  const left = (await api("GET", "/v1/applications")) as { result: unknown[] };
  expect(left.result.length === 0, "the emulator still holds an application");
}

/** @throws Error if a step does not give what it should. */
async function play(): Promise<void> {
  say("Start the emulator of the API.");
  const emulator = await runEmulator(root);
  console.log(`It listens on ${emulator.url}.`);
  const stack = new Stack({
    root,
    environment: emulator.environment,
    tell: { command: (line) => console.log(`$ ${line}`), output: (text) => process.stdout.write(text) },
  });
  const cleanUp = async () => {
    stack.remove();
    await emulator.stop();
  };
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
    process.once(signal, () => void cleanUp().finally(() => process.exit(code)));
  try {
    await demonstrate(emulator, stack);
    await expectNoProcess("Pulumi left processes behind", () => stack.processes());
  } finally {
    await cleanUp();
  }
  await expectNoProcess("processes were left behind", () => [...descendantsOf(process.pid), ...stack.processes()]);
  say("Done: the emulator was empty, it has ended, and no process is left.");
}

/** Gives those that are just ending a moment for it. */
async function expectNoProcess(complaint: string, list: () => number[]): Promise<void> {
  for (let tries = 0; tries < 20 && list().length > 0; tries++) await sleep(100);
  const left = list();
  expect(left.length === 0, `${complaint}: ${left.join(", ")}`);
}

await play().catch((error: Error) => {
  console.error(`\nThe demo failed at step ${steps}. ${error.message}`);
  process.exitCode = 1;
});
