/** Closes a run with a line that counts: `N passed, N failed`. */
module.exports = class Counts {
  onRunComplete(_, results) {
    // A suite that could not run has no failed tests, and has failed all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    this.line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
    // After the summary of the reporters before this one.
    process.on("exit", () => process.stdout.write(`${this.line}\n`));
  }
};
