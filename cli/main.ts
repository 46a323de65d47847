#!/usr/bin/env node
/** `pulumi-transmit`. Exit codes: 0 for success, 1 if the command failed, 2 if the command line is wrong. */
import "../provider/requireNode.ts";
import { run } from "./program.ts";
import { UsageError } from "./usageError.ts";

// The reader of a pipe, such as head, may close it before everything is printed. That is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

run(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`pulumi-transmit: ${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
