/** What a release is made of: the checkout, with a schema, SDKs and a manifest that say where it is published. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Publication, publicationOf } from "../generate/publication.ts";

export interface Source {
  root: string;
  version: string;
  /** The manifest of the npm package. */
  manifest: Record<string, unknown>;
  /** The schema. */
  schema: string;
  /** Folder of the generated SDKs, one a language. */
  sdks(): string;
  /** Folder for what is made on the way. */
  work: string;
  remove(): void;
}

export function openSource(root: string, publication: Publication = {}): Source {
  const work = mkdtempSync(join(tmpdir(), "pulumi-transmit-release-"));
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const manifest = JSON.parse(read("package.json"));
  const { homepage, repository } = publicationOf({ ...manifest, ...publication });
  const source = {
    root,
    version: manifest.version,
    manifest: { ...manifest, ...(homepage && { homepage }), ...(repository && { repository }) },
    work,
    remove: () => rmSync(work, { recursive: true, force: true }),
  };
  if (Object.keys(publication).length === 0)
    return { ...source, schema: read("schema.json"), sdks: () => join(root, "sdk") };
  const published = publicationOf({ ...manifest, ...publication });
  const schema = `${JSON.stringify({ ...JSON.parse(read("schema.json")), ...published }, null, 2)}\n`;
  let sdks: string | undefined;
  return {
    ...source,
    schema,
    sdks: () => {
      sdks ??= generateSdks(source, schema);
      return sdks;
    },
  };
}

/** The SDKs name the plugin's address as well. */
function generateSdks({ root, work }: Pick<Source, "root" | "work">, schema: string): string {
  const [file, sdks] = [join(work, "schema.json"), join(work, "sdks")];
  writeFileSync(file, schema);
  go(root, "generate", file, sdks);
  // Go itself keeps these: the generator's has no checksums.
  for (const kept of ["go.mod", "go.sum"]) cpSync(join(root, "sdk/go", kept), join(sdks, "go", kept));
  return sdks;
}

/** Runs the tool that has Pulumi's generators. */
export function go(root: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync("go", ["run", ".", ...args], {
    cwd: join(root, "tools/schema"),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`go run . ${args.join(" ")}: ${error?.message ?? stderr}`);
}
