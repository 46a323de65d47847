/** The main job, to watch: the real engine manages an application on the emulator, drift and all. */
import { join } from "node:path";
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
  await api("PUT", `/v1/applications/${appId}`, { app_description: "Changed by another hand" });

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

/** The API as somebody else would use it. */
async function connect({ url, environment }: RunningEmulator) {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: environment.TRANSMIT_CLIENT_ID ?? "",
    client_secret: environment.TRANSMIT_CLIENT_SECRET ?? "",
  });
  const token = await fetch(`${url}/oidc/token`, { method: "POST", body: form });
  const { access_token: accessToken } = (await token.json()) as { access_token: string };
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    console.log(`$ ${method} ${path} ${body ? JSON.stringify(body) : ""}`);
    const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
    const answer = await fetch(environment.TRANSMIT_BASE_URL + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    expect(answer.ok, `${method} ${path} answered ${answer.status}`);
    return answer.json();
  };
}

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
process.once("SIGINT", () => void cleanUp().then(() => process.exit(130)));
try {
  await demonstrate(emulator, stack);
} finally {
  await cleanUp();
}
const left = descendantsOf(process.pid);
expect(left.length === 0, `processes were left behind: ${left.join(", ")}`);
say("Done: the emulator was empty, it has ended, and no process is left.");
