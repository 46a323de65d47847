/** The policy pack as the process that the engine starts. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "../../support/root.ts";

test("it prints the port that it listens on, and nothing else, and ends when the engine is gone", async () => {
  const flags = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "policy/main.ts", "127.0.0.1:1"];
  const child = spawn(process.execPath, flags, { cwd: root, stdio: "pipe" });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (text) => {
    printed.out += text;
  });
  child.stderr.on("data", (text) => {
    printed.err += text;
  });
  const ended = once(child, "close");
  try {
    await once(child.stdout, "data");
    expect(printed).toEqual({ out: expect.stringMatching(/^\d+\n$/), err: "" });
    child.stdin.end();
    expect((await ended)[0]).toBe(0);
  } finally {
    child.kill();
  }
});
