/** Builds the tools that a Go module names into one folder, and says now and then how far it is. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";

/**
 * Builds the tools of a module aside and moves them in, so that an interrupted build leaves no half of one.
 * @param cwd Folder of the module. @param aside Folder that nothing else uses. @param bin Where the tools go.
 */
export async function buildGoTools(
  cwd: string,
  { aside, bin, flags = [] }: { aside: string; bin: string; flags?: readonly string[] },
): Promise<void> {
  for (const folder of [aside, bin]) mkdirSync(folder, { recursive: true });
  const listed = spawnSync("go", ["list", "tool"], { cwd, encoding: "utf8" });
  if (listed.status !== 0) throw new Error(`The Go module in ${cwd} could not be read:\n${listed.stderr}`);
  const tools = listed.stdout.trim().split("\n");
  await run("go", ["build", "-v", ...flags, "-o", `${aside}/`, ...tools], cwd);
  for (const tool of tools) {
    const name = tool.split("/").at(-1) as string;
    renameSync(join(aside, name), join(bin, name));
  }
}

const tellEvery = 5000;

/** The names of packages go by on standard error. */
function run(command: string, args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    let packages = 0;
    let last = "";
    const tell = () => console.log(`  ${Math.round((Date.now() - started) / 1000)} s: ${packages} packages`);
    const timer = setInterval(tell, tellEvery);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      packages += text.split("\n").filter((line) => /^[\w.-]+(\/[\w.~-]+)*$/.test(line)).length;
      last = (last + text).split("\n").slice(-20).join("\n");
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      tell();
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args[0]} failed in ${cwd}:\n${last}`));
    });
  });
}
