/** The pictures of docs/gitops.md: what a reviewer sees, from the example's own program and scripts on the emulator. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import markdownIt from "markdown-it";
import { openChromium } from "../test/services/support/chromium.ts";
import { copyPack, installRunner } from "../test/support/policyPack.ts";
import { connect, type Json, type Send } from "./engine/api.ts";
import { type RunningEmulator, runEmulator } from "./engine/emulator.ts";
import { Stack } from "./engine/stack.ts";

const root = join(import.meta.dirname, "..");
/** The script of the example: JavaScript without types. */
const { describe } = await import(pathToFileURL(join(root, "examples/gitops/ci/plan.mjs")).href);
const stackName = "eu";
const log = "https://github.com/acme/identity/actions/runs/4711";

/** What somebody wants to change: where users come back to, how long the app's tokens are valid. */
const change = (program: string): string =>
  // biome-ignore lint/suspicious/noTemplateCurlyInString: of the program
  program.replace("${site}/callback", "${site}/signin").replace("accessTokenTtl: 3600", "accessTokenTtl: 86400");

async function open(emulator: RunningEmulator): Promise<Stack> {
  const stack = new Stack({ root, environment: { ...emulator.environment, PULUMI_STACK: stackName } });
  stack.copy(join(root, "examples/gitops"));
  const file = join(stack.program, `Pulumi.${stackName}.yaml`);
  // The environment names the emulator.
  writeFileSync(file, readFileSync(file, "utf8").replace(/^ *transmit:region: .*\n/m, ""));
  installRunner(join(stack.folder, "home"));
  copyPack(join(root, "policy"), join(stack.program, "pack"));
  await stack.run(["stack", "init", stackName]);
  await stack.up();
  return stack;
}

async function commentOn(stack: Stack): Promise<string> {
  const program = readFileSync(join(stack.program, "index.ts"), "utf8");
  stack.write({ "index.ts": change(program) });
  const events = join(stack.folder, "events.jsonl");
  const plan = join(stack.folder, "plan.json");
  const flags = ["--policy-pack", "pack", "--json", "--event-log", events];
  const { stdout, stderr } = await stack.preview(flags, { environment: { PULUMI_DEBUG_COMMANDS: "true" } });
  writeFileSync(plan, stdout);
  const { stdout: risk } = await stack.transmit([
    "risk",
    ...["--plan", plan, "--fail-on", "none", "--format", "markdown"],
  ]);
  stack.write({ "index.ts": program });
  return describe({
    stack: stackName,
    sha: "5d0c3f1a",
    log,
    plan: stdout,
    errors: stderr,
    events: readFileSync(events, "utf8"),
    risk,
    hasFailed: false,
    environment: {},
  });
}

/** Somebody adds an address to the website's client by hand. */
async function changeByHand(api: Send): Promise<void> {
  const [shop] = ((await api("GET", "/v1/applications")) as { result: Json[] }).result;
  const clients = `/v1/applications/${shop?.app_id}/clients`;
  const website = (await api("GET", `${clients}/${shop?.client_id}`)) as { name: string; redirect_uris: string[] };
  const redirect_uris = [...website.redirect_uris, "https://shop-test.example/callback"];
  await api("PUT", `${clients}/${shop?.client_id}`, { name: website.name, redirect_uris });
}

async function issueOn(stack: Stack, emulator: RunningEmulator): Promise<string> {
  await changeByHand(await connect(emulator));
  const { code, stdout, output } = await stack.transmit(["drift", "--stack", stackName, "--format", "markdown"], {
    mayFail: true,
  });
  if (code !== 7) throw new Error(`drift ended with ${code}: ${output}`);
  return `${stdout.trim()}\n\n[The run that found it](${log})`;
}

/** As GitHub shows a comment, with everything unfolded. */
function page(title: string, text: string): string {
  const body = markdownIt({ html: true }).render(text).replaceAll("<details>", "<details open>");
  const style = readFileSync(join(import.meta.dirname, "pictures.css"), "utf8");
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><article><header>${title}</header><main>${body}</main></article>`;
}

async function draw(pictures: Record<string, string>): Promise<void> {
  const browser = await openChromium();
  try {
    const tab = await browser.newPage({ viewport: { width: 880, height: 600 } });
    for (const [name, html] of Object.entries(pictures)) {
      await tab.setContent(html);
      const path = join(root, "docs/images", `${name}.png`);
      await tab.locator("article").screenshot({ path });
      // A third of the size, without a visible loss.
      execFileSync("pngquant", ["--force", "--strip", "--ext", ".png", "64", path]);
    }
  } finally {
    await browser.close();
  }
}

const emulator = await runEmulator(root, ["--tenant", `${stackName}-tenant`]);
let stack: Stack | undefined;
try {
  stack = await open(emulator);
  const by = "<b>github-actions</b> <i>bot</i>";
  const comment = await commentOn(stack);
  const issue = await issueOn(stack, emulator);
  mkdirSync(join(root, "docs/images"), { recursive: true });
  await draw({
    "pull-request-comment": page(`${by} commented`, comment),
    "drift-issue": page(`<h1>Drift in ${stackName}</h1>${by} opened this issue <i>drift</i>`, issue),
  });
} finally {
  stack?.remove();
  await emulator.stop();
}
