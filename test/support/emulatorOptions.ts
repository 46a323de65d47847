/** The options of the command `pulumi-transmit emulator`, and the sentence that lists them. */

export const options = [
  "port",
  "seed",
  "from",
  "data",
  "json",
  "log",
  "behaviour",
  "latency",
  "faults",
  "admin",
  "tenant",
  "management-app",
];

export const allOptions = `The options are: ${options.map((name) => `--${name}`).join(", ")}, --help.`;
