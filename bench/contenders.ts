/** What is compared. All programs declare the same resources, and all states hold the same values. */

export interface Contender {
  name: string;
  /** For readers of the results. */
  what: string;
  /** File in `programs/` that exports its classes `Application` and `Client`. */
  program: string;
  /** Folder of its plugin in the program's `node_modules`. The others are dynamic resources. */
  plugin?: ".bin" | "empty";
  /** Whether its provider sends requests to the API. The others answer from memory. */
  usesApi?: boolean;
  /** Whether its classes declare no outputs, and so cannot say which of them are secret. */
  undeclared?: boolean;
}

const tutorial = "dynamic resources as tutorials write them: a class in the program, axios, and a token for each call";
const empty = "the same without an API: its methods answer from memory at once; its classes declare all outputs";
const undeclared = "the same, but its classes declare no outputs: secrets are plain text in its state";
const plugin = "a plugin without an API, whose methods answer from memory at once";
const constant = "`textbook-empty`, but with a constant `__provider` string instead of a serialised provider";

export const contenders = [
  { name: "dynamic", what: "this package's dynamic resources", program: "dynamic.js", usesApi: true },
  { name: "plugin", what: "this package's plugin", program: "plugin.js", plugin: ".bin", usesApi: true },
  { name: "textbook-axios", what: tutorial, program: "axios.js", usesApi: true },
  { name: "textbook-empty", what: empty, program: "textbook.js" },
  { name: "textbook-undeclared", what: undeclared, program: "textbook.js", undeclared: true },
  { name: "constant-empty", what: constant, program: "constant.js" },
  { name: "plugin-empty", what: plugin, program: "plugin.js", plugin: "empty" },
] as const satisfies readonly Contender[];
