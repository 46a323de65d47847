/** Who is measured: ours, and those it is measured against. All make the same resources with the same outputs. */

export interface Contender {
  name: string;
  kind: "ours" | "textbook" | "empty";
  /** What it is, for readers of the results. */
  what: string;
  /** File in `programs/` with its `Application` and `Client`. */
  program: string;
  /** Whether it asks the API. */
  asks: boolean;
  /** What the engine starts as its plugin, below the checkout; dynamic resources have the SDK's. */
  plugin?: string;
}

export const contenders: readonly Contender[] = [
  {
    name: "dynamic",
    kind: "ours",
    what: "this package's dynamic resources",
    program: "dynamic.js",
    asks: true,
  },
  {
    name: "plugin",
    kind: "ours",
    what: "this package's plugin",
    program: "plugin.js",
    asks: true,
    plugin: "dist/provider/plugin/main.js",
  },
  {
    name: "textbook-axios",
    kind: "textbook",
    what: "dynamic resources as tutorials write them: axios, and a token for each call",
    program: "axios.js",
    asks: true,
  },
  {
    name: "textbook-empty",
    kind: "empty",
    what: "the same without an API: methods that answer at once",
    program: "textbook.js",
    asks: false,
  },
  {
    name: "constant-empty",
    kind: "empty",
    what: "dynamic resources with a constant provider text and methods that answer at once",
    program: "constant.js",
    asks: false,
  },
  {
    name: "plugin-empty",
    kind: "empty",
    what: "a plugin with methods that answer at once",
    program: "plugin.js",
    asks: false,
    plugin: "answers/plugin.js",
  },
];
