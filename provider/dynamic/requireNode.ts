/**
 * Refuses to be loaded by a host of dynamic providers that runs in an old Node.js. The host prints `${error}: ${error.stack}`
 * beside the error, so these two are short.
 */
import { lackOfNode } from "../nodeVersion.ts";

const lack = lackOfNode();
if (lack !== undefined) {
  const error = new Error(lack);
  error.toString = () => "pulumi-transmit";
  error.stack = "not loaded";
  throw error;
}
