/** A temporary folder for the run: what a suite leaves that failed to start, or was skipped, goes with it. */
const { chmodSync, mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

module.exports = async () => {
  globalThis.temporaryFolder = mkdtempSync(join(tmpdir(), "pulumi-transmit-tests-"));
  // A server that refuses to run as root reaches its own folder in it.
  chmodSync(globalThis.temporaryFolder, 0o711);
  process.env.TMPDIR = globalThis.temporaryFolder;
  // Engine tests start hundreds of processes of Node.js: each spares the compilation of what an earlier one compiled.
  process.env.NODE_COMPILE_CACHE ??= join(globalThis.temporaryFolder, "compile-cache");
  // Package managers that run in Node.js trust what the system trusts, such as a proxy in front of a registry.
  process.env.NODE_USE_SYSTEM_CA ??= "1";
};
