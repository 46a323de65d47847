/** Ways to install the package: how somebody lays their project out, and what they run. */
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../support/root.ts";
import { type Project, sdkVersion } from "./project.ts";

export interface Layout {
  /** Folder of the program in the repository. Default: the repository. */
  at?: string;
  /** Of the repository's folder. */
  name?: string;
  lay(project: Project): Promise<unknown>;
  /** One for each way in which packages are found. The others are tried if LAYOUTS is all. */
  isTriedAlways?: boolean;
  /** Variables that the program needs to be run. */
  environment?(project: Project): Record<string, string>;
}

/** pnpm runs no scripts of packages that nobody has approved, and fails until somebody decides. */
export const pnpmSettings = "allowBuilds:\n  protobufjs: false\n";

/** As Pulumi's releases have it. That of the tests' engine looks for folders, which there are none of in Plug'n'Play. */
const dynamicProvider = `#!/bin/sh
exec node "$(node -e "console.log(require.resolve('@pulumi/pulumi/cmd/dynamic-provider'))")" "$@"
`;

function installPlugNPlay(project: Project): Promise<string> {
  project.write({
    "yarn.lock": "",
    ".yarnrc.yml": "nodeLinker: pnp\n",
    "bin/pulumi-resource-pulumi-nodejs": dynamicProvider,
  });
  chmodSync(join(project.folder, "bin/pulumi-resource-pulumi-nodejs"), 0o755);
  return project.run("yarn berry", ["install"]);
}

/** What `yarn exec` and `yarn run` set. */
function runPlugNPlay({ folder }: Project): Record<string, string> {
  const engine = readFileSync(join(root, ".engine/path"), "utf8");
  return {
    NODE_OPTIONS: `--require ${join(folder, ".pnp.cjs")} --experimental-loader ${pathToFileURL(join(folder, ".pnp.loader.mjs"))}`,
    PATH: [join(folder, "bin"), join(root, "node_modules/.bin"), engine, process.env.PATH].join(delimiter),
  };
}

/** Those that are tried in this run. */
export const tried = (all: Record<string, Layout>): [name: string, Layout][] =>
  Object.entries(all).filter(([, { isTriedAlways }]) => isTriedAlways || process.env.LAYOUTS === "all");

/** The usual one. */
export const npm: Layout = {
  lay: (project) => {
    project.program();
    return project.npm();
  },
};

export const layouts: Record<string, Layout> = {
  "npm, in a folder with blanks in its name": {
    isTriedAlways: true,
    name: "my identity project",
    lay: (project) => {
      project.program();
      return project.npm();
    },
  },
  "npm, a program in TypeScript with Windows line ends": {
    lay: (project) => {
      project.program({ typescript: "^6.0.0", "@types/node": "^24.0.0" });
      rmSync(join(project.folder, "index.js"));
      const lines = (text: string) => text.trim().replaceAll("\n", "\r\n").concat("\r\n");
      project.write({
        "Pulumi.yaml": lines("name: program\nruntime: nodejs\ndescription: With line ends of Windows\nmain: index.ts"),
        "tsconfig.json": lines('{ "compilerOptions": { "target": "es2022", "module": "node20", "strict": true } }'),
        "index.ts": lines(`import * as transmit from "pulumi-transmit";
const first: transmit.ApplicationArgs["firstClient"] = { name: "Site", redirectUris: [] };
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: first });
new transmit.Client("app", { appId: shop.appId, name: "App", redirectUris: ["com.example.shop:/callback"] });`),
      });
      return project.npm();
    },
  },
  pnpm: {
    isTriedAlways: true,
    lay: (project) => {
      project.program();
      project.write({ "pnpm-workspace.yaml": pnpmSettings });
      return project.run("pnpm", ["install"]);
    },
  },
  "yarn classic": {
    lay: (project) => {
      project.program();
      return project.run("yarn classic", ["install", "--silent"]);
    },
  },
  "yarn berry, linker node-modules": {
    lay: (project) => {
      project.program();
      project.write({ "yarn.lock": "", ".yarnrc.yml": "nodeLinker: node-modules\n" });
      return project.run("yarn berry", ["install"]);
    },
  },
  "yarn berry, Plug'n'Play with its loader": {
    isTriedAlways: true,
    lay: (project) => {
      project.program();
      return installPlugNPlay(project);
    },
    environment: runPlugNPlay,
  },
  "bun as the installer": {
    isTriedAlways: true,
    lay: (project) => {
      project.program();
      return project.run("bun", ["install"]);
    },
  },
  "a bundle of esbuild, with the package installed beside it": {
    lay: async (project) => {
      project.program();
      await project.npm();
      project.write({ "src/index.js": project.read("index.js") });
      await project.run("esbuild", bundling("src/index.js", "index.js", "--allow-overwrite"));
    },
  },
  "a bundle of esbuild that brings its own provider": {
    isTriedAlways: true,
    at: "deploy",
    lay: async (project) => {
      project.program();
      const dependencies = { "@pulumi/pulumi": sdkVersion, "pulumi-transmit": `file:${project.tarballs.transmit}` };
      project.write({
        "package.json": { dependencies },
        "index.js": project.read("deploy/index.js"),
        "deploy/package.json": { dependencies: { "@pulumi/pulumi": sdkVersion } },
      });
      await project.npm();
      await project.npm([], "deploy");
      await project.run("esbuild", bundling("index.js", "deploy/index.js", "--allow-overwrite"));
      const provider = "deploy/node_modules/pulumi-transmit/provider.js";
      await project.run("esbuild", bundling("pulumi-transmit/provider", provider));
      rmSync(join(project.folder, "node_modules"), { recursive: true });
    },
  },
};

/** How layouts reach the component package, of which the program alone knows. */
export const componentLayouts: Record<string, Layout> = {
  "npm, which hoists": {
    lay: (project) => {
      project.components({ program: "." }, `file:${project.tarballs.identity}`);
      return project.npm();
    },
  },
  pnpm: {
    lay: (project) => {
      project.components({ program: "." }, `file:${project.tarballs.identity}`);
      project.write({ "pnpm-workspace.yaml": pnpmSettings });
      return project.run("pnpm", ["install"]);
    },
  },
  "a workspace of pnpm": {
    isTriedAlways: true,
    at: "apps/infra",
    lay: (project) => {
      project.components({ identity: "packages/identity", program: "apps/infra" }, "workspace:*");
      project.write({
        "package.json": { name: "acme", private: true },
        "pnpm-workspace.yaml": `packages: ["packages/*", "apps/*"]\n${pnpmSettings}`,
      });
      return project.run("pnpm", ["install"]);
    },
  },
  "a workspace of npm, which hoists": {
    at: "apps/infra",
    lay: (project) => {
      project.components({ identity: "packages/identity", program: "apps/infra" }, "1.0.0");
      project.write({ "package.json": { name: "acme", private: true, workspaces: ["packages/*", "apps/*"] } });
      return project.npm();
    },
  },
  "a linked repository, where each folder installs for itself": {
    at: "apps/infra",
    lay: async (project) => {
      project.components({ identity: "packages/identity", program: "apps/infra" }, "file:../../packages/identity");
      await project.npm([], "packages/identity");
      await project.npm(["--install-links=false"], "apps/infra");
    },
  },
  "bun, which isolates": {
    isTriedAlways: true,
    lay: (project) => {
      project.components({ program: "." }, `file:${project.tarballs.identity}`);
      return project.run("bun", ["install", "--linker", "isolated"]);
    },
  },
};

/** Strict: a program reaches only what its own manifest names. */
export const plugNPlayComponent: Layout = {
  lay: (project) => {
    project.components({ program: "." }, `file:${project.tarballs.identity}`);
    return installPlugNPlay(project);
  },
  environment: runPlugNPlay,
};

const bundling = (entry: string, outfile: string, ...more: string[]) => [
  entry,
  "--bundle",
  "--platform=node",
  "--external:@pulumi/pulumi",
  `--outfile=${outfile}`,
  "--log-level=warning",
  ...more,
];
