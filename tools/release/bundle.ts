/** The plugin as one file that needs nothing but Node, and the licences of what is in it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

export interface Bundle {
  code: Uint8Array;
  /** Names, versions and licences of the packages that it contains. */
  notices: string;
  /** `name@version`. */
  packages: string[];
}

export async function bundle(root: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["provider/plugin/main.ts"],
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    legalComments: "none",
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    write: false,
    logLevel: "warning",
    outfile: "pulumi-resource-transmit.cjs",
  });
  const folders = Object.keys(metafile.inputs).flatMap(
    (file) => file.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? [],
  );
  const contained = [...new Set(folders)].sort().map((folder) => join(root, folder));
  const notices = contained.map(noticeOf);
  return {
    code: (outputFiles[0] as { contents: Uint8Array }).contents,
    notices: notices.join(`\n${"-".repeat(80)}\n\n`),
    packages: contained.map((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      return `${name}@${version}`;
    }),
  };
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)(-asserts)?(\.\w+)?$/i.test(file));
  return [`${name} ${version} (${license})\n`, ...files.map((file) => readFileSync(join(folder, file), "utf8"))].join(
    "\n",
  );
}
