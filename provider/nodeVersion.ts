/** Whether this Node.js is new enough. What is here runs in much older ones. */

/** The oldest that everything is tried with. Older ones lack methods of the language, and fail at the first of them. */
const least = 20;

/** @returns What to tell the user; undefined if it is new enough. */
export const lackOfNode = (
  version: string = process.versions.node,
  path: string = process.execPath,
): string | undefined =>
  Number.parseInt(version, 10) >= least
    ? undefined
    : `pulumi-transmit needs Node.js 22 or newer, and ${path} is ${version}. Install a newer one, or put it first on PATH.`;
