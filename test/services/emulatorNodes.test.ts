/** The emulator runs on versions of Node that have no SQLite, or have it behind a flag. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../support/root.ts";
import { installNode } from "./support/npm.ts";

jest.setTimeout(10 * 60_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-nodes-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(["20.11.0", "22.0.0"])("Node %s", async (version) => {
  const node = await installNode(join(folder, version), version);
  expect(execFileSync(node, ["--version"], { encoding: "utf8" }).trim()).toBe(`v${version}`);
  const data = join(folder, `${version}.json`);
  const args = [join(root, "dist/cli/main.js"), "emulator", "--data", data, "--json"];
  const child = spawn(node, args, { stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once("line", resolve);
      ended.then((code) => reject(new Error(`ended with ${code}: ${complaints}`)));
    });
    const { url, baseUrl, clientId, clientSecret, pageUrl } = JSON.parse(line);
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const answer = await fetch(`${url}/oidc/token`, { method: "POST", body: new URLSearchParams(form) });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const created = await fetch(`${baseUrl}/v1/applications`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: '{"app_name":"Shop","client_display_name":"Web"}',
    });
    expect(created.status).toBe(201);
    expect((await fetch(pageUrl)).status).toBe(200);
    expect(JSON.parse(readFileSync(data, "utf8")).applications).toMatchObject([{ appName: "Shop" }]);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(complaints).toBe("");
  } finally {
    child.kill("SIGKILL");
  }
});
