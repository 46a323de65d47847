/** The host of dynamic resources, whose engine is gone: it does not live on. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "../support/root.ts";

jest.setTimeout(20_000);

test("a provider that has sent nothing notices that the engine is gone, and ends", async () => {
  // The grace period of other providers in the host passes at once. Only its timer is called so.
  const script = `
    const later = globalThis.setTimeout;
    globalThis.setTimeout = (call, milliseconds, ...rest) => later(call, milliseconds >= 10_000 ? 0 : milliseconds, ...rest);
    const { provide } = await import("${root}/provider/dynamic/adapter.ts");
    const { resources } = await import("${root}/provider/resources/all.ts");
    await provide(resources[0]).configure({ config: { rawConfig: {}, get: () => undefined } });
    // The host itself has a server, which never ends.
    setInterval(() => {}, 1_000);
    console.log("configured");
  `;
  const flags = ["--no-warnings", "--input-type=module", "--eval", script];
  const host = spawn(process.execPath, flags, { stdio: ["pipe", "pipe", "inherit"] });
  try {
    expect(String(await once(host.stdout, "data"))).toContain("configured");
    const ended = once(host, "exit");
    host.stdin.end();
    expect((await ended)[0]).toBe(1);
  } finally {
    host.kill("SIGKILL");
  }
});
