/**
 * Five kinds of tests: units, fast and beside the code that they are about; flows over HTTP and processes, property and fault
 * suites among them; the contract; programs on the real engine; and services, which need more than Node, npm, make and Go.
 */
const transform = {
  "^.+\\.tsx?$": [
    "@swc/jest",
    { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
  ],
};

const project = (name) => ({
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  setupFilesAfterEnv: ["<rootDir>/test/support/home.ts"],
  transform,
});

module.exports = {
  // Programs on the engine wait more than they work.
  maxWorkers: 3,
  // Beside programs on the engine, a unit may have to wait for its turn.
  testTimeout: 30_000,
  projects: ["unit", "flows", "contract", "engine", "services"].map(project),
  globalSetup: "<rootDir>/test/support/globalSetup.js",
  globalTeardown: "<rootDir>/test/support/globalTeardown.js",
  reporters: ["default", "<rootDir>/test/support/counts.js"],
};
