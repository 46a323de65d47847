/** A temporary folder for the run: what a suite leaves that failed to start, or was skipped, goes with it. */
const { mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

module.exports = async () => {
  globalThis.temporaryFolder = mkdtempSync(join(tmpdir(), "pulumi-transmit-tests-"));
  process.env.TMPDIR = globalThis.temporaryFolder;
};
