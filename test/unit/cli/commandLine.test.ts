/** What the command line refuses, in this process; emulatorCommand.test.ts starts the command itself. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../../../cli/commands.ts";
import { run } from "../../../cli/program.ts";
import { UsageError } from "../../../cli/usageError.ts";
import { allOptions } from "../../support/emulatorOptions.ts";
import { root } from "../../support/root.ts";

// A command line that is not refused must not start a server here.
jest.mock("../../../emulator/index.ts", () => ({ startEmulator: () => Promise.reject(new Error("not refused")) }));

const names = Object.keys(commands).join(", ");

test.each([
  [["start"], `Unknown command 'start'. The commands are: ${names}.`],
  [["start", "--help"], `Unknown command 'start'. The commands are: ${names}.`],
  [["help", "start"], `Unknown command 'start'. The commands are: ${names}.`],
  [["toString"], `Unknown command 'toString'. The commands are: ${names}.`],
  [["emulater"], `Unknown command 'emulater'. Did you mean emulator? The commands are: ${names}.`],
  [["--verbose"], "Unknown option '--verbose'. The options are: --version, --help."],
  [["--versoin"], "Unknown option '--versoin'. Did you mean --version? The options are: --version, --help."],
  [["emulator", "--verbose"], `Unknown option '--verbose'. ${allOptions}`],
  [["emulator", "--sed", "x"], `Unknown option '--sed'. Did you mean --seed? ${allOptions}`],
  [["emulator", "--seed"], "--seed needs a value: --seed <file>. If it begins with a dash, write --seed=VALUE."],
  [["emulator", "--prot", "80"], `Unknown option '--prot'. Did you mean --port? ${allOptions}`],
  [["emulator", "--log=yes"], `Unknown option '--log=yes'. ${allOptions}`],
  [["emulator", "--version"], `Unknown option '--version'. ${allOptions}`],
  [["--", "emulator", "now"], "Too many arguments for 'emulator'. Expected 0 arguments but got 1. Given: \"now\"."],
  [["emulator", "now"], "Too many arguments for 'emulator'. Expected 0 arguments but got 1. Given: \"now\"."],
  [["emulator", "--port"], "--port needs a value: --port <number>. If it begins with a dash, write --port=VALUE."],
  [
    ["emulator", "--data", "--log"],
    "--data needs a value: --data <file>. If it begins with a dash, write --data=VALUE.",
  ],
  [["emulator", "--port", "http"], '--port is "http": it must be an integer from 0 to 65535.'],
  [["emulator", "--port", "65536"], '--port is "65536": it must be an integer from 0 to 65535.'],
  [["emulator", "--port=-1"], '--port is "-1": it must be an integer from 0 to 65535.'],
  [["emulator", "--latency", "soon"], '--latency is "soon": it must be an integer from 0 to 999999, in milliseconds.'],
  [["emulator", "--tenant", " "], '--tenant is " ": it must be an id, so it must not be empty.'],
  [["emulator", "--from", "a", "--seed", "b"], "--from and --seed both say what it holds. Give one of them."],
  [
    ["emulator", "--from", "package.json"],
    '--from is "package.json", which does not say of which tenant it is. Add --tenant with its id: stacks of that tenant ' +
      "refuse to run against another one.",
  ],
  [["emulator", "--management-app", ""], '--management-app is "": it must not be empty.'],
  [["drift", "--stack", ""], '--stack is "": it must not be empty.'],
  [["risk", "--plan", ""], '--plan is "": it must not be empty.'],
  [["risk", "--plan", "none.json"], '--plan is "none.json": there is no such file.'],
  [
    ["risk", "--plan", "a.json", "--stack", "dev"],
    "--plan is a preview that was made, and --stack is for one to make. Give one of them.",
  ],
  [
    ["risk", "--plan", "a.json", "--refresh"],
    "--plan is a preview that was made, and --refresh is for one to make. Give one of them.",
  ],
  [
    ["risk", "--plan", "-", "--plan=-"],
    "--plan is - more than once, and standard input has one plan. Give files for the others.",
  ],
  [["risk", "--json", "--format", "html"], "--json and --format html ask for two forms. Give one of them."],
  [["recover", "--stack="], '--stack is "": it must not be empty.'],
  [["emulator", "--faults", "missing.json"], '--faults is "missing.json": there is no such file.'],
])("%j is a usage error that says why", async (args, message) => {
  await expect(run(args)).rejects.toMatchObject({ constructor: UsageError, message });
});

test.each([
  [["--behaviour", "put=both"], /^--behaviour is "put=both": .*merge, replace/],
  [["--behaviour", "post=replace"], /^--behaviour is "post=replace": .*"post".* put, null, /],
  [["--faults", join(root, "README.md")], /^--faults is ".*README.md": the file must contain JSON\. /],
  [["--faults", join(root, "package.json")], /^--faults is ".*package.json": .*list of rules/],
  [["--faults", root], /^--faults is ".*": the file cannot be read\. EISDIR/],
])("%j is a usage error that says what is allowed", async (args, message) => {
  const problem = { constructor: UsageError, message: expect.stringMatching(message) };
  await expect(run(["emulator", ...args])).rejects.toMatchObject(problem);
});

test("a snapshot that names no tenant is taken with the option that does", async () => {
  await expect(run(["emulator", "--from", "package.json", "--tenant", "acme"])).rejects.toThrow("not refused");
});

test("each file in cli/commands is a command, and is imported only for it", () => {
  const files = readdirSync(join(root, "cli/commands")).map((file) => file.replace(/\.ts$/, ""));
  expect(Object.keys(commands).sort()).toEqual(files.sort());
  const imported = readdirSync(join(root, "cli"))
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(join(root, "cli", file), "utf8").matchAll(/^import (?!type)[^;]*\bfrom "([^"]+)"/gm),
    ])
    .map(([, name]) => name);
  expect(imported).toContain("./commands.ts");
  expect(imported.filter((name) => /emulator|\/commands\//.test(name as string))).toEqual([]);
});
