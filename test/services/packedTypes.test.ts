/** The types of the package as it is published, for the compilers and resolutions that its users have. */
import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorld } from "../engine/world.ts";
import { root } from "../support/root.ts";
import { npmInstall } from "./support/npm.ts";

jest.setTimeout(10 * 60_000);

interface Compiler {
  version: string;
  /** The package of Node's types that it can read. */
  nodeTypes: "14" | "24";
  resolutions: readonly string[];
}

const modern = ["node10", "node16", "nodenext", "bundler"];
const compilers: Compiler[] = [
  // Pulumi's own, for programs that install none.
  { version: "3.8.3", nodeTypes: "14", resolutions: ["node"] },
  { version: "4.9.5", nodeTypes: "24", resolutions: ["node", "node16", "nodenext"] },
  { version: "5.0.4", nodeTypes: "24", resolutions: modern },
  { version: "5.9.3", nodeTypes: "24", resolutions: modern },
  { version: "6.0.3", nodeTypes: "24", resolutions: modern },
  { version: "7.0.2", nodeTypes: "24", resolutions: ["node16", "nodenext", "bundler"] },
];
const combinations = compilers.flatMap((compiler) =>
  compiler.resolutions.map((resolution) => [compiler.version, resolution, compiler] as const),
);

const { version: pulumi } = JSON.parse(readFileSync(join(root, "node_modules/@pulumi/pulumi/package.json"), "utf8"));

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-types-"));
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
  const packed = readdirSync(folder).find((file) => file.endsWith(".tgz")) as string;
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "stranger", private: true }));
  const wanted = [
    join(folder, packed),
    `@pulumi/pulumi@${pulumi}`,
    "@types/node@24",
    "types14@npm:@types/node@14.18.63",
    ...compilers.map(({ version }) => `typescript-${version}@npm:typescript@${version}`),
  ];
  await npmInstall(folder, wanted, ["--legacy-peer-deps"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a program uses of each subpath. */
const program = `import * as pulumi from "@pulumi/pulumi";
import * as transmit from "pulumi-transmit";
import { Application, Client } from "pulumi-transmit";
import { startEmulator } from "pulumi-transmit/emulator";
import { application } from "pulumi-transmit/provider";

const brand = transmit.getApplication({ appName: "Brand" });
const shop = new Application("shop", {
  appName: "Shop",
  subdomain: brand.subdomain,
  firstClient: { name: "Web", redirectUris: [], pkce: transmit.Pkce.EnforcePkceAlongsideClientCredentials },
});
const web = new Client("web", { appId: shop.appId, name: shop.firstClient.name, redirectUris: [] });

export const appId: pulumi.Output<string> = shop.appId;
export const secret: pulumi.Output<string> = web.clientSecret;
export const first: transmit.types.input.FirstClientArgs = { name: "Web", redirectUris: [] };
export const read = application.read;
export async function address(): Promise<string> {
  const emulator = await startEmulator();
  await emulator.close();
  return emulator.baseUrl;
}
`;

/** Each line is wrong, with one of the codes that follow it. */
const mistakes = `import * as transmit from "pulumi-transmit";
import { startEmulator } from "pulumi-transmit/emulator";
new transmit.Client("web", { appId: "app", name: "Web" }); // 2345
new transmit.Client("web", { appId: "app", name: "Web", redirectUrls: [] }); // 2345 2561
new transmit.Client("web", { appId: "app", name: "Web", redirectUris: [], clientType: "desktop" }); // 2322
new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web" } }); // 2322
new transmit.Application("shop", { appName: "Shop" }, { import: "app" }); // 2345 2353
new transmit.Application("shop", { appName: "Shop" }).firstClient.name; // 2339
transmit.getApplication({ appId: "app", appName: "Shop" }); // 2345
export const plain: string = transmit.getApplication({ appId: "app" }).appId; // 2322
startEmulator(7); // 2345 2559
`;
const expected = mistakes.split("\n").flatMap((line, index) => {
  const codes = line.match(/\/\/ ([\d ]+)$/)?.[1]?.split(" ");
  return codes ? [{ line: index + 1, codes }] : [];
});

/** Programs that the compiler of the repository checks, of which the directives say what must not compile. */
const typeTests = readdirSync(join(root, "test/types")).map((file): [string, string] => [
  `types-${file}`,
  readFileSync(join(root, "test/types", file), "utf8").replaceAll("../../sdk/dynamic/index.ts", "pulumi-transmit"),
]);

interface Complaint {
  file: string;
  line: number;
  code: string;
  text: string;
}

async function compile({ version, nodeTypes }: Compiler, resolution: string, files: Record<string, string>) {
  const project = mkdtempSync(join(folder, "project-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(project, name), content);
  const isNode = ["node16", "nodenext"].includes(resolution);
  const typeRoots = join(project, "types");
  mkdirSync(typeRoots);
  const compilerOptions = {
    strict: true,
    // A compiler that writes declarations must be able to name every type that it infers.
    declaration: true,
    emitDeclarationOnly: true,
    outDir: join(project, "out"),
    // Older compilers do not read all of the declarations of Node itself.
    skipLibCheck: true,
    target: "es2019",
    lib: ["es2019"],
    module: isNode ? resolution : resolution === "bundler" ? "esnext" : "commonjs",
    moduleResolution: resolution,
    typeRoots: [typeRoots, join(folder, "node_modules/@types")],
    types: ["node"],
    ...(version.startsWith("6") && resolution === "node10" && { ignoreDeprecations: "6.0" }),
  };
  if (nodeTypes === "14") {
    cpSync(join(folder, "node_modules/types14"), join(typeRoots, "node"), { recursive: true });
  }
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  const compiler = join(folder, `node_modules/typescript-${version}/lib/tsc.js`);
  const child = spawn(process.execPath, [compiler, "--pretty", "false", "-p", project], { cwd: project });
  let printed = "";
  child.stdout.on("data", (data) => {
    printed += data;
  });
  await new Promise((resolve) => child.on("close", resolve));
  rmSync(project, { recursive: true, force: true });
  // A message goes on in lines that are indented.
  return printed.split(/\n(?! )/).flatMap((text): Complaint[] => {
    const [, file, place, code] = text.match(/^(\S+?)\((\d+),\d+\): error TS(\d+)/) ?? [];
    if (file && code) return [{ file, line: Number(place), code, text }];
    return text === "" ? [] : [{ file: "", line: 0, code: "", text }];
  });
}

describe.each(combinations)("TypeScript %s with the resolution %s", (version, resolution, compiler) => {
  const isNode = ["node16", "nodenext"].includes(resolution);

  test("programs compile, and each mistake is an error in its line", async () => {
    // Without this directive, which is of 3.9, a compiler cannot say that a line must fail.
    const directed = version.startsWith("3") ? [] : typeTests;
    const found = await compile(compiler, resolution, {
      "program.ts": program,
      ...(isNode && { "program.cts": program, "program.mts": program, "mistakes.mts": mistakes }),
      ...Object.fromEntries(directed),
      "mistakes.ts": mistakes,
    });
    const wrong = found.filter(({ file }) => !file.startsWith("mistakes"));
    expect(wrong).toEqual([]);
    for (const file of isNode ? ["mistakes.ts", "mistakes.mts"] : ["mistakes.ts"]) {
      const here = found.filter((one) => one.file === file);
      expect(here.map(({ line }) => line)).toEqual(expected.map(({ line }) => line));
      for (const [index, { codes }] of expected.entries()) expect(codes).toContain(here[index]?.code);
      const missing = here.filter(({ text }) => /Property 'redirectUris' is missing in type/.test(text));
      expect(missing.map(({ line }) => line)).toEqual([3, 6]);
    }
  });
});

test("on the engine, Pulumi's own compiler checks the types of a program that installs none", async () => {
  const installed = join(folder, "node_modules");
  expect(existsSync(join(installed, "typescript"))).toBe(false);
  const world = await createWorld(join(installed, "pulumi-transmit"));
  try {
    const { stack } = world;
    rmSync(join(stack.program, "node_modules"), { recursive: true });
    symlinkSync(installed, join(stack.program, "node_modules"));
    rmSync(join(stack.program, "index.js"));
    const make = (first: string) =>
      stack.write({
        "Pulumi.yaml": "name: program\nruntime: nodejs\n",
        "package.json": '{ "main": "index.ts" }',
        "index.ts": `import * as transmit from "pulumi-transmit";
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: ${first} });
export const name = shop.firstClient.name;
`,
      });
    make('{ name: "Web", clientType: transmit.ClientType.Native }');
    const { output, code } = await stack.preview([], { mayFail: true });
    expect(code).not.toBe(0);
    expect(output).toContain("index.ts(2,");
    expect(output).toMatch(
      /Property 'redirectUris' is missing in type .* but required in type 'OidcFirstClientArgsByDefault'/,
    );
    make('{ name: "Web", redirectUris: [], clientType: transmit.ClientType.Native }');
    await stack.up();
    expect(await stack.outputs()).toEqual({ name: "Web" });
  } finally {
    await world.end();
  }
});

test("a program that is an ES module gets every export that the types promise", () => {
  const script = `
    import { Application, Client, Pkce, SigningKey, getApplication, getClientsOutput, types } from "pulumi-transmit";
    import { startEmulator } from "pulumi-transmit/emulator";
    const found = { Application, Client, SigningKey, Pkce, getApplication, getClientsOutput, types, startEmulator };
    console.log(Object.values(found).map((one) => typeof one).join());`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(printed.trim()).toBe("function,function,function,object,function,function,object,function");
});

test("the declarations are those that a program can import, and no more than 200 KB", () => {
  const dist = join(folder, "node_modules/pulumi-transmit/dist");
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".d.ts"));
  const text = files.map((file) => readFileSync(join(dist, file), "utf8")).join("");
  expect(text.length).toBeLessThan(200_000);
  expect(text).not.toMatch(/from "[^"]+\.ts"/);
  expect(files.filter((file) => /^(cli|provider\/(api|lifecycle|plugin))/.test(file))).toEqual([]);
});
