/** The text in states finds the provider wherever a package manager puts it, and says what to do where there is none. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { providerText } from "../../../sdk/dynamic/providerText.ts";
import { root } from "../../support/root.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-transmit-text-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: string | object): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
}

/** Puts the package into a folder. Its provider says where it is from. */
function transmit(at: string): void {
  write(`${at}/package.json`, { name: "pulumi-transmit", exports: { "./provider": "./provider.js" } });
  write(`${at}/provider.js`, `exports.signingKey = ${JSON.stringify(at)};`);
}

const manifest = (at: string, ...dependencies: string[]) =>
  write(`${at}/package.json`, {
    exports: {},
    dependencies: Object.fromEntries(dependencies.map((name) => [name, "1"])),
  });

/** @param from,to Below the folder. */
function link(from: string, to: string): void {
  mkdirSync(dirname(join(folder, from)), { recursive: true });
  symlinkSync(join(folder, to), join(folder, from));
}

/** What the engine's host does with the text, in the program's folder: prints as it prints. */
function run(program: string, environment: Record<string, string> = {}) {
  mkdirSync(join(folder, program), { recursive: true });
  const host = `
    const text = ${JSON.stringify(providerText("signingKey"))};
    try { console.log(require(${JSON.stringify(join(root, "node_modules/require-from-string"))})(text).handler()); }
    catch (error) { console.error(\`\${error}: \${error.stack}\`); console.error(error.message); }`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", host], {
    cwd: join(folder, program),
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    encoding: "utf8",
  });
  return { found: stdout.trim(), said: stderr.trim().split("\n") };
}

const store = "program/node_modules/.pnpm";

test.each<[string, string, () => void, string]>([
  ["beside the program", "program", () => transmit("program/node_modules/pulumi-transmit"), "program"],
  ["in a folder above it", "a/b/program", () => transmit("a/node_modules/pulumi-transmit"), "a"],
  [
    "with the package that depends on it, in pnpm's store",
    "program",
    () => {
      manifest("program", "@acme/identity");
      manifest(`${store}/@acme+identity@1/node_modules/@acme/identity`, "pulumi-transmit");
      link("program/node_modules/@acme/identity", `${store}/@acme+identity@1/node_modules/@acme/identity`);
      transmit(`${store}/pulumi-transmit@1/node_modules/pulumi-transmit`);
      link(
        `${store}/@acme+identity@1/node_modules/pulumi-transmit`,
        `${store}/pulumi-transmit@1/node_modules/pulumi-transmit`,
      );
    },
    `${store}/pulumi-transmit@1`,
  ],
  [
    "with a package that a dependency depends on",
    "program",
    () => {
      manifest("program", "platform");
      manifest(`${store}/platform@1/node_modules/platform`, "identity");
      link("program/node_modules/platform", `${store}/platform@1/node_modules/platform`);
      manifest(`${store}/identity@1/node_modules/identity`, "pulumi-transmit");
      link(`${store}/platform@1/node_modules/identity`, `${store}/identity@1/node_modules/identity`);
      transmit(`${store}/identity@1/node_modules/pulumi-transmit`);
    },
    `${store}/identity@1`,
  ],
  [
    "where pnpm keeps what it hoists",
    "program/infra",
    () => {
      manifest("program/infra");
      transmit(`${store}/node_modules/pulumi-transmit`);
    },
    store,
  ],
  [
    "with a linked package, for a program below its manifest",
    "app/infra",
    () => {
      manifest("app", "identity");
      manifest("packages/identity", "pulumi-transmit");
      link("app/node_modules/identity", "packages/identity");
      transmit("packages/identity/node_modules/pulumi-transmit");
    },
    "packages/identity",
  ],
  [
    "the nearest of several",
    "program",
    () => {
      manifest("program", "identity");
      manifest("program/node_modules/identity", "pulumi-transmit", "buffer");
      transmit("program/node_modules/identity/node_modules/pulumi-transmit");
      transmit("program/node_modules/pulumi-transmit");
    },
    "program",
  ],
])("the provider is found %s", (_, program, lay, where) => {
  lay();
  expect(run(program)).toEqual({ found: `${where}/node_modules/pulumi-transmit`, said: [""] });
});

test("the provider is found in a folder that NODE_PATH names", () => {
  transmit("elsewhere/pulumi-transmit");
  expect(run("program", { NODE_PATH: join(folder, "elsewhere") }).found).toBe("elsewhere/pulumi-transmit");
});

test("where there is none, one sentence says what to add where and for how long, without a stack trace", () => {
  manifest("program", "left-pad");
  expect(run("program")).toEqual({
    found: "",
    said: [
      "pulumi-transmit: not found",
      `The package pulumi-transmit is not found from ${join(folder, "program")}: add it to the dependencies there, and keep it until the stack has none of its resources.`,
    ],
  });
});

test("an error of the provider itself is not taken for its absence", () => {
  transmit("program/node_modules/pulumi-transmit");
  write("program/node_modules/pulumi-transmit/provider.js", 'require("missing");');
  expect(run("program").said.at(-1)).not.toContain("keep it until");
});

test("the text is that of the states which hold it: a change shows in every state", () => {
  const hash = createHash("sha256").update(providerText("application")).digest("hex");
  expect(hash).toBe("99dc964ddef911a77b3e75739c664dcdc0e74f7ac1cce39cb0a3da25dcdb8919");
});

test("the text is short, and JSON escapes nothing in it", () => {
  const text = providerText("application");
  expect(text.length).toBeLessThan(600);
  expect(text).toMatch(/^[^"\\<>&\n]*$/);
});
