#!/usr/bin/env node
/**
 * `pulumi-resource-transmit`, the executable that the engine starts, with its own address as the last argument. The plugin
 * prints the port that it listens on. Nothing else may go to standard output, since the engine reads the port from there.
 */
import "../requireNode.ts";
import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { onEngineExit } from "../engine/shutdown.ts";
import { serve } from "./server.ts";

/** The schema is in the root of the package, or beside the bundle. */
function readSchema(folder = dirname(realpathSync(process.argv[1] as string))): string {
  try {
    return readFileSync(join(folder, "schema.json"), "utf8");
  } catch (error) {
    if (folder === dirname(folder)) throw error;
    return readSchema(dirname(folder));
  }
}

/** Flags come first, some with a value. An engine that attaches to a plugin sends its address later. */
const last = process.argv.slice(2).at(-1);
const engine = last !== undefined && /^[^-].*:\d+$/.test(last) ? last : undefined;

serve(engine, () => readSchema()).then(
  ({ port, journal, close }) => {
    process.stdout.write(`${port}\n`);
    // When the engine is gone, requests end and nothing waits.
    if (engine) onEngineExit(journal, close);
  },
  (error: Error) => {
    process.stderr.write(`pulumi-resource-transmit: ${error.message}\n`);
    process.exitCode = 1;
  },
);
