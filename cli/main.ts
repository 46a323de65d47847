#!/usr/bin/env node
/** `pulumi-transmit`. It ends with a code of `exitCodes.ts`. */
import "../provider/requireNode.ts";
import { exitCodeOf } from "./commandError.ts";
import { run } from "./program.ts";
import { failure } from "./terminal/failure.ts";

// The reader of a pipe, such as head, may close it before everything is printed. That is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

run(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(failure(error, process.env));
  process.exitCode = exitCodeOf(error);
});
