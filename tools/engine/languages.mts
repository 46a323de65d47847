/**
 * The language hosts for Go and YAML, which only the tests of programs in these languages need. They are built once, from
 * modules of their own: the newest versions of each that a Go module proxy serves as one module.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildGoTools } from "./goTools.ts";

const here = import.meta.dirname;
const engine = join(here, "../../.engine");

/** Where the hosts are: put it on PATH. */
const languageHosts = join(engine, "languages");

async function prepareLanguages(): Promise<void> {
  for (const language of ["go", "yaml"]) {
    const folder = join(here, "languages", language);
    const wanted = fingerprint(folder);
    const stamp = join(languageHosts, `${language}.stamp`);
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) continue;
    console.log(`Building the language host for programs in ${language === "go" ? "Go" : "YAML"}: once.`);
    await buildGoTools(folder, { aside: join(languageHosts, language), bin: languageHosts });
    writeFileSync(stamp, wanted);
  }
}

function fingerprint(folder: string): string {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}

await prepareLanguages();
