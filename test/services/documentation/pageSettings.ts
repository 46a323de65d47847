/** How each page is read: what stands for the published packages, for the tenant, and for what a reader fills in. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Json } from "../../../tools/engine/api.ts";
import { blocksIn } from "../../support/documentation/blocks.ts";
import { userPages } from "../../support/documentation/pages.ts";
import { type Placeholders, Reader, type ReaderOptions } from "../../support/documentation/reader.ts";
import { copyPack, installRunner } from "../../support/policyPack.ts";
import { root } from "../../support/root.ts";

/** What is published, as this checkout makes it. */
export interface Published {
  /** The npm package. */
  tarball: string;
  /** A port that is free. */
  port: number;
}

export async function publish(): Promise<Published> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-packed-"));
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
  return { tarball: join(folder, readdirSync(folder)[0] as string), port: await freePort() };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });

/** Makes what pages about existing objects take for granted. */
async function makeTenant(reader: Reader): Promise<Placeholders> {
  const api = await connect(reader.emulator);
  const create = async (path: string, body: Json): Promise<Json> => (await api("POST", path, body)) as Json;
  const application = async (name: string, site: string): Promise<string> => {
    const client = { client_display_name: `${name} website`, redirect_uris: [`https://${site}/callback`] };
    return ((await create("/v1/applications", { app_name: name, ...client })).result as { app_id: string }).app_id;
  };
  const client = async (appId: string, name: string, uri: string): Promise<string> =>
    (await create(`/v1/applications/${appId}/clients`, { name, redirect_uris: [uri] })).client_id as string;
  const portal = await application("Portal", "portal.example");
  const reports = await client(portal, "Reports", "https://portal.example/reports");
  const appId = await application("Shop", "shop.example");
  const clientId = await client(appId, "Mobile", "com.example.shop:/callback");
  await create("/v1/applications/signing-keys", { name: "current" });
  const keys = (await api("GET", "/v1/applications/signing-keys")) as Json[];
  const keyId = keys.find(({ name }) => name === "current")?.id as string;
  return { appId, clientId, keyId, "appId of the portal": portal, "clientId of the reports": reports };
}

/** Puts the files of a release where the reader has downloaded them. */
async function makeRelease(reader: Reader): Promise<Placeholders> {
  const release = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", join(root, "tools/release.mts")];
  for (const parts of [["--packages"], []])
    execFileSync("node", [...release, ...parts, reader.cwd], { cwd: reader.folder, stdio: "pipe" });
  // What is bundled.
  const text = 'export * as transmit from "pulumi-transmit";\n';
  await reader.follow({ place: "before the page", language: "ts", title: "index.ts", text });
  return {};
}

/** Those of the release in the reader's folder, in place of the published ones. */
const releasedPackages: ReaderOptions["replacements"] = [
  ["venv/bin/pip install pulumi_transmit", "venv/bin/pip install --quiet ./pulumi_transmit-0.1.0-py3-none-any.whl"],
  // Where the reader's programs find it.
  [
    /^pip install pulumi_transmit/gm,
    "pip install --quiet --no-deps --target ../modules ./pulumi_transmit-0.1.0-py3-none-any.whl",
  ],
  ["npm install pulumi-transmit-plugin", "npm install ./pulumi-transmit-plugin-0.1.0.tgz"],
  [
    "go get github.com/pulumi-transmit/pulumi-transmit/sdk/go/transmit@v0.1.0",
    'export GOPROXY="file://$PWD/go,$(go env GOPROXY)" GONOSUMDB="github.com/pulumi-transmit/*" GOFLAGS=-mod=mod\n' +
      "(mkdir shop && cd shop && go mod init shop && go get github.com/pulumi-transmit/pulumi-transmit/sdk/go/transmit@v0.1.0)",
  ],
  [/esbuild /g, "npx --yes esbuild "],
];

/** Makes a stack with an application. */
async function makeStack(reader: Reader): Promise<Placeholders> {
  const first = '{ name: "Website", redirectUris: ["https://shop.example/callback"] }';
  const program = `import * as transmit from "pulumi-transmit";
export const shop = new transmit.Application("shop", { appName: "Shop", firstClient: ${first} });\n`;
  await reader.follow({ place: "before the page", language: "ts", title: "index.ts", text: program });
  await reader.follow({ place: "before the page", language: "sh", title: undefined, text: "pulumi up" });
  return {};
}

/** Makes a stack with an application whose redirect URI somebody else has changed. */
async function makeDrift(reader: Reader): Promise<Placeholders> {
  await makeStack(reader);
  const api = await connect(reader.emulator);
  const [application] = ((await api("GET", "/v1/applications")) as { result: Json[] }).result;
  const path = `/v1/applications/${application?.app_id}/clients/${application?.client_id}`;
  await api("PUT", path, { name: "Website", redirect_uris: ["https://elsewhere.example/callback"] });
  await api("POST", `/v1/applications/${application?.app_id}/clients`, { name: "Made by hand", redirect_uris: [] });
  return {};
}

/** Makes a stack whose last run was killed before it heard of the client that it had created. */
async function makeInterrupted(reader: Reader): Promise<Placeholders> {
  const program = `import * as transmit from "pulumi-transmit";
const firstClient = { name: "Website", redirectUris: ["https://shop.example/callback"] };
const { appId } = new transmit.Application("shop", { appName: "Shop", firstClient });
new transmit.Client("mobile", { appId, name: "Mobile", redirectUris: ["com.example.shop:/callback"] });\n`;
  await reader.follow({ place: "before the page", language: "ts", title: "index.ts", text: program });
  await reader.follow({ place: "before the page", language: "sh", title: undefined, text: "pulumi up" });
  const file = join(reader.folder, "backend/.pulumi/stacks/page-typescript/dev.json");
  const state = JSON.parse(readFileSync(file, "utf8"));
  const { latest } = state.checkpoint as { latest: { resources: Json[]; pending_operations?: Json[] } };
  const resource = latest.resources.pop() as Json;
  // As the engine notes it when it begins.
  for (const name of ["id", "outputs", "created", "modified"]) delete resource[name];
  latest.pending_operations = [{ type: "creating", resource }];
  writeFileSync(file, JSON.stringify(state));
  return {};
}

/** Lets the engine run the policy pack: where the reader has the package, a copy of the pack finds it. */
async function makePack(reader: Reader): Promise<Placeholders> {
  installRunner(join(reader.folder, "home"));
  copyPack(join(root, "policy"), join(reader.cwd, "policy-pack"));
  return {};
}

const environment = (name: string) => (reader: Reader) => reader.emulator.environment[name] as string;

/** How every page is read: the emulator stands for a region, and the packed package for the published one. */
const everywhere = ({ tarball, port }: Published): ReaderOptions => ({
  tarball,
  placeholders: {
    "id of a management application": environment("TRANSMIT_CLIENT_ID"),
    "its secret": environment("TRANSMIT_CLIENT_SECRET"),
    "id of the tenant": "emulated-tenant",
    "id of the sandbox tenant": "emulated-tenant",
    "the address that it printed": ({ printed }) => /TRANSMIT_BASE_URL=(\S+)/.exec(printed)?.[1] ?? "",
    "the client id that it printed": ({ printed }) => /TRANSMIT_CLIENT_ID=(\S+)/.exec(printed)?.[1] ?? "",
    "the secret that it printed": ({ printed }) => /TRANSMIT_CLIENT_SECRET=(\S+)/.exec(printed)?.[1] ?? "",
  },
  replacements: [
    [/transmit:region \w+/g, "transmit:baseUrl $TRANSMIT_BASE_URL"],
    [/npm install pulumi-transmit(?!-)/g, `npm install ${tarball}`],
    ["8080", String(port)],
    // On a PATH with the engine, it would take that one for the system's.
    ["make demo", `PATH=${process.env.PATH} make --silent -C ${root} demo`],
    // The pages are read after it, in the same job.
    ["make test ", `grep -q '^make test$' ${root}/.ci/run`],
  ],
});

const pages: Record<string, ReaderOptions> = {
  "docs/first-application.md": { makesProject: true },
  "docs/drift.md": { prepare: makeDrift },
  "docs/risk.md": { prepare: makeStack },
  "docs/recovery.md": { prepare: makeInterrupted },
  "docs/policy.md": {
    prepare: makePack,
    replacements: [["--policy-pack node_modules/pulumi-transmit/policy", "--policy-pack policy-pack"]],
  },
  "docs/emulator.md": { prepare: makeStack },
  "docs/environments.md": { prepare: makeTenant },
  "docs/import.md": { prepare: makeTenant },
  "docs/installation-configuration.md": { prepare: makeRelease, replacements: releasedPackages },
  "sdk/nodejs/README.md": { prepare: makeRelease, replacements: releasedPackages },
  "sdk/python/README.md": { prepare: makeRelease, replacements: releasedPackages },
  "docs/lookups.md": { prepare: makeTenant },
  "docs/reference/functions.md": { prepare: makeTenant },
};

/** Reads a page to its end. @throws Error that names the block that does not do what the page says */
export async function readPage(page: string, published: Published): Promise<void> {
  const general = everywhere(published);
  const own = pages[page] ?? {};
  // What a page says of its own comes first.
  const replacements = [...(own.replacements ?? []), ...(general.replacements ?? [])];
  const reader = await Reader.begin({ ...general, ...own, replacements });
  try {
    const blocks = blocksIn(page);
    for (const [index, block] of blocks.entries()) {
      await reader.follow(block);
      reader.expectSuccess(blocks[index + 1]);
    }
  } finally {
    await reader.end();
  }
}

/** The pages below a folder that have blocks of code. */
export const pagesWithCode = (isMeant: (page: string) => boolean): string[] =>
  userPages.filter((page) => isMeant(page) && blocksIn(page).length > 0);
