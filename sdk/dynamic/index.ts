/** What programs import: `import * as transmit from "pulumi-transmit"`. It loads no HTTP library and no validator. */
export type { Found } from "./callFunction.ts";
export * from "./functions.ts";
export * from "./resources.ts";
export type * from "./types.ts";
