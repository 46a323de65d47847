/** Who is measured: ours, and those it is measured against. All make the same resources with the same outputs. */

export interface Contender {
  name: string;
  /** What it is, for readers of the results. */
  what: string;
  /** Whose work is measured. */
  isOurs?: true;
  /** File in `programs/` with its `Application` and `Client`. */
  program: string;
  /** Whether it asks the API. */
  asks: boolean;
  /** What the engine starts as its plugin, below the checkout; dynamic resources have the SDK's. */
  plugin?: string;
}

const ask = { asks: true } as const;
const empty = { asks: false } as const;

export const contenders = [
  { name: "dynamic", what: "this package's dynamic resources", program: "dynamic.js", isOurs: true, ...ask },
  {
    name: "plugin",
    what: "this package's plugin",
    program: "plugin.js",
    plugin: "dist/provider/plugin/main.js",
    isOurs: true,
    ...ask,
  },
  {
    name: "textbook-axios",
    what: "dynamic resources as tutorials write them: a class in the program, axios, and a token for each call",
    program: "axios.js",
    ...ask,
  },
  {
    name: "textbook-empty",
    what: "the same without an API: methods that answer at once from memory",
    program: "textbook.js",
    ...empty,
  },
  {
    name: "constant-empty",
    what: "the same, but found by a constant `__provider` instead of a serialised one",
    program: "constant.js",
    ...empty,
  },
  {
    name: "dynamic-empty",
    what: "this package's classes, with methods that answer at once from memory in place of its provider",
    program: "dynamic.js",
    ...empty,
  },
  {
    name: "plugin-empty",
    what: "a plugin with methods that answer at once from memory",
    program: "plugin.js",
    plugin: "bench/answers/plugin.js",
    ...empty,
  },
] as const satisfies readonly Contender[];

export type Name = (typeof contenders)[number]["name"];
