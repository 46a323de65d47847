/**
 * Writes the archives that the engine installs the plugin from, into a folder that may be named: `release/`, with the bill of
 * materials, and the checksums of all that is there. With `--packages`, writes the packages for npm, pip and Go instead. RELEASE_HOMEPAGE, RELEASE_REPOSITORY, RELEASE_LOGO_URL,
 * RELEASE_PLUGIN_DOWNLOAD_URL and RELEASE_PUBLISHER say where it is published, if anywhere.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { archive } from "./release/archive.ts";
import { bundle } from "./release/bundle.ts";
import { checksumsName, checksumsOf } from "./release/checksums.ts";
import { filesOf } from "./release/files.ts";
import { packages } from "./release/packages.ts";
import { publicationFrom } from "./release/publication.ts";
import { sbomName, sbomOf } from "./release/sbom.ts";
import { openSource, type Source } from "./release/source.ts";

const root = join(import.meta.dirname, "..");

async function writeArchives(source: Source, folder: string): Promise<void> {
  const bundled = bundle(root);
  for (const system of ["linux", "darwin", "windows"] as const) {
    const content = archive(await filesOf(source, system, bundled));
    // Node is what differs between machines, and it is not part of the plugin.
    for (const machine of ["amd64", "arm64"]) {
      const name = `pulumi-resource-transmit-v${source.version}-${system}-${machine}.tar.gz`;
      writeFileSync(join(folder, name), content);
      console.log(`${name}  ${Math.ceil(content.length / 1024)} KiB`);
    }
  }
  writeFileSync(join(folder, sbomName), sbomOf(source.root, await bundled));
  writeFileSync(join(folder, checksumsName), checksumsOf(folder, source.version));
  console.log(`${sbomName}, ${checksumsName}`);
}

function writePackages(source: Source, folder: string): void {
  for (const { name, make } of packages) {
    const lack = make(source, folder);
    console.log(lack === undefined ? `made ${name}` : `not made: ${name}, ${lack}`);
  }
}

async function release(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { packages: { type: "boolean" } }, allowPositionals: true });
  const folder = resolve(positionals[0] ?? join(root, "release"));
  const source = openSource(root, publicationFrom(process.env));
  try {
    mkdirSync(folder, { recursive: true });
    if (values.packages) writePackages(source, folder);
    else await writeArchives(source, folder);
  } finally {
    source.remove();
  }
}

await release().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
