/** The example of a test on the emulator, as a user runs it: with the Automation API, and Node's own runner. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Stack } from "../../tools/engine/stack.ts";
import { root } from "../support/root.ts";

jest.setTimeout(5 * 60_000);

test("its types compile, and its tests pass", async () => {
  const stack = new Stack({ root });
  try {
    stack.copy(join(root, "examples/testing-with-emulator"));
    expect(spawnSync("tsc", ["-p", stack.program], { encoding: "utf8" }).stdout).toBe("");
    const engine = readFileSync(join(root, ".engine/path"), "utf8");
    const { code, printed } = await run(stack.program, {
      PATH: [join(root, "node_modules/.bin"), engine, process.env.PATH].filter(Boolean).join(delimiter),
      HOME: stack.folder,
      PULUMI_HOME: join(stack.folder, "home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      TMPDIR: stack.folder,
    });
    expect(printed).toContain("# pass 3\n");
    expect([code, printed.match(/^not ok.*/gm)]).toEqual([0, null]);
  } finally {
    stack.remove();
  }
});

function run(cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; printed: string }> {
  const child = spawn("node", ["--test", "--test-reporter=tap"], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, printed }));
  });
}
