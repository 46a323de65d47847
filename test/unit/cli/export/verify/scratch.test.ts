import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../../../support/root.ts";

const program = `
import { openScratch } from "${join(root, "cli/export/verify/scratch.ts")}";
const configuration = { baseUrl: "http://127.0.0.1:1/cis", tokenUrl: "http://127.0.0.1:1/token", credentials: { accessToken: "t" }, maxConcurrentRequests: 1 };
const { call } = openScratch(new Map([["index.ts", ""]]), configuration, () => ({}));
console.log(call.cwd);
setInterval(() => {}, 1000);
`;

test.each(["SIGINT", "SIGTERM"] as const)("a run that %s ends leaves no folder behind", async (signal) => {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON" },
  });
  const ended = new Promise((resolve) => child.once("close", (_, by) => resolve(by)));
  const folder = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
  expect(existsSync(join(folder, "index.ts"))).toBe(true);
  child.kill(signal);
  expect(await ended).toBe(signal);
  expect(existsSync(join(folder, ".."))).toBe(false);
});
