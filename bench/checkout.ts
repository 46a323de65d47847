/** A copy of what is built, so that a build in between changes nothing of what is measured. */
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Checkout {
  folder: string;
  has(path: string): boolean;
  remove(): void;
}

export function copyCheckout(root: string): Checkout {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-bench-"));
  for (const name of ["dist", "package.json", "schema.json"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of ["answers", "programs"])
    cpSync(join(root, "bench", name), join(folder, name), { recursive: true });
  for (const name of ["node_modules", ".engine"]) symlinkSync(join(root, name), join(folder, name));
  return {
    folder,
    has: (path) => existsSync(join(folder, path)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
