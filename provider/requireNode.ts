/** Ends a command that an old Node.js was started with. Its entry point imports this before anything else. */
import { lackOfNode } from "./nodeVersion.ts";

const lack = lackOfNode();
if (lack !== undefined) {
  process.stderr.write(`${lack}\n`);
  process.exit(1);
}
