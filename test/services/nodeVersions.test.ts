/** Other versions of Node.js, from npm: the oldest with which everything works, and one that is refused in a sentence. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { providerText } from "../../sdk/dynamic/providerText.ts";
import { faces, openFace } from "../engine/bothFaces.ts";
import { root } from "../support/root.ts";
import { installNode } from "./support/npm.ts";

jest.setTimeout(10 * 60_000);

let folder: string;

/** The executables, by their major versions. */
const node: Record<number, string> = {};

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-transmit-node-")));
  for (const [major, version] of [
    [18, "18.20.8"],
    [20, "20.20.2"],
  ] as const)
    node[major] = await installNode(join(folder, version), version);
  // What the text of the provider finds.
  mkdirSync(join(folder, "modules"));
  symlinkSync(root, join(folder, "modules/pulumi-transmit"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(faces)("with Node.js 20, a program and its provider live and leave nothing (%s)", async (_, sdk) => {
  const face = await openFace(sdk);
  try {
    const engine = readFileSync(join(root, ".engine/path"), "utf8");
    const environment = { PATH: [dirname(node[20] as string), engine, process.env.PATH].join(delimiter) };
    face.program(`if (!process.version.startsWith("v20.")) throw new Error(process.version);
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Site", redirectUris: [] } });
new transmit.Client("app", { appId: shop.appId, name: "App", redirectUris: ["com.example.shop:/callback"] });
new transmit.SigningKey("key", { name: "2026" });
exports.found = transmit.getApplicationOutput({ appId: shop.appId }).appName;`);
    await face.stack.up([], { environment });
    expect(await face.stack.outputs()).toEqual({ found: "Shop" });
    expect(await face.applications()).toHaveLength(1);
    await face.stack.preview(["--refresh", "--expect-no-changes"], { environment });
    await face.stack.destroy([], { environment });
    expect(await face.applications()).toEqual([]);
  } finally {
    await face.end();
  }
});

const host = `
  try { require(${JSON.stringify(join(root, "node_modules/require-from-string"))})(process.argv[1]).handler(); }
  catch (error) { console.error(error.message); process.exitCode = 1; }`;

test.each([
  ["the command", [join(root, "dist/cli/main.js"), "emulator"]],
  ["the plugin", [join(root, "dist/provider/plugin/main.js"), "127.0.0.1:9"]],
  ["the provider of dynamic resources", ["-e", host, providerText("client")]],
])("with Node.js 18, %s says which is needed", (_, args) => {
  const env = { PATH: process.env.PATH, NODE_PATH: join(folder, "modules") };
  const { status, stdout, stderr } = spawnSync(node[18] as string, args, {
    cwd: root,
    env,
    encoding: "utf8",
    timeout: 20_000,
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr: expect.stringMatching(
      /^pulumi-transmit needs Node\.js 22 or newer, and \S+ is 18\.\d+\.\d+\. Install a newer one, or put it first on PATH\.\n$/,
    ),
  });
});
