/** The checksums of a release's files, in the form that `sha256sum --check` reads. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sbomName } from "./sbom.ts";

export const checksumsName = "SHA256SUMS";

/** A line for each file of the version in the folder, in the order of their names. */
export const checksumsOf = (folder: string, version: string): string =>
  readdirSync(folder)
    .filter((name) => isReleased(name, version))
    .sort()
    .map(
      (name) =>
        `${createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")}  ${name}\n`,
    )
    .join("");

/** Whether a file is one that a release is downloaded as. */
const isReleased = (name: string, version: string): boolean =>
  name === sbomName || (/^pulumi[-_].*\.(?:tgz|whl|gz)$/.test(name) && name.includes(version));
