/** The example of unit tests with mocks, run as its reader runs it, with the package as it was built. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../support/root.ts";

// The example's tests and compiler run in processes of their own, which are slow to start on a busy machine.
jest.setTimeout(120_000);

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-transmit-example-")));
  cpSync(join(root, "examples/testing-with-mocks"), folder, { recursive: true });
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const installed = join(folder, "node_modules", name);
    mkdirSync(dirname(installed), { recursive: true });
    symlinkSync(name === "pulumi-transmit" ? root : join(root, "node_modules", name), installed);
  }
  expect(existsSync(join(root, "dist/sdk/dynamic/index.js"))).toBe(true);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, ...args: string[]) =>
  spawnSync(join(root, "node_modules/.bin", command), args, {
    cwd: folder,
    encoding: "utf8",
    // Credentials that would be refused: the test must not use those of its shell.
    env: { ...process.env, TRANSMIT_CLIENT_ID: "canary", TRANSMIT_CLIENT_SECRET: "canary", TRANSMIT_REGION: "eu" },
  });

test("its tests pass, without an engine and without a request", () => {
  const { stdout, stderr, status } = run("jest", "--ci");
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: expect.stringContaining("4 passed") });
});

test("it compiles", () => {
  expect(run("tsc", "--noEmit", "-p", folder).stdout).toBe("");
});
