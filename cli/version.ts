import { realpathSync } from "node:fs";
import { createRequire } from "node:module";

/** The package's version. The package is asked for by its name: it is found from the sources as well as from dist. */
export function version(): string {
  const command = realpathSync(process.argv[1] as string);
  return createRequire(command)("pulumi-transmit/package.json").version;
}
